/** How many lines end in some bytes. */
export const countNewlines = (bytes: Buffer): number => {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1
  return count
}
