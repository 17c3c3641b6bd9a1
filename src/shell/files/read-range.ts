import { readSync } from 'node:fs'

/** Bytes `from` to `to` (exclusive) of an open file; undefined when it ends before. Throws the errno of the call that failed. */
export const readRange = (fd: number, from: number, to: number): Buffer | undefined => {
  const bytes = Buffer.allocUnsafe(to - from)
  let read = 0
  while (read < bytes.length) {
    const got = readSync(fd, bytes, read, bytes.length - read, from + read)
    if (got === 0) return undefined
    read += got
  }
  return bytes
}
