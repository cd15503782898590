import Database from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, Kysely } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { dialectFor } from '../../src/db/dialect.ts'
import type { Schema } from '../../src/db/schema.ts'

/** Called before every statement, with its number and its words; what it throws is what the database says. */
export type Trouble = (nth: number, sql: string) => void

/** The same database, whose statements may fail as SQLite's do when it is locked or full. */
export const openTroubled = (url: string, trouble: Trouble): Db => {
  const dialect = dialectFor(url)
  let count = 0
  const watched = (connection: DatabaseConnection): DatabaseConnection => ({
    executeQuery: async <Row>(query: CompiledQuery) => {
      if (query.sql !== 'rollback') trouble(count++, query.sql)
      return await connection.executeQuery<Row>(query)
    },
    streamQuery: (query, size) => connection.streamQuery(query, size),
  })
  const troubled: Dialect = {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => watchedDriver(dialect.createDriver(), watched),
  }
  return new Kysely<Schema>({ dialect: troubled })
}

const watchedDriver = (
  driver: Driver,
  watched: (connection: DatabaseConnection) => DatabaseConnection,
): Driver => {
  const own = new WeakMap<DatabaseConnection, DatabaseConnection>()
  return {
    init: () => driver.init(),
    async acquireConnection() {
      const connection = await driver.acquireConnection()
      const mine = watched(connection)
      own.set(mine, connection)
      return mine
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: async connection => {
      await connection.executeQuery(CompiledQuery.raw('commit'))
    },
    rollbackTransaction: connection => driver.rollbackTransaction(own.get(connection)!),
    releaseConnection: connection => driver.releaseConnection(own.get(connection)!),
    destroy: () => driver.destroy(),
  }
}

export const locked = () => new Database.SqliteError('database is locked', 'SQLITE_BUSY')
export const full = () => new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
