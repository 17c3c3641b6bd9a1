import { createInterface } from 'node:readline/promises'

/** Asks a person a question that is answered by yes or no; anything but yes, the end of the input included, is no. In: the question; where the answer is read and the question written. */
export const askYes = async (question: string, input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<boolean> => {
  const lines = createInterface({ input, output })
  // On a terminal readline takes Ctrl-C for itself; whoever presses it means the whole command.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    const closed = new Promise<string>(resolve => void lines.once('close', () => resolve('')))
    const answer = await Promise.race([lines.question(`${question} [y/N] `), closed])
    return /^\s*y(?:es)?\s*$/i.test(answer)
  } finally {
    lines.close()
  }
}
