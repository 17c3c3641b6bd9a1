import { decodeTokenMemory, emptyTokenMemory, encodeTokenMemory, type TokenMemory } from '../../core/tokens/token-memory.js'
import { readSmallFile } from '../files/read-small-file.js'
import { writeBeside } from '../files/write-beside.js'

const mostBytes = 65_536

const memoryFile = (runtime: string, id: string): string => `${runtime}/${id}/token_memory.json`

/** What the token tick remembers of a session, or nothing where that is lost. In: the runtime directory; the session. */
export const readTokenMemory = (runtime: string, id: string): TokenMemory => {
  const text = readSmallFile(memoryFile(runtime, id), mostBytes)
  return text === undefined ? emptyTokenMemory : decodeTokenMemory(text)
}

/** Remembers it. The session's runtime directory exists. Throws IoError (74). */
export const writeTokenMemory = (runtime: string, id: string, memory: TokenMemory, uid: number): void => writeBeside(memoryFile(runtime, id), encodeTokenMemory(memory), uid)
