import { constants, copyFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { openSession, SESSION_COOKIE } from '../../src/access/sessions.ts'
import { clockFrom } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { inTransaction, openDatabase } from '../../src/db/database.ts'
import { learnStatistics } from '../../src/db/statistics.ts'
import { reconsider } from '../../src/delays/reconsider.ts'
import type { House } from '../../src/house.ts'
import { newId } from '../../src/ids.ts'
import { secretsFrom } from '../../src/secrets.ts'
import type { EpochMs, Id } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'
import { SECRET_KEY } from '../../test/kill/product.ts'
import { type Batch, openBatch } from './batch.ts'
import { removeDatabase } from './remove-database.ts'
import { BENCH_DAY, practiceOfFive, type TenYears, VISITS_A_DAY, ZONE } from './ten-years.ts'

/** A round of the day, with whose it is and the cookie of who makes it. */
export type BenchRound = { id: Id; practiceId: Id; clinicianId: Id; cookie: string; stopIds: Id[] }

export type BenchDay = {
  house: House
  file: string
  /** What its clock says when it opens; it goes on from there. */
  startsAt: EpochMs
  shiftMs: number
  /** Of the practice of ten years: 25 stops, the morning's made, half an hour late. */
  rounds: BenchRound[]
  /** Of other practices: 40 stops and those that are tapped, one after the other. */
  tapRounds: BenchRound[]
  /** Of a practice whose notices leave a few seconds after they are decided. */
  noticeRounds: BenchRound[]
  close(): Promise<void>
}

/** Stops that a tap forecasts, at least. */
export const FORECAST_STOPS = 40
/** Stops of a round that are tapped: an arrival and an end each. */
export const TAPPED_STOPS = 8
const MADE_BEFORE = 9
const FIRST_AT = '07:00'
const NOW = '09:30'
const MINUTE = 60_000

/** The measured day on a copy of the ten years, thought about once as the worker does. */
export const openBenchDay = async (
  { file: history }: TenYears,
  { tapPractices, noticePractices }: { tapPractices: number; noticePractices: number },
): Promise<BenchDay> => {
  const file = history.replace('history', 'day')
  removeDatabase(file)
  copyFileSync(history, file, constants.COPYFILE_FICLONE)
  const startsAt = Date.parse(instantAt(BENCH_DAY, NOW, ZONE))
  const shiftMs = startsAt - Date.now()
  const databaseUrl = `sqlite:${file}`
  const house: House = {
    db: openDatabase(databaseUrl),
    clock: clockFrom(() => Date.now() + shiftMs),
    config: readConfig({ DATABASE_URL: databaseUrl, SECRET_KEY, LOG_LEVEL: 'error' }, false),
    secrets: secretsFrom(SECRET_KEY),
  }
  const database = new Database(file)
  database.pragma('synchronous = OFF')
  await sql`pragma synchronous = off`.execute(house.db)
  const batch = openBatch(database)
  const add = async (practices: number, stops: number, made: number): Promise<BenchRound[]> => {
    const rounds: BenchRound[] = []
    for (let nth = 0; nth < practices; nth++) {
      const people = await practiceOfFive(house.db, stops)
      for (const clinician of people.clinicians)
        rounds.push(
          await addRound(house, batch, { ...clinician, practiceId: people.practiceId }, { stops, made }),
        )
    }
    return rounds
  }
  const rounds: BenchRound[] = []
  for (const clinician of await ofTenYears(house))
    rounds.push(await addRound(house, batch, clinician, { stops: VISITS_A_DAY, made: MADE_BEFORE }))
  const day: BenchDay = {
    house,
    file,
    startsAt,
    shiftMs,
    rounds,
    tapRounds: await add(tapPractices, FORECAST_STOPS + TAPPED_STOPS, 0),
    noticeRounds: await add(noticePractices, VISITS_A_DAY, 0),
    async close() {
      await house.db.destroy()
      removeDatabase(file)
    },
  }
  database.close()
  await learnStatistics(house.db)
  for (const { id, practiceId } of [...day.rounds, ...day.tapRounds, ...day.noticeRounds])
    await inTransaction(house.db, trx => reconsider(trx, { practiceId, roundId: id }, house.clock.now()))
  // From here on as the product works.
  await sql`pragma synchronous = full`.execute(house.db)
  return day
}

type Maker = { practiceId: Id; id: Id; patientIds: Id[] }

const ofTenYears = async ({ db }: House): Promise<Maker[]> => {
  const rows = await db
    .selectFrom('appointments')
    .select(['practice_id', 'clinician_id', 'patient_id'])
    .distinct()
    .where('on', '>=', '2026-11-20')
    .orderBy('clinician_id')
    .orderBy('patient_id')
    .execute()
  return [...Map.groupBy(rows, row => row.clinician_id)].map(([id, own]) => ({
    id,
    practiceId: own[0]!.practice_id,
    patientIds: own.map(row => row.patient_id),
  }))
}

const addRound = async (
  house: House,
  batch: Batch,
  { practiceId, id: clinicianId, patientIds }: Maker,
  { stops, made }: { stops: number; made: number },
): Promise<BenchRound> => {
  const round = { id: newId(), practiceId, clinicianId, on: BENCH_DAY }
  const first = Date.parse(instantAt(BENCH_DAY, FIRST_AT, ZONE))
  batch.round(round)
  const stopIds = patientIds.slice(0, stops).map((patientId, nth) => {
    const agreedAt = first + nth * 12 * MINUTE
    const stopId = batch.visit(round, { patientId, agreedAt, minutes: 8, position: nth + 1 })
    if (nth < made) {
      batch.tap(round, stopId, 'arrival', agreedAt + nth * 2 * MINUTE)
      batch.tap(round, stopId, 'completion', agreedAt + (nth * 2 + 10) * MINUTE)
    }
    return stopId
  })
  const session = { userId: clinicianId, practiceId, userAgent: 'bench' }
  const token = await openSession(house.db, house.secrets, session, house.clock.now())
  return { ...round, stopIds, cookie: `${SESSION_COOKIE}=${token}` }
}
