import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs `work` with a folder of its own inside `place`, for this account alone, and takes the folder away however it
 * ends; what was finished has been renamed out of it by then.
 */
export const inScratchFolder = async <Result>(
  place: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> => {
  const folder = mkdtempSync(join(place, '.prevenance-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const leave = () => {
    remove()
    process.exit(130)
  }
  for (const signal of SIGNALS) process.once(signal, leave)
  try {
    return await work(folder)
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, leave)
    remove()
  }
}

/** Makes sure that a file or a folder's list of names survives a power cut. */
export const flush = (path: string): void => {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
