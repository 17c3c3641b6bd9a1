import { closeSync, constants, fsyncSync, openSync } from 'node:fs'

/** Makes the names in a directory durable: a file that was created or renamed is there after a power loss only once this has returned. */
export const syncDirectory = (directory: string): void => {
  const fd = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
