import { sql } from 'kysely'
import { type Db, isPostgres } from './database.ts'

/** 0x02: what has grown much since the last time is counted again; 0x10000: also tables that were not read yet. */
const COUNT = 0x10002
/** So many rows of each index are looked at: enough to know on how many one value is found. */
const SAMPLE = 400

/**
 * Lets SQLite count how many rows each index leads to. Without that it believes that a practice has ten taps, and
 * reads those of ten years where the ones of one patient were asked for. PostgreSQL counts by itself.
 */
export const learnStatistics = async (db: Db): Promise<void> => {
  if (isPostgres(db)) return
  await sql`pragma analysis_limit = ${sql.lit(SAMPLE)}`.execute(db)
  await sql`pragma optimize(${sql.lit(COUNT)})`.execute(db)
}
