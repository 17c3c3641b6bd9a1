import t from 'tap'
import { fingerprint, fingerprintBytes } from '../../../src/core/capture/fingerprint.js'

const bytes = (text: string): Buffer => Buffer.from(text)

t.test('its values never change: they are stored in every marker there is', async t => {
  t.equal(fingerprint(bytes('')), 2166136261)
  t.equal(fingerprint(bytes('a\n')), 271975132219090)
  t.equal(fingerprint(bytes('line\n'.repeat(200))), 191291424234213)
  t.equal(fingerprint(Uint8Array.from({ length: 256 }, (_, byte) => byte)), 92692115904709)
})

t.test('every single flipped bit, every lost byte and every two bytes that changed places show', async t => {
  const text = bytes('The parts, joined, are the lines that left the screen, each once, in order.\n'.repeat(4))
  const whole = fingerprint(text)
  let same = 0
  for (let index = 0; index < text.length; index += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Buffer.from(text)
      flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
      if (fingerprint(flipped) === whole) same += 1
    }
    if (fingerprint(Buffer.concat([text.subarray(0, index), text.subarray(index + 1)])) === whole) same += 1
    const swapped = Buffer.from(text)
    ;[swapped[index], swapped[index + 1]] = [text[index + 1] ?? 0, text[index] ?? 0]
    if (index + 1 < text.length && text[index] !== text[index + 1] && fingerprint(swapped) === whole) same += 1
  }
  t.equal(same, 0)
  t.ok(whole >= 0 && whole < 2 ** 48 && Number.isSafeInteger(whole))
  t.ok(fingerprintBytes >= 512)
})
