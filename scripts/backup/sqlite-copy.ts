import { chmodSync, existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { openDatabase } from '../../src/db/database.ts'
import { StartRefusal } from '../../src/server/start-refusal.ts'
import { type DatabaseFacts, readFacts } from './manifest.ts'

/** As many pages as there may be. */
const EVERY_PAGE = 0x7fffffff

/**
 * Copies a database that others go on using to `copy`, by SQLite's own online backup: all pages as they are at one
 * moment, in one step, since a copy in several begins again whenever another process writes.
 * @throws StartRefusal when there is nothing to copy or what is there is damaged
 */
export const copySqlite = async (file: string, copy: string): Promise<DatabaseFacts> => {
  if (!existsSync(file)) throw new StartRefusal(`${file} is not there: there is nothing to back up.`)
  const source = new Database(file, { fileMustExist: true, timeout: 5000 })
  try {
    await source.backup(copy, { progress: () => EVERY_PAGE })
  } finally {
    source.close()
  }
  chmodSync(copy, 0o600)
  if (!makeSound(copy)) throw new StartRefusal(`${file} is damaged; no backup was made of it.`)
  const facts = await factsOfFile(copy)
  if (facts === null) throw new StartRefusal(`${file} holds no practice and no demo: nothing to back up.`)
  return facts
}

/** Makes one file of a database and its journals; false when SQLite finds it damaged. */
export const makeSound = (file: string): boolean => {
  const database = new Database(file)
  try {
    database.pragma('journal_mode = DELETE')
    return database.pragma('integrity_check', { simple: true }) === 'ok'
  } catch (fault) {
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(String((fault as { code?: string }).code))) return false
    throw fault
  } finally {
    database.close()
  }
}

export const factsOfFile = async (file: string): Promise<DatabaseFacts | null> => {
  const db = openDatabase(`sqlite:${file}`)
  try {
    return await readFacts(db)
  } finally {
    await db.destroy()
  }
}
