import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { SetupError } from './setupError.ts'

/** Makes the folder for tailpath's data where it is missing and returns its full path. Throws SetupError where it cannot be written. */
export function dataFolder(path: string): string {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new SetupError(
      `The data folder ${folder} cannot be written (${why}).`,
      'Set TAILPATH_DATA to a folder that this account may write, or change the rights of this one.',
    )
  }
}
