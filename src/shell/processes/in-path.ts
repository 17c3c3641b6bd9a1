import { accessSync, constants, statSync } from 'node:fs'
import { errorCode } from '../files/error-code.js'

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return false
  }
}

/** The first file of that name in PATH that may be run, or undefined. In: the environment; the name. */
export const inPath = (env: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  (env.PATH ?? '')
    .split(':')
    .filter(directory => directory.startsWith('/'))
    .map(directory => `${directory}/${name}`)
    .find(isProgram)
