import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's young generation at the size it has. Reading a transcript makes much garbage and keeps little; left alone V8 answers with semi-spaces of 16 MB,
 * a third of the memory that a tick may take. For the rest of the process; the collections are a few more and as short.
 */
export const limitGarbage = (): void => setFlagsFromString('--semi-space-growth-factor=1')
