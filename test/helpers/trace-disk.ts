/** A trace of strace (-xx: all data in hexadecimal) to the calls that a disk sees. */
import type { DiskCall } from './crash-disk.js'

const bytesOf = (quoted: string): Buffer => Buffer.from(quoted.replaceAll('\\x', ''), 'hex')
const strings = (text: string): Buffer[] => [...text.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, quoted]) => bytesOf(quoted ?? ''))

interface Open {
  readonly file: string
  readonly append: boolean
  readonly directory: boolean
  at: number
}

/**
 * In: the lines of the trace; the directory below which the files are; whether a file is there when the trace begins. Out: the calls that changed
 * something, or made it durable, in order. A call that failed changed nothing; a failed fsync is kept.
 */
export const diskCalls = (lines: readonly string[], below: string, exists: (file: string) => boolean): DiskCall[] => {
  const calls: DiskCall[] = []
  const opened = new Map<number, Open>()
  const made = new Map<string, boolean>()
  const there = (file: string): boolean => made.get(file) ?? exists(file)
  for (const line of lines) {
    const match = /^([a-z0-9_]+)\((.*)\) += (-?\d+)/.exec(line)
    if (match === null) continue
    const [, name = '', args = '', answer = ''] = match
    const result = Number(answer)
    const descriptor = opened.get(Number.parseInt(args, 10))
    const [first = '', second = ''] = strings(args).map(bytes => bytes.toString('utf8'))
    const inside = first.startsWith(`${below}/`)
    if (name === 'fsync' || name === 'fdatasync') {
      if (descriptor === undefined) continue
      if (descriptor.directory) calls.push({ kind: 'sync-directory', file: descriptor.file })
      else calls.push({ kind: result === 0 ? 'sync' : 'failed-sync', file: descriptor.file })
    }
    if (result < 0) continue
    if (name === 'openat' || name === 'open') {
      opened.delete(result)
      if (!inside) continue
      opened.set(result, { file: first, append: args.includes('O_APPEND'), directory: args.includes('O_DIRECTORY'), at: 0 })
      if (args.includes('O_CREAT') && !there(first)) calls.push({ kind: 'create', file: first })
      else if (args.includes('O_TRUNC')) calls.push({ kind: 'truncate', file: first, size: 0 })
      if (args.includes('O_CREAT')) made.set(first, true)
    } else if (name === 'close') opened.delete(Number.parseInt(args, 10))
    else if (descriptor !== undefined && (name === 'write' || name === 'pwrite64')) {
      const data = (strings(args)[0] ?? Buffer.alloc(0)).subarray(0, result)
      const at = name === 'pwrite64' ? Number(args.slice(args.lastIndexOf(',') + 1)) : descriptor.append ? ('end' as const) : descriptor.at
      if (name === 'write') descriptor.at += result
      calls.push({ kind: 'write', file: descriptor.file, at, data })
    } else if (descriptor !== undefined && name === 'ftruncate') calls.push({ kind: 'truncate', file: descriptor.file, size: Number(args.slice(args.lastIndexOf(',') + 1)) })
    else if (name.startsWith('rename') && inside) {
      calls.push({ kind: 'rename', file: first, to: second })
      made.set(first, false)
      made.set(second, true)
    } else if (name.startsWith('unlink') && inside) {
      calls.push({ kind: 'unlink', file: first })
      made.set(first, false)
    }
  }
  return calls
}
