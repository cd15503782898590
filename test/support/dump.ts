import { sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import type { Id } from '../../src/terms.ts'

export type DumpedRow = { table: string; practiceId: Id | null; id: Id | null; text: string }

type AnyRow = Record<string, unknown>

/**
 * Every row of every table, in a fixed order, to see whether a request changed anything.
 * Left out: when a session was last seen, and the audit entries of `exceptActor`.
 */
export const dump = async (db: Db, exceptActor?: string): Promise<DumpedRow[]> => {
  const tables = (await db.introspection.getTables()).map(table => table.name).sort()
  const rows: DumpedRow[] = []
  for (const table of tables) rows.push(...(await dumpTable(db, table, exceptActor)))
  return rows
}

const dumpTable = async (db: Db, table: string, exceptActor?: string): Promise<DumpedRow[]> => {
  const { rows } = await sql<AnyRow>`select * from ${sql.table(table)}`.execute(db)
  return rows
    .filter(row => !(table === 'audit_entries' && row.actor === exceptActor))
    .map(({ last_seen_at, ...row }) => ({
      table,
      practiceId: (table === 'practices' ? row.id : (row.practice_id ?? null)) as Id | null,
      id: (row.id ?? null) as Id | null,
      text: `${table} ${JSON.stringify(row)}`,
    }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
}

export const textOf = (rows: DumpedRow[]): string[] => rows.map(row => row.text)
