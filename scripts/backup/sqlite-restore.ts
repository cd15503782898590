import { createWriteStream, existsSync, linkSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { StartRefusal } from '../../src/server/start-refusal.ts'
import type { Instant } from '../../src/terms.ts'
import { extractDatabase } from './backup-file.ts'
import { endAccess } from './ended-access.ts'
import { differenceBetween, type Manifest } from './manifest.ts'
import { holdBack } from './possibly-sent.ts'
import { flush, inScratchFolder } from './scratch.ts'
import { factsOfFile, makeSound } from './sqlite-copy.ts'

export type Restored = {
  /** Where the database that was there before is now; null: there was none. */
  kept: string | null
  /** How many texts waited to leave when the backup was made. */
  heldBack: number
}

/**
 * Puts the database of a backup in place of `file`. It is checked before; then it takes its place in one step.
 * @throws StartRefusal when a database is there and `replace` is not said, or when it is in use
 */
export const restoreSqlite = async (
  backup: string,
  manifest: Manifest,
  { file, replace, now }: { file: string; replace: boolean; now: Instant },
): Promise<Restored> => {
  const present = [file, `${file}-wal`, `${file}-shm`].some(path => existsSync(path))
  if (present && !replace)
    throw new StartRefusal(
      `${file} is there already: add --replace to put the backup in its place and keep it aside, or set DATABASE_URL to another file.`,
    )
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return await inScratchFolder(dirname(file), async folder => {
    const restored = join(folder, 'database')
    await extractDatabase(backup, createWriteStream(restored, { mode: 0o600 }))
    const sound = makeSound(restored)
    const difference = sound ? differenceBetween(manifest, await factsOfFile(restored)) : 'it is damaged'
    if (difference !== null)
      throw new StartRefusal(`${backup} does not give back what was saved: ${difference}.`)
    const heldBack = manifest.demo ? 0 : holdBackIn(restored, manifest, now)
    makeSound(restored)
    flush(restored)
    const kept = present ? setAside(file, now) : null
    renameSync(restored, file)
    flush(dirname(file))
    return { kept, heldBack }
  })
}

const holdBackIn = (file: string, { createdAt, rows }: Manifest, now: Instant): number => {
  const database = new Database(file)
  try {
    for (const statement of endAccess(now, Object.keys(rows))) database.prepare(statement).run()
    return database.prepare(holdBack(createdAt, now)).run().changes
  } finally {
    database.close()
  }
}

/** Gives the old database a second name, so that there is a database under the first one at every moment. */
const setAside = (file: string, now: Instant): string => {
  demandUnused(file)
  const kept = `${file}.before-${now.replace(/[:.]/g, '-')}`
  if (existsSync(file)) linkSync(file, kept)
  // Journals are left only by a database that could not be opened; without its own name it would be read with them.
  for (const journal of ['-wal', '-shm'])
    if (existsSync(file + journal)) renameSync(file + journal, kept + journal)
  return kept
}

/** Leaving the write-ahead log needs every other process to have closed the database, and leaves one file of it. */
const demandUnused = (file: string): void => {
  if (!existsSync(file)) return
  const database = new Database(file, { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
  } catch (fault) {
    if (/^SQLITE_(BUSY|LOCKED)/.test(String((fault as { code?: string }).code)))
      throw new StartRefusal(`${file} is in use: stop the server, then restore.`)
    // Damaged: all the more reason to restore.
  } finally {
    database.close()
  }
}
