import { Argument, Option } from 'commander'
import { idArgument } from './id-argument.js'

/** Which sessions a word may name: those that live, or those that have ended as well. The completions offer them. */
export type NamedSessions = 'live' | 'all'

/** An argument that is a session's ID. In: how the help writes it (`<ID>`, `[ID]`); which sessions it may name; the rest of what the help says. */
export const sessionArgument = (name: string, sessions: NamedSessions, more = ''): Argument => Object.assign(new Argument(name, `${idArgument}${more}`), { sessions })

/** An option whose value is a session's ID. In: its flags; what the help says; which sessions it may name. */
export const sessionOption = (flags: string, description: string, sessions: NamedSessions): Option => Object.assign(new Option(flags, description), { sessions })

/** Which sessions an argument or option names; undefined when it is about something else. */
export const sessionsOf = (word: Argument | Option): NamedSessions | undefined =>
  'sessions' in word && (word.sessions === 'live' || word.sessions === 'all') ? word.sessions : undefined
