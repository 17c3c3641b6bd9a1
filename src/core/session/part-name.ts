/** The name of part `part` of the project's session number `number`: `session_00001_PART1.md`. */
export const partName = (number: number, part: number): string => `session_${String(number).padStart(5, '0')}_PART${part}.md`

/** The part number in a file name of session number `number`; undefined for any other file. */
export const partNumber = (number: number, name: string): number | undefined => {
  const match = /^session_(\d{5,})_PART([1-9]\d*)\.md$/.exec(name)
  return match !== null && Number(match[1]) === number ? Number(match[2]) : undefined
}
