import type { Database, Statement } from 'better-sqlite3'
import type { SqliteDatabase } from 'kysely'

/** Lists of ids make one statement per length: some hundreds are in use, not thousands. */
const KEPT = 500

const CHANGES_TABLES = /^\s*(create|alter|drop)\b/i

/**
 * The same database, which understands each text of SQL once: to read it costs more than most answers. What a change of
 * the tables makes untrue is forgotten.
 */
export const rememberingStatements = (database: Database): SqliteDatabase => {
  const kept = new Map<string, Statement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      if (CHANGES_TABLES.test(sql)) {
        kept.clear()
        return database.prepare(sql)
      }
      const statement = kept.get(sql) ?? database.prepare(sql)
      kept.delete(sql)
      kept.set(sql, statement)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
      return statement
    },
  }
}
