import { redactLine } from '../redaction/redact-line.js'
import { cleanLine } from './clean-line.js'

/**
 * A text of several lines as it may be kept: each line cleaned and, unless told otherwise, its secrets replaced; no blank lines at either end.
 * In: the text; whether to redact. Out: the text; idempotent.
 */
export const cleanText = (text: string, redact: boolean): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(line => (redact ? redactLine(cleanLine(line)) : cleanLine(line)))
    .join('\n')
    .trim()
