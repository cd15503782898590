import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresAdapter, sql, type Transaction } from 'kysely'
import { dialectFor } from './dialect.ts'
import type { Schema } from './schema.ts'

export type Db = Kysely<Schema>
export type Trx = Transaction<Schema>

/** Opens `sqlite:path` or `postgres://…`. Nothing is read before the first query. Close it with `destroy()`. */
export const openDatabase = (url: string): Db => new Kysely<Schema>({ dialect: dialectFor(url) })

const ATTEMPTS = 20
/** Random, so that two transactions which failed each other do not meet again. */
const LONGEST_PAUSE_MS = 100

/** PostgreSQL's serialization failure and deadlock: the transaction left no trace and may run again. */
const mayRunAgain = (fault: unknown): boolean =>
  typeof fault === 'object' &&
  fault !== null &&
  'code' in fault &&
  (fault.code === '40001' || fault.code === '40P01')

/**
 * Runs `work` in one serializable transaction and gives its result. On PostgreSQL it is run again when the
 * database asks for it, so `work` must have no effect outside the transaction. Never hold it across a network call.
 */
export const inTransaction = async <Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await serializable(db).execute(work)
    } catch (fault) {
      if (attempt === ATTEMPTS || !mayRunAgain(fault)) throw fault
      await pause(randomInt(Math.min(2 ** attempt, LONGEST_PAUSE_MS)))
    }
  }
}

/**
 * As `inTransaction`, but one at a time among those that name the same table: on PostgreSQL they wait for each other
 * instead of failing each other. Others read and write the table meanwhile.
 */
export const inSoleTransaction = async <Result>(
  db: Db,
  table: keyof Schema,
  work: (trx: Trx) => Promise<Result>,
): Promise<Result> =>
  await inTransaction(db, async trx => {
    // It comes first: a serializable transaction sees what was there at its first query, and this is none.
    if (isPostgres(db)) await sql`lock table ${sql.table(table)} in share update exclusive mode`.execute(trx)
    return await work(trx)
  })

/** SQLite has one writer at a time and knows no other level. */
const serializable = (db: Db) => {
  const builder = db.transaction()
  return isPostgres(db) ? builder.setIsolationLevel('serializable') : builder
}

export const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter
