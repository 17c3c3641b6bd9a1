const two = (value: number): string => String(value).padStart(2, '0')

/** Unix milliseconds to the time on the reader's own clock, to the second: as all that is for people has it. */
export const localTime = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
