import { listNames } from '../files/list-names.js'
import { readRegularFile } from '../files/read-regular-file.js'

/** What a pane runs beyond that is no place to look for one program. */
const mostProcesses = 256

/**
 * A process and all that it started and that still has a line of parents to it, nearest first, 256 at most. In: a process ID. Cost: two or three
 * small files in /proc a process. A kernel without `children` files (CONFIG_PROC_CHILDREN) shows the process alone.
 */
export const processTree = (root: number): number[] => {
  const tree = [root]
  for (let at = 0; at < tree.length && tree.length < mostProcesses; at += 1) {
    const tasks = `/proc/${tree[at] ?? 0}/task`
    for (const task of listNames(tasks)) {
      const children = readRegularFile(`${tasks}/${task}/children`, { head: 16 * 1024 })?.head.toString('latin1') ?? ''
      tree.push(...(children.match(/\d+(?= )/g) ?? []).map(Number))
    }
  }
  return tree.slice(0, mostProcesses)
}
