/**
 * A line to a 48-bit number that stands for it in the marker, so that 160 lines of context fit in 4 KB.
 * In: text of any length. Out: an integer, 0 <= n < 2^48, equal for equal text on every machine and version (it is stored).
 * Two 32-bit lanes of multiply and shift over the UTF-8 bytes, four at a time: a tick hashes some 15 KB before anything is compiled, so steps count.
 * Not for security: whoever can write our 0700 directory has won already.
 */
export const hashLine = (text: string): number => {
  // A UTF-16 unit takes three bytes at most.
  const { bytes, words } = text.length * 3 > scratchBytes ? makeScratch(Buffer.byteLength(text)) : (scratch ??= makeScratch(scratchBytes))
  const length = bytes.write(text)
  const whole = length >>> 2
  let low = 0x9e3779b9 ^ length
  let high = 0x85ebca6b
  // By number: what for-of does for each step costs more than the step.
  for (let index = 0; index < whole; index += 1) {
    low = Math.imul(low ^ (words[index] ?? 0), 0x01000193)
    low ^= low >>> 15
    high = Math.imul(high ^ (words[index] ?? 0) ^ low, 0x5bd1e995)
    high ^= high >>> 13
  }
  for (let index = whole << 2; index < length; index += 1) {
    low = Math.imul(low ^ (bytes[index] ?? 0), 0x01000193)
    high = Math.imul(high ^ low, 0x5bd1e995)
    high ^= high >>> 15
  }
  low ^= Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high ^= Math.imul(low ^ (low >>> 16), 0x27d4eb2f)
  return ((high ^ (high >>> 11)) & 0xffff) * 0x1_0000_0000 + ((low ^ (low >>> 15)) >>> 0)
}

/** The same memory, as bytes and as words. */
interface Scratch {
  readonly bytes: Buffer
  readonly words: Uint32Array
}

/** Where a line is turned to UTF-8, kept for the next one: new memory for each line would cost more than the hashing. */
let scratch: Scratch | undefined
const scratchBytes = 16_384

const makeScratch = (size: number): Scratch => {
  // Not from the pool, whose pieces need not begin at a word.
  const bytes = Buffer.allocUnsafeSlow(Math.ceil(size / 4) * 4)
  return { bytes, words: new Uint32Array(bytes.buffer) }
}
