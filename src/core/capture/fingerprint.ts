/** So many bytes before the marker's position are looked at. */
export const fingerprintBytes = 512

/** The last bytes before a position in a part to a number that stands for them, 0 <= n < 2^48. In: at most `fingerprintBytes` bytes. */
export const fingerprint = (bytes: Uint8Array): number => {
  let low = 0x811c9dc5
  let high = bytes.length
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193)
    high = Math.imul(high ^ (low >>> 7), 0x5bd1e995) ^ byte
  }
  return ((high ^ (high >>> 13)) & 0xffff) * 0x1_0000_0000 + (low >>> 0)
}
