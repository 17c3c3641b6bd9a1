/**
 * Which ignored files would be lost with a worktree. That git ignores a file says that it is not to be committed, not that it is worth nothing: a `.env` is ignored, too. So one is no loss only when the checkout
 * has the same bytes at the same place, or when it stands in a directory that a tool fills and can fill again.
 */
import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { cacheSignature, isGeneratedDirectory } from '../../core/worktree/is-generated-directory.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { listNames } from '../files/list-names.js'
import { readRegularFile } from '../files/read-regular-file.js'

/** What is more than so many files or bytes together is not compared and counts as lost: it must be told within seconds. */
const mostFiles = 20_000
const mostBytes = 256 * 1024 * 1024

const kindOf = (path: string): 'file' | 'link' | 'directory' | 'other' | undefined => {
  try {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) return 'link'
    if (stat.isDirectory()) return 'directory'
    return stat.isFile() ? 'file' : 'other'
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw ioError('Looking at', path, error)
  }
}

const isSame = (one: string, other: string): boolean => {
  const kind = kindOf(one)
  if (kind !== kindOf(other)) return false
  try {
    if (kind === 'file') return lstatSync(one).size === lstatSync(other).size && readFileSync(one).equals(readFileSync(other))
    return kind === 'link' && readlinkSync(one) === readlinkSync(other)
  } catch (error) {
    // What cannot be read cannot be known to be there twice.
    if (errorCode(error) !== undefined) return false
    throw error
  }
}

const isCache = (directory: string): boolean => readRegularFile(`${directory}/CACHEDIR.TAG`, { head: cacheSignature.length })?.head.toString('latin1') === cacheSignature

/**
 * In: the worktree; the paths in it that git ignores, those of directories with a `/` behind them; the checkout, '' for none. Out: the paths of files that would be lost, and of what is more
 * than can be compared; sockets and FIFOs hold nothing. Throws IoError (74).
 */
export const ignoredLosses = (worktree: string, ignored: readonly string[], checkout: string): string[] => {
  const losses: string[] = []
  let [files, bytes] = [0, 0]
  const look = (path: string): void => {
    const full = `${worktree}/${path}`
    const kind = kindOf(full)
    if (kind === undefined || kind === 'other') return
    if (kind === 'directory') {
      if (!isGeneratedDirectory(basename(path)) && !isCache(full)) for (const name of listNames(full)) look(`${path}/${name}`)
      return
    }
    files += 1
    bytes += lstatSync(full).size
    if (checkout === '' || files > mostFiles || bytes > mostBytes || !isSame(full, `${checkout}/${path}`)) losses.push(path)
  }
  for (const path of ignored) if (!path.split('/').slice(0, -1).some(isGeneratedDirectory)) look(path.replace(/\/$/, ''))
  return losses
}
