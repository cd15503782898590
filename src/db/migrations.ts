import { readdirSync } from 'node:fs'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from './database.ts'

const folder = new URL('../../migrations/', import.meta.url)

/** The migrations that this version knows, in their order. */
export const migrationNames = (): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.ts'))
    .map(name => name.slice(0, -3))
    .sort()

const allMigrations = async (): Promise<Record<string, Migration>> => {
  const entries = migrationNames().map(
    async name => [name, await import(new URL(`${name}.ts`, folder).href)] as const,
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
