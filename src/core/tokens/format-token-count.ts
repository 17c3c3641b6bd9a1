/** A number of tokens in at most five characters: 950, 9.9k, 42k, 999k, 1M, 1.2M. Rounded down, which is honest of what remains and close of what is used. */
export const formatTokenCount = (tokens: number): string => {
  const short = (scaled: number, unit: string): string => `${scaled < 10 ? Math.floor(scaled * 10 + 1e-9) / 10 : Math.floor(scaled)}${unit}`
  if (tokens < 1_000) return String(Math.floor(tokens))
  return tokens < 1_000_000 ? short(tokens / 1_000, 'k') : short(tokens / 1_000_000, 'M')
}
