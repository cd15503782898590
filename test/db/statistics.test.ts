import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { learnStatistics } from '../../src/db/statistics.ts'

const folder = mkdtempSync(join(tmpdir(), 'prevenance-statistics-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TAPS_OF_A_PATIENT = sql<{ detail: string }>`
  explain query plan select t.id from stops s join taps t on t.practice_id = s.practice_id and t.stop_id = s.id
  where s.practice_id = 1 and s.patient_id in (7, 8)`

it('lets SQLite begin with what is few, not with whatever belongs to the practice', async () => {
  const db = openDatabase(`sqlite:${join(folder, 'ten-years.db')}`)
  await sql`create table stops (id integer primary key, practice_id integer, patient_id integer)`.execute(db)
  await sql`create table taps (id integer primary key, practice_id integer, stop_id integer)`.execute(db)
  await sql`create index stops_of_patient on stops (practice_id, patient_id)`.execute(db)
  await sql`create index taps_of_stop on taps (practice_id, stop_id)`.execute(db)
  const numbers = sql`with recursive n (n) as (select 1 union all select n + 1 from n where n < 5000) select n`
  await sql`insert into stops ${numbers}, 1, n / 10 from n`.execute(db)
  await sql`insert into taps ${numbers}, 1, n from n`.execute(db)
  await learnStatistics(db)
  const { rows } = await TAPS_OF_A_PATIENT.execute(db)
  expect(rows.map(row => row.detail)).toEqual([
    expect.stringContaining('stops_of_patient (practice_id=? AND patient_id=?)'),
    expect.stringContaining('taps_of_stop (practice_id=? AND stop_id=?)'),
  ])
  await db.destroy()
})
