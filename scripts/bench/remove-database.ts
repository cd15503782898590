import { rmSync } from 'node:fs'

/** The file with what SQLite keeps beside it. */
export const removeDatabase = (file: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}
