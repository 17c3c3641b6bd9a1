/**
 * A line to a 48-bit number that stands for it in the marker, so that 160 lines of context fit in 4 KB.
 * In: text of any length. Out: an integer, 0 <= n < 2^48, equal for equal text on every machine and version (it is stored).
 * Two 32-bit lanes of multiply and shift over the UTF-8 bytes, four at a time: a tick hashes some 15 KB before anything is compiled, so steps count.
 * Not for security: whoever can write our 0700 directory has won already.
 */
export const hashLine = (text: string): number => {
  const bytes = new TextEncoder().encode(text)
  const whole = bytes.length & ~3
  // Both supported architectures (x64, arm64) are little-endian.
  const words = new Uint32Array(bytes.buffer, 0, whole >>> 2)
  let low = 0x9e3779b9 ^ bytes.length
  let high = 0x85ebca6b
  for (const word of words) {
    low = Math.imul(low ^ word, 0x01000193)
    low ^= low >>> 15
    high = Math.imul(high ^ word ^ low, 0x5bd1e995)
    high ^= high >>> 13
  }
  for (let index = whole; index < bytes.length; index += 1) {
    low = Math.imul(low ^ (bytes[index] ?? 0), 0x01000193)
    high = Math.imul(high ^ low, 0x5bd1e995)
    high ^= high >>> 15
  }
  low ^= Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high ^= Math.imul(low ^ (low >>> 16), 0x27d4eb2f)
  return ((high ^ (high >>> 11)) & 0xffff) * 0x1_0000_0000 + ((low ^ (low >>> 15)) >>> 0)
}
