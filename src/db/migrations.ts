import { readdirSync } from 'node:fs'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from './database.ts'

const folder = new URL('../../migrations/', import.meta.url)

const allMigrations = async (): Promise<Record<string, Migration>> => {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.ts'))
    .sort()
  const entries = names.map(
    async name => [name.slice(0, -3), await import(new URL(name, folder).href)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

const migratorOf = (db: Db) => new Migrator({ db, provider: { getMigrations: allMigrations } })

/** Applies what is missing, all in one transaction, and names it. Throws the first fault; then nothing was applied. */
export const migrate = async (db: Db): Promise<string[]> => {
  const { error, results } = await migratorOf(db).migrateToLatest()
  if (error) throw error
  return (results ?? []).map(result => result.migrationName)
}

/** The migrations that this database lacks. */
export const missingMigrations = async (db: Db): Promise<string[]> =>
  (await migratorOf(db).getMigrations())
    .filter(migration => !migration.executedAt)
    .map(migration => migration.name)
