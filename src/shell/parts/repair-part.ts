/**
 * The end of a part after a crash. Everything up to the marker is durable; behind it stands what a killed tick wrote, or what a power loss
 * made of it. Whole lines stay. A torn last line is cut: the pane still has it. Bytes that we cannot have written are copied aside
 * (`…_PART1.md.damaged-1`, made durable) before they are cut, so that nothing a person put there is destroyed. A crash between the copy and
 * the cut leaves both; the next tick copies again under the next number.
 */
import { closeSync, constants, fsyncSync, ftruncateSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { firstDamage } from '../../core/capture/first-damage.js'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'
import { syncDirectory } from '../files/sync-directory.js'
import { writeWhole } from '../files/write-whole.js'

const setAside = (file: string, bytes: Buffer): string => {
  for (let attempt = 1; ; attempt += 1) {
    const aside = `${file}.damaged-${attempt}`
    try {
      const fd = openSync(aside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
      try {
        writeWhole(fd, bytes)
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
      syncDirectory(dirname(file))
      return aside
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw ioError('Setting aside', aside, error)
    }
  }
}

const cutAt = (file: string, size: number): void => {
  try {
    const fd = openSync(file, constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      ftruncateSync(fd, size)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw ioError('Cutting a torn line of', file, error)
  }
}

/**
 * Whole, undamaged lines of `bytes`, which stand in `file` from offset `from` to its end. Out: those bytes, and the name of the file that
 * holds the damage when there was any. The file is cut to match. Throws IoError (74).
 */
export const repairPart = (file: string, from: number, bytes: Buffer): { good: Buffer; aside?: string } => {
  const damage = firstDamage(bytes)
  const sound = damage < 0 ? bytes : bytes.subarray(0, damage)
  const good = sound.subarray(0, sound.lastIndexOf(0x0a) + 1)
  if (good.length === bytes.length) return { good }
  const aside = damage < 0 ? undefined : setAside(file, bytes.subarray(damage))
  cutAt(file, from + good.length)
  return { good, ...(aside === undefined ? {} : { aside }) }
}
