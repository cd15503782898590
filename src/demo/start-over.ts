import { sql } from 'kysely'
import { type Db, inTransaction, type Trx } from '../db/database.ts'
import type { Secrets } from '../secrets.ts'
import { instantAt } from '../time.ts'
import { keepDemoTime } from './demo-clock.ts'
import { ZONE } from './seed/practice.ts'
import { seedPractice } from './seed/seed.ts'
import { DAWN, DEMO_DAY } from './story.ts'

/** Empties the demo's database and puts the practice into it as it is before the first day, in one transaction. */
export const seedAnew = async (db: Db, secrets: Secrets): Promise<void> =>
  await inTransaction(db, async trx => {
    await empty(trx)
    await seedPractice(trx, secrets, DEMO_DAY)
    await keepDemoTime(trx, { at: instantAt(DAWN.on, DAWN.time, ZONE), speed: 1 })
  })

/** The demo is on SQLite only: references are checked once everything is gone. What the database is stays. */
const empty = async (trx: Trx): Promise<void> => {
  await sql`pragma defer_foreign_keys = on`.execute(trx)
  const tables = await trx.introspection.getTables()
  for (const { name } of tables)
    if (name !== 'installation') await sql`delete from ${sql.table(name)}`.execute(trx)
  await trx.deleteFrom('installation').where('key', 'in', ['demo_clock', 'demo_hands']).execute()
}
