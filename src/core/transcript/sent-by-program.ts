import type { TranscriptRecord } from './transcript-record.js'

/** Kinds of senders that are no person. One that is not known may be. */
const programs = /^(?:task-notification|peer|agent|teammate|coordinator|hook|system|schedule|scheduled-task|cron)$/

/** What older versions wrote without saying whose it is. */
const marked = /^\s*(?:Stop hook feedback:|<teammate-message[ >]|Another Claude session sent)/

/**
 * Whether a record that reads like a prompt was sent by a program: another Claude, a hook, a schedule. The screen shows it, so it belongs into what was captured; but it is not what the user said. Source: newer
 * versions' `origin: { kind: 'human' }`, `isSynthetic`, and how such texts begin.
 */
export const sentByProgram = ({ raw, attachment, blocks }: TranscriptRecord): boolean => {
  const { origin = attachment?.origin } = raw
  const kind = typeof origin === 'object' && origin !== null && 'kind' in origin ? origin.kind : undefined
  return raw.isSynthetic === true || (typeof kind === 'string' && programs.test(kind)) || blocks.some(block => block.kind === 'text' && marked.test(block.text))
}
