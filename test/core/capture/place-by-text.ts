import t from 'tap'
import type { Search } from '../../../src/core/capture/place-by-content.js'
import { placeByText } from '../../../src/core/capture/place-by-text.js'
import { seeded } from '../../helpers/seeded.js'

const search = (tail: readonly string[], text: readonly string[]): Search => ({ tail, pending: [], text, cutTop: true, proposed: [], trim: 0 })

t.test('1,000 random texts broken anew: what is new is exactly what was not committed, whatever the width', async t => {
  const random = seeded(64)
  t.comment(`seed ${random.seed}`)
  const broken = (words: readonly string[], width: number): string[] => {
    const lines: string[] = []
    for (const word of words) {
      const line = lines.at(-1)
      if (line !== undefined && line.length + word.length < width) lines[lines.length - 1] = `${line} ${word}`
      else lines.push(word)
    }
    return lines
  }
  let wrong = 0
  for (let run = 0; run < 1_000; run += 1) {
    const words = Array.from({ length: 60 + random.below(100) }, () => random.below(36 ** 6).toString(36))
    const committed = 40 + random.below(20)
    const text = broken(words, 20 + random.below(60))
    const place = placeByText(search(broken(words.slice(0, committed), 20 + random.below(60)), text))
    const rest = place && [...(place.rest === '' ? text.slice(place.index) : [place.rest, ...text.slice(place.index + 1)])].join(' ')
    if (rest !== words.slice(committed).join(' ') && (wrong += 1) < 4) t.equal(rest, words.slice(committed).join(' '), `run ${run}`)
  }
  t.equal(wrong, 0)
})

t.test('too little text, a ruler, or a text that is there twice does not tell', async t => {
  const sentence = 'The parts, joined, are the lines that left the screen, each once, in the order they left.'
  t.equal(placeByText(search(['short'], ['short', 'new'])), undefined)
  t.equal(placeByText(search(['─'.repeat(200)], ['─'.repeat(300)])), undefined)
  t.equal(placeByText(search([sentence], [sentence, sentence, 'new'])), undefined)
  t.equal(placeByText(search([sentence], ['another text'])), undefined)
  t.same(placeByText(search([sentence], [sentence, 'new'])), { index: 1, rest: '' })
})
