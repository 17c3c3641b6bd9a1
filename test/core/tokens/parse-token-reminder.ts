import t from 'tap'
import { parseTokenReminder } from '../../../src/core/tokens/parse-token-reminder.js'
import { seeded } from '../../helpers/seeded.js'

const text = '<system-reminder>Token usage: 42184/200000; 157816 remaining</system-reminder>'
const said = { used: 42_184, limit: 200_000 }

t.test('it is read from a pane of any width in which it takes at most four lines', async t => {
  for (let width = Math.ceil(text.length / 4); width <= text.length; width += 1) {
    const hard = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []
    t.same(parseTokenReminder(['⏺ Done.', ...hard, '❯ ']), said, `${width} columns`)
    t.same(parseTokenReminder(hard.map(line => `  ${line}`)), said, `${width} columns, indented`)
  }
})

t.test('the lowest wins among random ones, quoted ones aside', async t => {
  const random = seeded(11)
  t.comment(`seed ${random.seed}`)
  for (let round = 0; round < 300; round += 1) {
    const lines: string[] = []
    let newest: { used: number; limit: number } | undefined
    for (let block = 0; block < 6; block += 1) {
      const used = random.below(200_000)
      const reminder = `<system-reminder>Token usage: ${used}/200000; ${200_000 - used} remaining</system-reminder>`
      const kind = random.below(6)
      if (kind === 0) newest = { used, limit: 200_000 }
      lines.push('⏺ text', ...([[reminder], [`  ⎿  ${reminder}`], ['  ⎿  one', `     ${reminder}`], [`+ ${reminder}`], [`  7→${reminder}`], [`> ${reminder}`]][kind] ?? []))
    }
    const found = parseTokenReminder(lines)
    if (JSON.stringify(found) !== JSON.stringify(newest)) t.same(found, newest, lines.join('\n'))
  }
  t.pass('300 panes')
})

t.test('a window of zero, or numbers too long to be any, are none', async t => {
  for (const line of ['Token usage: 0/0; 0 remaining', `Token usage: ${'9'.repeat(400)}/200000; 0 remaining`, 'Token usage: 1/2; 3 remaining', 'Token usage: x/y; z remaining']) t.equal(parseTokenReminder([line]), undefined, line.slice(0, 50))
  t.equal(parseTokenReminder([]), undefined)
})

t.test('a pane full of beginnings takes no time to speak of', async t => {
  const lines = Array.from({ length: 5_000 }, () => '<system-reminder>Token usage: 1')
  const began = process.cpuUsage()
  t.equal(parseTokenReminder(lines), undefined)
  t.ok(process.cpuUsage(began).user < 5e6)
})
