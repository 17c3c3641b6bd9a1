import { captureLine } from '../core/capture/capture-line.js'
import type { LiveCapture } from './capture-live.js'
import type { Environment } from './environment.js'

/** One line for what a capture did, and one for each gap it had to write down. In: the session, the result, when it began. */
export const logCapture = ({ log, now }: Environment, id: string, result: LiveCapture, began: Date): void => {
  for (const gap of result.gaps) log(4, `${id}: gap behind line ${gap.line} of part ${gap.part} (${gap.why}): ${gap.known}`)
  if (result.filled > 0) log(5, `${id}: ${result.filled} ${result.filled === 1 ? 'record' : 'records'} of the transcript rendered that the pane did not show`)
  log(5, captureLine(id, result.captured, result.start, now().getTime() - began.getTime()))
}
