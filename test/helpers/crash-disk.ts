/**
 * What a disk may hold after a power loss, from a recording of the calls that wrote to it. Bytes and names live in two worlds: what the program sees, and
 * what is durable. fsync of a file makes its bytes durable, fsync of a directory its names; nothing else does (ALICE, OSDI'14: the least that POSIX
 * promises). Of what is not durable, anything may have reached the disk: each name on its own; of a file's bytes any length, with blocks of zeros
 * where the data did not follow the length. A rename is one step: both names change, or none. After a failed fsync the pages count as
 * clean and are not written any more (ATC'20), so what it was for is never made durable by a later one.
 */
import type { Seeded } from './seeded.js'

/** One recorded call. `fd`s are resolved: `file` is the path that was opened. */
export type DiskCall =
  | { readonly kind: 'create' | 'unlink' | 'mkdir' | 'sync' | 'failed-sync' | 'sync-directory'; readonly file: string }
  | { readonly kind: 'write'; readonly file: string; readonly at: number | 'end'; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  /** A tick exited 0: what stands in the parts now is promised. */
  | { readonly kind: 'acknowledged' }

type Change = { readonly at: number; readonly data: Buffer } | { readonly size: number }

interface Inode {
  readonly id: number
  /** Bytes that are on the disk for sure, and as the program sees them. */
  durable: Buffer
  seen: Buffer
  /** Not durable yet, oldest first. */
  changes: Change[]
  /** A failed fsync: the bytes from here on are clean in memory and may not be on the disk, for good. */
  cleanFrom: number | undefined
}

interface NameChange {
  readonly directory: string
  readonly set: readonly (readonly [path: string, inode: Inode | undefined])[]
  durable: boolean
}

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'))

const applied = (bytes: Buffer, change: Change): Buffer => {
  if ('size' in change) return change.size <= bytes.length ? bytes.subarray(0, change.size) : Buffer.concat([bytes, Buffer.alloc(change.size - bytes.length)])
  const grown = Buffer.alloc(Math.max(bytes.length, change.at + change.data.length))
  bytes.copy(grown)
  change.data.copy(grown, change.at)
  return grown
}

/** A disk that calls are played on. Directories are renamed as the paths below them. */
export interface CrashDisk {
  readonly play: (call: DiskCall) => void
  /** One state that a power loss now may leave: path to content, which is made when it is asked for. */
  readonly crash: (random: Seeded) => Map<string, () => Buffer>
  /** What the program sees: path to content. */
  readonly seen: () => Map<string, Buffer>
}

/** In: the files that stood there, all durable. */
export const crashDisk = (start: ReadonlyMap<string, Buffer>): CrashDisk => {
  let inodes = 0
  const inode = (durable: Buffer): Inode => ({ id: (inodes += 1), durable, seen: durable, changes: [], cleanFrom: undefined })
  const base = new Map([...start].map(([path, bytes]) => [path, inode(bytes)]))
  const names = new Map(base)
  const pendingNames: NameChange[] = []
  const apply = (left: Map<string, Inode>, { set }: NameChange): void => {
    for (const [path, node] of set) {
      if (node !== undefined) left.set(path, node)
      // An older name of that file may have been replaced by another one already.
      else if (set.length === 1 || set.some(([, each]) => each !== undefined && left.get(path) === each)) left.delete(path)
    }
  }
  const at = (file: string): Inode => {
    const found = names.get(file)
    if (found === undefined) throw new Error(`the recording writes to ${file}, which is not there`)
    return found
  }
  const change = (node: Inode, what: Change): void => {
    node.seen = applied(node.seen, what)
    node.changes.push(what)
    // Cutting and writing anew makes the pages dirty again.
    if (node.cleanFrom !== undefined && 'size' in what && what.size <= node.cleanFrom) node.cleanFrom = undefined
  }
  const rename = (directory: string, set: NameChange['set']): void => {
    for (const [path, node] of set) node === undefined ? names.delete(path) : names.set(path, node)
    pendingNames.push({ directory, set, durable: false })
  }
  const play = (call: DiskCall): void => {
    switch (call.kind) {
      case 'create':
        return rename(parent(call.file), [[call.file, inode(Buffer.alloc(0))]])
      case 'unlink':
        return names.has(call.file) ? rename(parent(call.file), [[call.file, undefined]]) : undefined
      case 'rename': {
        const moved = [...names].filter(([path]) => path === call.file || path.startsWith(`${call.file}/`))
        return rename(parent(call.to), moved.flatMap(([path, node]) => [[path, undefined], [call.to + path.slice(call.file.length), node]] as const))
      }
      case 'write': {
        const node = at(call.file)
        return change(node, { at: call.at === 'end' ? node.seen.length : call.at, data: call.data })
      }
      case 'truncate':
        return change(at(call.file), { size: call.size })
      case 'sync': {
        const node = at(call.file)
        if (node.cleanFrom === undefined) [node.durable, node.changes] = [node.seen, []]
        return
      }
      case 'failed-sync': {
        const node = at(call.file)
        node.cleanFrom ??= node.durable.length
        return
      }
      case 'sync-directory':
        for (const each of pendingNames) if (each.directory === call.file) each.durable = true
        // What is durable from the beginning on needs no second look.
        while (pendingNames[0]?.durable === true) apply(base, pendingNames.shift() as NameChange)
        return
      case 'mkdir':
      case 'acknowledged':
        return
    }
  }
  const content = (node: Inode, random: Seeded): Buffer => {
    if (node.changes.length === 0) return node.durable
    let bytes = node.durable
    const whole = random.below(node.changes.length + 1)
    for (const each of node.changes.slice(0, whole)) bytes = applied(bytes, each)
    const next = node.changes[whole]
    if (next !== undefined && 'data' in next) bytes = applied(bytes, { at: next.at, data: next.data.subarray(0, random.below(next.data.length + 1)) })
    // The length is there, the data of some blocks is not.
    if (random.below(3) === 0) {
      bytes = Buffer.from(bytes)
      for (let block = Math.floor(node.durable.length / 512); block * 512 < bytes.length; block += 1) {
        if (random.below(2) === 0) bytes.fill(0, Math.min(bytes.length, Math.max(node.durable.length, block * 512)), Math.min(bytes.length, (block + 1) * 512))
      }
    }
    return bytes
  }
  const crash = (random: Seeded): Map<string, () => Buffer> => {
    const left = new Map(base)
    // Half of the disks keep names in order, as journals do; the others keep any of them.
    const ordered = random.below(2) === 0 ? random.below(pendingNames.length + 1) : -1
    pendingNames.forEach((each, index) => {
      if (each.durable || (ordered >= 0 ? index < ordered : random.below(2) === 0)) apply(left, each)
    })
    return new Map(
      [...left].map(([path, node]) => {
        let made: Buffer | undefined
        return [path, () => (made ??= content(node, random))]
      }),
    )
  }
  return { play, crash, seen: () => new Map([...names].map(([path, node]) => [path, node.seen])) }
}
