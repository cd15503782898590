import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import pg from 'pg'
import { rememberingStatements } from './statements.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

export const kindOf = (url: string): DatabaseKind => (url.startsWith('sqlite:') ? 'sqlite' : 'postgres')

/** The file behind `sqlite:path`. */
export const fileOf = (url: string): string => url.slice('sqlite:'.length)

export const dialectFor = (url: string): Dialect =>
  kindOf(url) === 'sqlite' ? sqlite(fileOf(url)) : postgres(url)

/**
 * Every transaction takes the write lock at once: two writers then queue for `busy_timeout`
 * instead of one failing in the middle when it turns from reading to writing.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** A full disk or a failing one makes SQLite roll back by itself: that fault is the one to be told. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch (fault) {
      if (!(fault instanceof Error && fault.message.includes('no transaction is active'))) throw fault
    }
  }
}

/** SQLite can change tables inside a transaction, so all missing migrations are applied in one, or none of them. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  #open: () => Promise<SqliteDatabase>
  constructor(open: () => Promise<SqliteDatabase>) {
    super({ database: open })
    this.#open = open
  }
  override createAdapter() {
    return new TransactionalAdapter()
  }
  override createDriver() {
    return new ImmediateDriver({ database: this.#open })
  }
}

const sqlite = (file: string): Dialect =>
  new ImmediateSqliteDialect(async () => {
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    // Made by SQLite itself it could be read by everybody on the machine; its journal takes over the same rights.
    if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600, flag: 'a' })
    return rememberingStatements(openSqlite(file))
  })

/** A connection as the product works with it. */
export const openSqlite = (file: string): Database.Database => {
  const database = new Database(file)
  database.pragma('busy_timeout = 5000')
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  // What one morning reads of ten years stays in memory (kB); some hundreds of gestures are written back at a time.
  database.pragma('cache_size = -64000')
  database.pragma('wal_autocheckpoint = 4000')
  database.pragma('foreign_keys = ON')
  return database
}

const postgres = (url: string): Dialect => {
  // count() is a bigint, which pg gives as text; ours stay far below 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 })
  // A connection that dies while nobody uses it is replaced at the next query; unheard, its error would end the process.
  pool.on('error', () => {})
  // The same of one that dies while it is used: the query that it was used for says so.
  pool.on('connect', client => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}
