import Database from 'better-sqlite3'
import { openSession, SESSION_COOKIE } from '../../src/access/sessions.ts'
import { addKind } from '../../src/agenda/kinds.ts'
import { saveBookingSettings } from '../../src/booking/settings.ts'
import { inTransaction, type Trx } from '../../src/db/database.ts'
import { learnStatistics } from '../../src/db/statistics.ts'
import { newId } from '../../src/ids.ts'
import type { Id, LocalDate } from '../../src/terms.ts'
import { addDays, instantAt, toEpochMs } from '../../src/time.ts'
import { member } from '../../test/support/people.ts'
import { openBatch } from './batch.ts'
import type { BenchDay } from './bench-day.ts'
import { BENCH_DAY, VISITS_A_DAY, ZONE } from './ten-years.ts'

/** A place of the agenda that is free, and a patient for it. */
export type FreePlace = { clinicianId: Id; patientId: Id; on: LocalDate; minutesOfDay: number }

export type BenchAgenda = {
  /** Where patients look for a time, of what, and from which day on: four weeks, of which the first is full. */
  slug: string
  kindId: Id
  firstDay: LocalDate
  /** Of a secretary. */
  cookie: string
  places: FreePlace[]
}

const FIRST_DAY = addDays(BENCH_DAY, 1)
const DAYS = 28
const FULL_DAYS = 7
const SLUG = 'bench'
const OPENS = 7 * 60
const CLOSES = OPENS + VISITS_A_DAY * 20
const MINUTES = 15
/** After the first week this part of the places is free. */
const FREE_EACH = 3
/** In the evening, when nobody comes of their own accord, the secretary finds places too. */
const EVENING_PLACES = 14

/** Four weeks of the practice of ten years: hours, a kind that anyone may take, visits, and places that are left. */
export const openBenchAgenda = async ({ house, file, rounds }: BenchDay): Promise<BenchAgenda> => {
  const { db } = house
  const practiceId = rounds[0]!.practiceId
  const clinicianIds = rounds.map(round => round.clinicianId)
  const kindId = await inTransaction(db, trx => openPage(trx, practiceId, clinicianIds, house.clock.now()))
  const userId = await member(db, practiceId, 'Inès', { role: 'secretary' })
  const session = { userId, practiceId, userAgent: 'bench' }
  const token = await openSession(db, house.secrets, session, house.clock.now())
  const patientIds = (
    await db.selectFrom('patients').select('id').where('practice_id', '=', practiceId).orderBy('id').execute()
  ).map(({ id }) => id)
  const places = fillWeeks(file, practiceId, clinicianIds, patientIds)
  await learnStatistics(db)
  return { slug: SLUG, kindId, firstDay: FIRST_DAY, cookie: `${SESSION_COOKIE}=${token}`, places }
}

const openPage = async (trx: Trx, practiceId: Id, clinicianIds: Id[], now: string): Promise<Id> => {
  const hours = clinicianIds.flatMap(clinicianId =>
    [1, 2, 3, 4, 5, 6, 7].map(weekday => ({
      id: newId(),
      practice_id: practiceId,
      clinician_id: clinicianId,
      weekday,
      from_time: clock(OPENS),
      to_time: clock(CLOSES),
      place: 'any' as const,
      valid_from_on: null,
      valid_to_on: null,
    })),
  )
  await trx.insertInto('weekly_hours').values(hours).execute()
  const settings = { open: 1, slug: SLUG, days_ahead: DAYS, least_notice_hours: 2 }
  await saveBookingSettings(trx, practiceId, { ...settings, new_patients: 1, most_upcoming: 3, welcome: '' })
  const kind = { name: 'Soin', category: 'visit', durationMinutes: MINUTES, bufferMinutes: 0 } as const
  const how = { place: 'practice', capacity: 1, grouped: false, bookedBy: 'anyone' } as const
  const rest = { instructions: '', videoUrl: null, clinicianId: null }
  return await addKind(trx, practiceId, { ...kind, ...how, ...rest }, now)
}

/** Visits as on the days before, a third of them left out after the first week. */
const fillWeeks = (file: string, practiceId: Id, clinicianIds: Id[], patientIds: Id[]): FreePlace[] => {
  const places: FreePlace[] = []
  const database = new Database(file)
  const batch = openBatch(database)
  const fillDay = (day: number, clinicianId: Id, who: number): void => {
    const on = addDays(FIRST_DAY, day)
    const round = { id: newId(), practiceId, clinicianId, on }
    batch.round(round)
    for (let place = 0; place < VISITS_A_DAY + EVENING_PLACES; place++) {
      const minutesOfDay = OPENS + place * 20
      const patientId = patientIds[(who * 60 + day + place) % patientIds.length]!
      if (isVisit(day, place)) {
        const agreedAt = toEpochMs(instantAt(on, clock(minutesOfDay), ZONE))
        batch.visit(round, { patientId, agreedAt, minutes: 12, position: place + 1 })
      } else if (day >= FULL_DAYS) places.push({ clinicianId, patientId, on, minutesOfDay })
    }
  }
  database.transaction(() => {
    for (let day = 0; day < DAYS; day++)
      for (const [who, clinicianId] of clinicianIds.entries()) fillDay(day, clinicianId, who)
  })()
  database.close()
  return places
}

const isVisit = (day: number, place: number): boolean =>
  place < VISITS_A_DAY && (day < FULL_DAYS || place % FREE_EACH > 0)

/** 07:20 of 440 minutes. */
export const clock = (minutesOfDay: number): string =>
  [Math.floor(minutesOfDay / 60), minutesOfDay % 60].map(part => String(part).padStart(2, '0')).join(':')
