import { recordText } from '../transcript/record-text.js'
import type { Block, TranscriptRecord } from '../transcript/transcript-record.js'

const isLetter = /[\p{L}\p{N}]/u

/**
 * A record without the beginning of its text, of which so many letters and digits were captured already. In: a record with one text; their number. Out: the
 * record with the rest, from the next character that is no blank on, behind `…`, and with the tools it calls; the record itself for 0. The text is taken letter by
 * letter as the screen's was: see `shownLetters`.
 */
export const restOfRecord = (record: TranscriptRecord, letters: number): TranscriptRecord => {
  if (letters <= 0) return record
  const text = recordText(record).normalize('NFC')
  let left = letters
  let at = 0
  for (const letter of text) {
    if (left === 0) break
    if (isLetter.test(letter)) left -= letter.length
    at += letter.length
  }
  const rest: Block = { kind: 'text', text: `… ${text.slice(at).trimStart()}` }
  const blocks = [rest, ...record.blocks.filter(({ kind }) => kind !== 'text')]
  // What was typed while Claude was at work stands in no block.
  return { ...record, blocks, attachment: record.attachment && { ...record.attachment, prompt: rest.text } }
}
