import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { type Db, openDatabase } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrations.ts'
import { randomFrom } from '../../src/demo/seed/random.ts'
import { newId } from '../../src/ids.ts'
import type { Id, LocalDate } from '../../src/terms.ts'
import { addDays, instantAt } from '../../src/time.ts'
import { member, patient, practice } from '../../test/support/people.ts'
import { type Batch, openBatch } from './batch.ts'
import { removeDatabase } from './remove-database.ts'

/** The day on which everything is measured; the ten years end the day before. */
export const BENCH_DAY: LocalDate = '2026-11-25'
export const ZONE = 'Europe/Paris'

const CLINICIANS = ['Camille', 'Bastien', 'Hélène', 'Yann', 'Salomé']
const PATIENTS_EACH = 60
export const VISITS_A_DAY = 25
/** Seen every day; the other places of a day go round among the rest. */
const DAILY = 15

export type TenYears = { file: string; visits: number; built: boolean }

/** The database of a practice of five over so many years: as a file, made once and again when migrations change. */
export const tenYears = async (folder: string, years: number): Promise<TenYears> => {
  const days = Math.round(years * 365.25)
  const file = join(folder, `history-${days}-${versionOfSchema()}.db`)
  const visits = days * CLINICIANS.length * VISITS_A_DAY
  if (existsSync(file)) return { file, visits, built: false }
  mkdirSync(dirname(file), { recursive: true })
  const unfinished = `${file}.unfinished`
  removeDatabase(unfinished)
  await fill(unfinished, days)
  renameSync(unfinished, file)
  return { file, visits, built: true }
}

const versionOfSchema = (): string => {
  const hash = createHash('sha256')
  const sources = [new URL('../../migrations/', import.meta.url), new URL('./', import.meta.url)]
  for (const name of readdirSync(sources[0]!).sort()) hash.update(readFileSync(new URL(name, sources[0])))
  for (const name of ['ten-years.ts', 'batch.ts']) hash.update(readFileSync(new URL(name, sources[1])))
  return hash.digest('hex').slice(0, 12)
}

const fill = async (file: string, days: number): Promise<void> => {
  const db = openDatabase(`sqlite:${file}`)
  await migrate(db)
  await sql`pragma synchronous = off`.execute(db)
  const people = await practiceOfFive(db)
  await db.destroy()
  const database = new Database(file)
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = OFF')
  const batch = openBatch(database)
  database.transaction(() => {
    for (let day = 0; day < days; day++) fillDay(batch, people, addDays(BENCH_DAY, day - days), day)
  })()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

export type PracticeOfFive = { practiceId: Id; clinicians: { id: Id; patientIds: Id[] }[] }

/** Five clinicians and their patients, each with a mobile phone. */
export const practiceOfFive = async (db: Db, patientsEach = PATIENTS_EACH): Promise<PracticeOfFive> => {
  const { id: practiceId } = await practice(db, { lat: 49.7733, lon: 4.7206 })
  const clinicians: PracticeOfFive['clinicians'] = []
  for (const [nth, name] of CLINICIANS.entries()) {
    const role = nth === 0 ? 'owner' : 'clinician'
    const id = await member(db, practiceId, name, { role, profession: 'infirmière' })
    const patientIds: Id[] = []
    for (let each = 0; each < patientsEach; each++)
      patientIds.push(await patient(db, practiceId, patientFacts(nth * patientsEach + each)))
    clinicians.push({ id, patientIds })
  }
  return { practiceId, clinicians }
}

const NAMES = ['Delmas', 'Roussel', 'Marchal', 'Lefèvre', 'Nguyen', 'Da Silva', 'Benali', 'Charpentier']

const patientFacts = (nth: number) => {
  const random = randomFrom(`patient ${nth}`)
  return {
    last_name: random.pick(NAMES),
    lat: 49.7733 + random.between(-200, 200) / 10_000,
    lon: 4.7206 + random.between(-200, 200) / 10_000,
    phone: `+336399${String(80_000 + nth).padStart(5, '0')}`,
    needs: nth % 4 === 0 ? '["Ne pas sonner"]' : '[]',
  }
}

const FIRST_AT_MINUTE = 7 * 60
const EVERY_MINUTES = 20

const fillDay = (
  batch: Batch,
  { practiceId, clinicians }: PracticeOfFive,
  on: LocalDate,
  day: number,
): void => {
  const midnight = Date.parse(instantAt(on, '00:00', ZONE))
  for (const [nth, { id: clinicianId, patientIds }] of clinicians.entries()) {
    const random = randomFrom(`${on} ${nth}`)
    const round = { id: newId(), practiceId, clinicianId, on }
    batch.round(round)
    let free = 0
    for (let place = 0; place < VISITS_A_DAY; place++) {
      const agreedAt = midnight + (FIRST_AT_MINUTE + place * EVERY_MINUTES) * 60_000
      const visit = {
        patientId: patientIds[whoComes(place, day, patientIds.length)]!,
        agreedAt,
        minutes: 12,
        position: place + 1,
      }
      const stopId = batch.visit(round, visit)
      const arrivedAt = Math.max(free, agreedAt + random.between(-4, 6) * 60_000)
      const leftAt = arrivedAt + Math.round(12 * random.factor(0.25) * 60_000)
      batch.tap(round, stopId, 'departure', arrivedAt - 300_000)
      batch.tap(round, stopId, 'arrival', arrivedAt)
      batch.tap(round, stopId, 'completion', leftAt)
      if (random.next() < CALLS_SHARE) batch.callMade(round, visit, stopId, arrivedAt - 3_600_000)
      free = leftAt + 240_000
    }
  }
}

/** So many visits brought a call about a delay. */
const CALLS_SHARE = 0.08

const whoComes = (place: number, day: number, patients: number): number =>
  place < DAILY ? place : DAILY + ((day * (VISITS_A_DAY - DAILY) + place - DAILY) % (patients - DAILY))
