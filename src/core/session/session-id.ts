import { UsageError } from '../../errors.js'

/** A string that has been checked to be a session ID: safe as a file name, a unit instance and a journal word. */
export type SessionId = string & { readonly __sessionId: unique symbol }

// 128 is what leaves room for `claude-session-failed@claude-session-capture@ID.service.service` in a unit name of 255 bytes.
const shape = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/

/** Whether `text` is a session ID, with no side effect. In: any string. Out: the verdict, narrowing the type. */
export const isSessionId = (text: string): text is SessionId => shape.test(text) && !text.includes('..')

/** Text from outside (argv, a pane option, a file) to a session ID. Throws UsageError (64) that says what an ID looks like. */
export const parseSessionId = (text: string): SessionId => {
  if (isSessionId(text)) return text
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
  throw new UsageError(
    `${shown} is not a session ID. An ID is 1 to 128 letters, digits, '_', '.' or '-', begins with a letter or digit and has no '..'`,
    'Example: claude-session start --id my-work',
  )
}
