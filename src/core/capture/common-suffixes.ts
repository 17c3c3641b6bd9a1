/**
 * For every place in `text`, how many items right before it equal the last items of `pattern`: one pass, whatever repeats (the Z function
 * over both, read backwards). In: two sequences compared with ===. Out: `result[i]` = length of the longest common suffix of `pattern` and
 * `text[0..i)`, for 0 <= i <= text.length.
 */
export const commonSuffixes = <T>(pattern: readonly T[], text: readonly T[]): Int32Array => {
  const split = pattern.length
  const total = split + text.length
  const at = (index: number): T | undefined =>
    index < split ? pattern[split - 1 - index] : text[text.length - 1 - (index - split)]
  const z = new Int32Array(total)
  let left = 0
  let right = 0
  for (let index = 1; index < total; index += 1) {
    let length = index < right ? Math.min(right - index, z[index - left] ?? 0) : 0
    while (index + length < total && at(length) === at(index + length)) length += 1
    z[index] = length
    if (index + length > right) {
      left = index
      right = index + length
    }
  }
  const result = new Int32Array(text.length + 1)
  for (let index = 0; index < text.length; index += 1) {
    result[text.length - index] = Math.min(z[split + index] ?? 0, split)
  }
  return result
}
