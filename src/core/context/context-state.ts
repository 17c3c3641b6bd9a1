/**
 * What an extraction needs besides context.json to go on: how far each file was read, calls without a result, what was said last. It belongs to one
 * context.json, whose identity it holds (size, inode, time of the last change): a crash between the two, or any hand on that file, leaves a state that
 * does not fit, and then everything is extracted anew.
 */
import type { ContextBasis } from './context.js'
import type { ExtractState, OpenCall } from './extract-state.js'
import { newScreen, type Screen } from './extract-scrollback.js'

/** How far a file was read: bytes and lines, and a number for the bytes before that (core/capture/fingerprint.ts). */
export interface ReadSource {
  readonly file: string
  readonly offset: number
  readonly line: number
  readonly fingerprint: number
}

export interface ContextState {
  /** Identity of the context.json that this belongs to. */
  readonly context: string
  readonly id: string
  readonly redact: boolean
  readonly from: ContextBasis
  readonly sources: readonly ReadSource[]
  readonly open: readonly OpenCall[]
  readonly said: ExtractState['said']
  readonly did: readonly string[]
  readonly asked: boolean
  readonly why: string
  readonly unknownTypes: readonly string[]
  readonly screen: Screen
}

/** Counted up whenever the extraction learns something: then all contexts are extracted anew. */
const version = 3

/** The text of the state file that belongs to a context. In: context.json's identity; the rest. */
export const encodeContextState = (context: string, state: Omit<ContextState, 'context'>): string => `${JSON.stringify({ version, context, ...state })}\n`

/**
 * The text of a state file to the state. In: it; context.json's identity; the session and whether secrets are redacted. Out: undefined when it is of another
 * context, session, version or setting, or damaged.
 */
export const decodeContextState = (text: string, context: string, id: string, redact: boolean): ContextState | undefined => {
  try {
    const value = JSON.parse(text) as Partial<ContextState & { version: number }> | null
    if (value?.version !== version || value.id !== id || value.redact !== redact || value.context !== context) return undefined
    return { ...value, screen: value.screen ?? newScreen() } as ContextState
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
