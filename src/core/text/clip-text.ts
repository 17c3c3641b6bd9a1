/** A text to at most `longest` UTF-16 units, with `…` as the last where something was cut; never half a surrogate pair. */
export const clipText = (text: string, longest: number): string => {
  if (text.length <= longest) return text
  const end = longest - 1
  const code = text.charCodeAt(end - 1)
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)}…`
}
