/**
 * Where text that we could not have written begins. What we write is valid UTF-8 without control characters but tab and newline; a power
 * loss can leave blocks of NUL, a foreign hand anything. In: bytes of a part. Out: the offset of the first line that holds such a byte, or
 * -1 when all is well.
 */
export const firstDamage = (bytes: Uint8Array): number => {
  let lineStart = 0
  let index = 0
  while (index < bytes.length) {
    const byte = bytes[index] ?? 0
    if (byte === 0x0a) {
      index += 1
      lineStart = index
    } else if (byte >= 0x20 && byte < 0x7f) index += 1
    else if (byte === 0x09) index += 1
    else {
      const length = sequenceLength(bytes, index)
      // A sequence that the end of the file cuts is a torn line, not damage: the caller cuts torn lines.
      if (length === 'cut') return -1
      if (length === 0) return lineStart
      index += length
    }
  }
  return -1
}

/** Bytes of the UTF-8 sequence at `index`; 0 when there is none, 'cut' when the bytes end inside it. */
const sequenceLength = (bytes: Uint8Array, index: number): number | 'cut' => {
  const first = bytes[index] ?? 0
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  if (length === 0) return 0
  for (let offset = 1; offset < length; offset += 1) {
    const next = bytes[index + offset]
    if (next === undefined) return 'cut'
    if (next < 0x80 || next > 0xbf) return 0
  }
  const second = bytes[index + 1] ?? 0
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) || (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0
  return length
}
