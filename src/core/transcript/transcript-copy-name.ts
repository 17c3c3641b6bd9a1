/** The name of a session's n-th copy (from 1): a transcript that was replaced or rewritten goes on in the next. */
export const transcriptCopyName = (copy: number): string => (copy === 1 ? 'transcript.jsonl' : `transcript.${copy}.jsonl`)

/** The number in a copy's name; undefined for any other file. */
export const transcriptCopyNumber = (name: string): number | undefined => {
  const digits = /^transcript(?:\.([1-9]\d{0,6}))?\.jsonl$/.exec(name)
  const copy = digits === null ? undefined : Number(digits[1] ?? 1)
  return copy !== undefined && transcriptCopyName(copy) === name ? copy : undefined
}
