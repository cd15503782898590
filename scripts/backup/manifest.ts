import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../src/db/database.ts'
import { findFact } from '../../src/db/installation.ts'

/** What a database says of itself, to be compared with what was restored from it. */
export type DatabaseFacts = {
  migrations: string[]
  /** How many rows each table holds. */
  rows: Record<string, number>
  demo: boolean
  /** Names the key of its door codes and second factors, without revealing it. */
  secretKey: string
}

/** What a backup says of itself: its first part, readable by a person. */
export const manifestSchema = z.object({
  format: z.literal(1),
  application: z.literal('prevenance'),
  version: z.string(),
  createdAt: z.iso.datetime({ precision: 3 }),
  kind: z.enum(['sqlite', 'postgres']),
  demo: z.boolean(),
  secretKey: z.string(),
  migrations: z.array(z.string()).min(1),
  rows: z.record(z.string().regex(/^[a-z_]+$/), z.int().min(0)),
  /** The second part: the database itself. */
  database: z.object({ bytes: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
})

export type Manifest = z.infer<typeof manifestSchema>

/** Null: this is no database of a practice or of the demo, or nobody has started it yet. */
export const readFacts = async (db: Db): Promise<DatabaseFacts | null> => {
  const tables = (await db.introspection.getTables())
    .filter(({ schema }) => schema === undefined || schema === 'public')
    .map(({ name }) => name)
    .filter(name => !name.startsWith('kysely_'))
    .sort()
  if (!tables.includes('installation')) return null
  const secretKey = await findFact(db, 'secret_key')
  if (secretKey === undefined) return null
  const rows: Record<string, number> = {}
  for (const table of tables) rows[table] = await countRows(db, table)
  return {
    migrations: await appliedMigrations(db),
    rows,
    demo: (await findFact(db, 'demo')) !== undefined,
    secretKey,
  }
}

const countRows = async (db: Db, table: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)
  return rows[0]!.count
}

const appliedMigrations = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

/** How what was restored differs from what was saved; null: it does not. */
export const differenceBetween = (saved: Manifest, found: DatabaseFacts | null): string | null => {
  if (found === null) return 'its tables are missing'
  const table = Object.keys({ ...saved.rows, ...found.rows }).find(
    name => saved.rows[name] !== found.rows[name],
  )
  if (table !== undefined)
    return `table ${table} has ${found.rows[table] ?? 'no'} rows instead of ${saved.rows[table] ?? 'none'}`
  if (saved.migrations.join() !== found.migrations.join()) return 'its migrations are others'
  return saved.secretKey === found.secretKey ? null : 'it belongs to another key'
}
