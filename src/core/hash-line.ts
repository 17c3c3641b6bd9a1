/**
 * A line to a 48-bit number that stands for it in the marker, so that 160 lines of context fit in 4 KB.
 * In: text of any length. Out: an integer, 0 <= n < 2^48, equal for equal text on every machine and version (it is stored).
 * Two 32-bit multiply-and-xor lanes, mixed at the end. Not for security: whoever can write our 0700 directory has won already.
 */
export const hashLine = (text: string): number => {
  let low = 0x9e3779b9
  let high = 0x85ebca6b
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x5bd1e995)
    high ^= high >>> 15
  }
  low ^= Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high ^= Math.imul(low ^ (low >>> 16), 0x27d4eb2f)
  return ((high ^ (high >>> 11)) & 0xffff) * 0x1_0000_0000 + ((low ^ (low >>> 15)) >>> 0)
}
