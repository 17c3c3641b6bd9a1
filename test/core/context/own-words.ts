import t from 'tap'
import { ownWords } from '../../../src/core/context/own-words.js'

const words = (text: string): string[] => ownWords(text).map(sentence => sentence.words)

t.test('a message is cut into its sentences, each as it was written', async t => {
  t.same(ownWords('No, use v1.2. Is it  OK?\nBye'), [
    { words: 'no, use v1.2.', verbatim: 'No, use v1.2.', listed: false, asked: false },
    { words: 'is it ok?', verbatim: 'Is it  OK?', listed: false, asked: true },
    { words: 'bye', verbatim: 'Bye', listed: false, asked: false },
  ])
  t.same(words('不对。改回来！好吗？'), ['不对。', '改回来！', '好吗？'])
  const text = 'First one! Then “another”; and\r\n- a third…  Done'
  for (const { verbatim } of ownWords(text)) t.ok(text.includes(verbatim), verbatim)
})

t.test('what is not the own words is one word of its own kind', async t => {
  t.same(words('rename `isNot` to "do not use" in @src/not.ts, see https://x.org/no'), ['rename code to quoted in link see link'])
  t.same(words("he said 'never do it', don’t worry"), ["he said quoted , don't worry"])
  t.same(words('das „ist nicht so“ und «pas ça» und 「違う」'), ['das quoted und quoted und quoted'])
})

t.test('a contraction without its apostrophe is read as with it', async t => {
  t.same(words("it doesnt work. thats what youve said, im sure its fine"), ["it doesn't work.", "that's what you've said, i'm sure its fine"])
  t.equal(ownWords('it doesnt work')[0]?.verbatim, 'it doesnt work')
})

t.test('what a program wrote is left out', async t => {
  const pastes = ['```\nno\n```', '~~~\nno', '> no, never', '    no', '\tno', 'TypeError: no', '    at no (a.js:1)', 'Traceback (most recent call last):', '  File "no.py", line 3', 'npm ERR! no', '2026-03-01T10:00:00Z no', '10:00:01 no', 'error: no', 'fatal: not a git repository', 'src/a.ts:12:5: no', 'src/app.ts(12,5): error no', ' FAIL no', '● no', 'Expected: no', '$ no', '+++ b/no']
  for (const paste of pastes) {
    t.same(words(paste), [], JSON.stringify(paste))
    t.same(words(`look:\n${paste}`), ['look:'], `behind own words: ${JSON.stringify(paste)}`)
  }
  t.same(words('```\nno\n```\nthen this'), ['then this'])
  t.same(words(`${'x'.repeat(30_000)}\nthen this`), ['then this'], 'nor is a line that nobody can have typed')
})

t.test('an item of a list is marked as one', async t => {
  t.same(ownWords('do:\n- not this\n 2. or that').map(({ words: own, listed }) => [own, listed]), [['do:', false], ['not this', true], ['or that', true]])
})

t.test('nothing gives nothing', async t => {
  for (const text of ['', '\n\n', '   ', '```']) t.same(ownWords(text), [])
})
