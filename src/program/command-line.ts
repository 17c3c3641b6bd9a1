import type { Environment } from '../commands/environment.js'

/** What the definitions of the commands know of the process they run in; cli.ts hands it in, so that the help, the man page and the completions can be made without one. */
export interface CommandLine {
  readonly environment: () => Environment
  /** Text to standard output, with a line's end when it has none. */
  readonly print: (text: string) => void
  /** Text or bytes to standard output as they are, done when the reader has taken enough of what came before: for what may be long. */
  readonly write: (piece: string | Uint8Array) => Promise<void>
  /** Shows a person how far a long walk is; '' takes that away again. */
  readonly progress: (text: string) => void
  /** Whether a person sees standard output, and whether that takes colours. */
  readonly terminal: boolean
  readonly colours: boolean
  /** Standard input, whole. In: how many bytes at most. */
  readonly input: (mostBytes: number) => string
  /** Asks a question that is answered by yes or no; undefined where no person would answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined
  /** Aborted by SIGTERM, SIGINT or SIGHUP once it has been asked for. */
  readonly stopSignal: () => AbortSignal
  /** Tells of an error where its exit code is not wanted. */
  readonly report: (error: unknown) => void
}
