import t from 'tap'
import { foreignCorrectionRules } from '../../../src/core/context/foreign-correction-rules.js'
import { judgeCorrection } from '../../../src/core/context/judge-correction.js'

/** Of each language: what corrects, and what has the same words and does not. */
const said: Readonly<Record<string, readonly [corrections: readonly string[], others: readonly string[]]>> = {
  de: [['nein, die andere', 'das stimmt nicht', 'bitte keine Kommentare', 'nimm stattdessen eine Map', 'mach das rückgängig', 'warum hast du das gelöscht?'], ['kein Problem', 'noch nicht', 'keine Ahnung', 'prüfe, warum er nicht startet', 'vergiss nicht die Tests']],
  fr: [["non, l'autre", "c'est faux", 'ne touche pas au cache', 'utilise plutôt une Map', "j'ai dit seulement le backend"], ['pas de souci', 'pas encore', "n'oublie pas les tests", 'explique pourquoi il ne démarre pas']],
  es: [['no, la otra', 'eso no es lo que pedí', 'no toques el cache', 'usa un Map en su lugar', '¿por qué borraste el test?'], ['no pasa nada', 'todavía no', 'no sé', 'averigua por qué no funciona']],
  it: [["no, l'altra", 'è sbagliato', 'non toccare la cache', 'usa invece una Map', 'ti ho detto solo il backend'], ['nessun problema', 'non ancora', 'non so', 'trova perché non parte']],
  pt: [['não, a outra', 'está errado', 'não mexa no cache', 'usa um Map em vez disso', 'já disse que não, só o backend'], ['sem problema', 'ainda não', 'não sei', 'descubra por que não funciona']],
  nl: [['nee, de andere', 'dat klopt niet', 'stop met commentaar', 'gebruik in plaats daarvan een Map', 'ik bedoelde de andere'], ['geen probleem', 'nog niet', 'geen idee', 'zoek uit waarom het niet werkt']],
  pl: [['nie, ten drugi', 'to nie działa tak', 'użyj zamiast tego Map', 'chodziło mi o drugi plik'], ['nie ma sprawy', 'jeszcze nie', 'nie wiem', 'sprawdź, dlaczego nie działa']],
  zh: [['不对，是另一个', '这样不对', '撤销刚才的修改', '别动缓存', '我说的是后端'], ['没关系', '还没有', '不知道为什么', '不错', '看看为什么不能启动']],
  ja: [['いや、そっちじゃない', 'それは間違っています', 'キャッシュは触らないで', '元に戻して'], ['問題ないです', 'まだです', '原因が分からないので調べて', 'テストを書いて']],
}

for (const [language, [corrections, others]] of Object.entries(said)) {
  t.test(`a correction is known in ${language}, and what is none`, async t => {
    for (const text of corrections) t.ok(judgeCorrection(text).isCorrection, text)
    for (const text of others) t.same(judgeCorrection(text), { isCorrection: false, rule: '' }, text)
  })
}

t.test('no rule of another language takes English for its own', async t => {
  for (const text of ['stop the server', 'mail the report to the team', 'para 3 of the license', 'die after five tries', 'not found pages', 'fault tolerance']) {
    t.same(foreignCorrectionRules.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name), [], text)
  }
})

t.test('no pattern remembers where it was', async t => {
  t.same(foreignCorrectionRules.filter(({ pattern }) => pattern.global || pattern.sticky), [])
})
