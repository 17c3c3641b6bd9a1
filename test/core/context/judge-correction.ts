import { readFileSync } from 'node:fs'
import t from 'tap'
import { judgeCorrection } from '../../../src/core/context/judge-correction.js'

const corrects = (text: string): boolean => judgeCorrection(text).isCorrection

t.test('the plain words of a correction are one, each by its rule', async t => {
  const said = { 'no, the other file': 'no', 'Not like that.': 'not', 'never commit to main': 'never', "that's wrong": 'wrong', "don't touch the lock file": "don't", 'stop adding comments': 'stop', 'return null instead': 'instead', 'actually make it a Map': 'actually' }
  for (const [text, rule] of Object.entries(said)) t.same(judgeCorrection(text), { isCorrection: true, rule }, text)
})

t.test('what only sounds like one is none', async t => {
  for (const text of ['no problem', 'not yet', 'never mind, found it', 'no worries!', "don't forget the tests", "don't worry about it", 'no idea why', 'why not', 'you were right, it was not the cache', 'not bad', 'my bad, try again']) {
    t.same(judgeCorrection(text), { isCorrection: false, rule: '' }, text)
  }
  t.ok(corrects('no, not yet. show me the plan first'), 'but a no before it counts')
})

t.test('code, quotations and pasted output correct nothing', async t => {
  for (const text of ['run this:\n```sql\nSELECT 1 WHERE NOT deleted\n```', '> no, never do this\nwhat does she mean?', 'add a test named "does not stop"', 'Error: no such file\n    at open (fs.js:1)', 'rename `isNotWrong` to `isRight`']) t.notOk(corrects(text), text)
  t.ok(corrects('no!\n```\nsome code\n```'), 'what is said beside them does')
})

t.test('a condition of a task is none; the same words at the beginning are', async t => {
  t.notOk(corrects("add a toggle to the navbar, but don't change the theme"))
  t.ok(corrects("don't change the theme"))
  t.notOk(corrects('Write a parser:\n- not recursive\n- never throws'))
  t.notOk(corrects("A parser, please:\n- this isn't the place for recursion"))
  t.ok(corrects("A parser, please.\nThis isn't the place for recursion"))
  t.notOk(corrects('write an exporter. it reads the table. it is not allowed to lock it.'), 'nor is a description')
})

t.test('what opens a message before the word that matters is passed over', async t => {
  for (const text of ['hmm, no', 'ok wait, stop', 'sorry, but no', 'ugh... no.', 'please dont do that']) t.ok(corrects(text), text)
})

t.test('a question is none, unless it is one of the accusing kind', async t => {
  t.notOk(corrects("isn't there a helper for this?"))
  t.notOk(corrects('could we use a set instead?'))
  t.notOk(corrects('not the tests?'))
  t.ok(corrects('not the tests!'))
  t.ok(corrects('why did you delete the test?'))
  t.ok(corrects("didn't I say no new dependencies?"))
})

t.test('what is asked only to know is none', async t => {
  t.ok(corrects('why did you use a heap here?'))
  t.notOk(corrects('why did you use a heap here? just curious'))
})

t.test('a sentence that only hesitates does not open a message', async t => {
  for (const text of ['uhhh... no', 'hmm. not that one', 'wait... we use pnpm here']) t.ok(corrects(text), text)
})

t.test('empty and endless messages are judged at once', async t => {
  for (const text of ['', ' \n', '```']) t.notOk(corrects(text))
  for (const text of ['no, '.repeat(500_000), '('.repeat(1_000_000), "'a ".repeat(6_000)]) t.type(corrects(text), 'boolean')
  t.notOk(corrects(`${'Then it reads the next file. '.repeat(50)}\nno`), 'and what is far behind counts for little')
})

t.test('nineteen of twenty that are taken for a correction are labelled as one, in every set, and as many of those that are labelled are found', async t => {
  interface Message {
    readonly set: string
    readonly correction?: boolean
    readonly text: string
  }
  const messages = readFileSync('test/fixtures/messages.jsonl', 'utf8').trimEnd().split('\n').map(line => JSON.parse(line) as Message)
  // What only implies that something was wrong is not always told from a fact.
  const recalls = { tuned: 0.95, 'held-out': 0.95, fresh: 0.95, 'implied-1': 0.95, 'implied-2': 0.9, 'implied-3': 0.8 }
  for (const [set, recall] of Object.entries(recalls)) {
    const own = messages.filter(message => message.set === set && message.correction !== undefined)
    const hits = own.filter(({ text, correction }) => correction === true && corrects(text)).length
    t.ok(own.length > 50)
    t.ok(hits / own.filter(({ text }) => corrects(text)).length >= 0.95, `precision, ${set}`)
    t.ok(hits / own.filter(({ correction }) => correction).length >= recall, `recall, ${set}`)
  }
})
