import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach } from 'vitest'
import { extractDatabase, readManifest, writeBackup } from '../../scripts/backup/backup-file.ts'
import type { Manifest } from '../../scripts/backup/manifest.ts'
import { type Db, openDatabase } from '../../src/db/database.ts'
import { keepFact } from '../../src/db/installation.ts'
import { secretsFrom } from '../../src/secrets.ts'
import { type OutboxWorld, outboxWorld } from '../messages/outbox-world.ts'
import { type FreshDatabase, freshPostgres, freshSqlite } from '../support/database.ts'
import { findInstalledPostgres } from '../support/postgres-binaries.ts'
import { type Ended, freshFolder, type Start, start } from './start-process.ts'

export const KEY = 'k'.repeat(40)
export const FINGERPRINT = secretsFrom(KEY).fingerprint

export type SavedWorld = OutboxWorld & {
  folder: string
  backup: string
  /** `npm run backup -- FILE` and `npm run restore -- FILE …`, in `folder`, with the key unless told otherwise. */
  save(facts?: Partial<Start>): Promise<Ended>
  restore(url: string, args?: string[], facts?: Partial<Start>): Promise<Ended>
}

/** A practice with some texts, whose database belongs to a key as after the first start. */
export const savedWorld = async (fresh: () => Promise<FreshDatabase>): Promise<SavedWorld> => {
  const world = await outboxWorld(fresh)
  await keepFact(world.db, 'secret_key', FINGERPRINT)
  await world.queue()
  const folder = freshFolder()
  const backup = join(folder, 'practice.backup')
  const run = ({ env, ...facts }: Partial<Start>, url: string) =>
    start({ folder, env: { DATABASE_URL: url, SECRET_KEY: KEY, ...env }, ...facts }).ended
  return {
    ...world,
    folder,
    backup,
    save: facts => run({ program: 'scripts/backup.ts', args: [backup], ...facts }, world.url),
    restore: (url, args = [], facts = {}) =>
      run({ program: 'scripts/restore.ts', args: [backup, ...args], ...facts }, url),
  }
}

/** A database of the same kind with nothing in it. */
export const emptyDatabase = async ({ folder, url }: SavedWorld): Promise<string> => {
  if (url.startsWith('sqlite:')) return `sqlite:${join(folder, 'restored.db')}`
  const other = await freshPostgres()
  await sql`drop schema public cascade`.execute(other.db)
  await sql`create schema public`.execute(other.db)
  await other.db.destroy()
  return other.url
}

const opened: Db[] = []
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy()
})

export const open = (url: string): Db => {
  const db = openDatabase(url)
  opened.push(db)
  return db
}

/** Starts a process that writes to a database, and gives how to end it. */
export const startWriting = async (url: string): Promise<() => Promise<void>> => {
  const program = fileURLToPath(new URL('endless-writer.ts', import.meta.url))
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, DATABASE_URL: url },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  return async () => {
    const closed = once(child, 'close')
    child.stdin!.end()
    await closed
  }
}

/** The databases that can be saved here: PostgreSQL’s only with its client programs, which its npm package leaves out. */
export const savable: [name: string, fresh: () => Promise<FreshDatabase>][] = [
  ['SQLite', freshSqlite],
  ...(existsSync(join(findInstalledPostgres() ?? '', 'pg_dump'))
    ? ([['PostgreSQL', freshPostgres]] as [string, typeof freshPostgres][])
    : []),
]

/** What lies beside a backup or a database: nothing half-written. */
export const namesIn = (folder: string): string[] => readdirSync(folder).sort()

/** Writes a backup anew with another manifest around the same database. */
export const altered = async (backup: string, change: (manifest: Manifest) => Manifest): Promise<void> => {
  const manifest = change(await readManifest(backup))
  await extractDatabase(backup, createWriteStream(`${backup}.database`))
  rmSync(backup)
  await writeBackup(backup, manifest, `${backup}.database`)
  rmSync(`${backup}.database`)
}
