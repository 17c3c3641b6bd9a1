import t from 'tap'
import { impliedForeignRules } from '../../../src/core/context/implied-foreign-rules.js'
import { judgeCorrection } from '../../../src/core/context/judge-correction.js'

/** Of each language: what corrects without a plain word of it, and what has the same words and does not. */
const said: Readonly<Record<string, readonly [corrections: readonly string[], others: readonly string[]]>> = {
  de: [['da hast du die Migration vergessen', 'warum ist die alte Route immer noch da?', 'stell den Port wieder zurück', 'wir benutzen hier pnpm', 'das gehört in den Service', 'jetzt fehlt die Überschrift'], ['du hast recht', 'gehört das Modul zum Kern?', 'kein Ding', 'warum ist der Build langsam?']],
  fr: [["t'as oublié la migration", 'pourquoi la route est encore là ?', "remets l'ancien port", 'on utilise pnpm ici', "c'était mieux avant"], ['tu as raison', 'pourquoi un Set ici ?', 'on utilise quoi ici ?', 'le build est encore en cours']],
  es: [['borraste la migración', '¿por qué sigue ahí la ruta?', 'déjalo como estaba', 'aquí usamos pnpm', 'solo quería el tipo'], ['existe una ruta así', 'sigue con la ruta', '¿por qué usamos pnpm?']],
  pt: [['você apagou a migração', 'por que a rota ainda está aí?', 'volta como estava', 'aqui usamos pnpm', 'eu só queria o tipo'], ['você acertou', 'cria um endpoint que devolve a rota', 'por que usar pnpm?']],
  it: [['hai cancellato la migrazione', 'perché la rotta è ancora lì?', "rimetti com'era", 'qui usiamo pnpm', 'volevo solo il tipo'], ['hai ragione', 'perché usare pnpm?']],
  zh: [['你漏掉了迁移', '为什么旧路由还在？', '改回原来的样子', '我们这里用pnpm', '我只要类型'], ['你跑测试了吗？', '把路由改成小写', '为什么要用锁？']],
  ja: [['勝手に消さないでほしい', 'なぜ古いルートがまだ残っているの？', '前の実装のほうがいい', 'ここではpnpmを使っています', '型だけでいいです'], ['ルートを追加して', 'なぜロックが必要ですか？']],
  ru: [['ты удалил миграцию', 'почему старый маршрут всё ещё здесь?', 'верни как было', 'у нас используется pnpm', 'я просил только тип', 'нет, другой файл'], ['нет проблем', 'ещё нет', 'не знаю', 'почему тут нужен мьютекс?', 'добавь маршрут']],
}

for (const [language, [corrections, others]] of Object.entries(said)) {
  t.test(`a correction is known in ${language} by what it implies, and what is none`, async t => {
    for (const text of corrections) t.ok(judgeCorrection(text).isCorrection, text)
    for (const text of others) t.same(judgeCorrection(text), { isCorrection: false, rule: '' }, text)
  })
}

t.test('no rule of another language takes English for its own', async t => {
  for (const text of ['a new era of testing', 'use the es module', 'come on in', 'put the son tag in', 'add a plus button', 'the data has been sent', 'solo mode is the default']) {
    t.same(impliedForeignRules.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name), [], text)
  }
})

t.test('no pattern remembers where it was', async t => {
  t.same(impliedForeignRules.filter(({ pattern }) => pattern.global || pattern.sticky), [])
})
