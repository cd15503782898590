import type { Trx } from '../../db/database.ts'
import type { Secrets } from '../../secrets.ts'
import type { Id, Instant, LocalDate } from '../../terms.ts'
import { addDays, instantAt, weekdayOf } from '../../time.ts'
import { openBooking } from './booking.ts'
import { insertAll } from './bulk.ts'
import { type Clinician, type SeedDay, seedDay } from './days.ts'
import type { SeedPatient, SeedVisit } from './facts.ts'
import { pastTaps } from './history.ts'
import { HOME_PATIENTS } from './home-patients.ts'
import { HOME_VISITS, windowsOf } from './home-visits.ts'
import { insertHours } from './hours.ts'
import { insertKinds } from './kinds.ts'
import { withSeries } from './kine-series.ts'
import { pastNotices } from './past-notices.ts'
import { insertPatient } from './patients.ts'
import { insertPractice, type SeededPractice, ZONE } from './practice.ts'
import { GP_PATIENTS, KINE_PATIENTS } from './practice-patients.ts'
import { gpVisits, kineVisits } from './practice-visits.ts'
import { withStatuses } from './statuses.ts'

const WEEKS_BEHIND = 5
const DAYS_AHEAD = 9

/**
 * Writes the demo's practice: its people and patients, five weeks of rounds with their taps, and the rounds from
 * `today` on without any. The same facts each time, whatever the ids.
 */
export const seedPractice = async (trx: Trx, secrets: Secrets, today: LocalDate): Promise<SeededPractice> => {
  const firstDay = addDays(today, -7 * WEEKS_BEHIND)
  const now = instantAt(addDays(firstDay, -1), '09:00', ZONE)
  const seeded = await insertPractice(trx, today, now)
  const patientIds = await insertPatients(trx, secrets, seeded, now)
  const days = plannedDays({ practiceId: seeded.practiceId, patientIds, now }, seeded, firstDay, today)
  await insertHours(trx, seeded, today, now)
  await insertKinds(trx, seeded, now)
  await openBooking(trx, seeded)
  const sessions = withSeries(days, today, { clinicianId: seeded.members.bastien, now })
  await insertAll(
    trx,
    'prescriptions',
    sessions.ordered.map(({ prescription }) => prescription),
  )
  await insertAll(
    trx,
    'series',
    sessions.ordered.map(({ series }) => series),
  )
  await insertDays(trx, sessions.days, today)
  return seeded
}

const insertPatients = async (
  trx: Trx,
  secrets: Secrets,
  { practiceId, members }: SeededPractice,
  now: Instant,
): Promise<Map<string, Id>> => {
  const ids = new Map<string, Id>()
  const writeAll = async (patients: SeedPatient[], by: Id) => {
    for (const patient of patients) {
      const who = `${patient.first} ${patient.last}`
      ids.set(who, await insertPatient({ trx, secrets, practiceId, by, now }, patient, windowsOf(who)))
    }
  }
  await writeAll(HOME_PATIENTS, members.camille)
  await writeAll(KINE_PATIENTS, members.bastien)
  await writeAll(GP_PATIENTS, members.helene)
  return ids
}

type Book = Parameters<typeof seedDay>[0]

const plannedDays = (
  book: Book,
  { members }: SeededPractice,
  firstDay: LocalDate,
  today: LocalDate,
): SeedDay[] => {
  const camille: Clinician = { id: members.camille, kind: 'visit', lunch: null }
  const bastien: Clinician = { id: members.bastien, kind: 'session', lunch: ['12:30', '13:50'] }
  const helene: Clinician = { id: members.helene, kind: 'consultation', lunch: ['12:20', '14:00'] }
  const onDay = (on: LocalDate): [Clinician, SeedVisit[]][] => [
    [camille, HOME_VISITS],
    [bastien, kineVisits(on, today)],
    [helene, isWeekend(on) ? [] : gpVisits(on, today)],
  ]
  return Array.from({ length: 7 * WEEKS_BEHIND + DAYS_AHEAD }, (_, index) =>
    addDays(firstDay, index),
  ).flatMap(on => onDay(on).flatMap(([clinician, visits]) => seedDay(book, clinician, on, visits) ?? []))
}

const isWeekend = (on: LocalDate): boolean => weekdayOf(on) > 5

const everybody = new Map(
  [...HOME_PATIENTS, ...KINE_PATIENTS, ...GP_PATIENTS].map(each => [`${each.first} ${each.last}`, each]),
)

const insertDays = async (trx: Trx, planned: SeedDay[], today: LocalDate): Promise<void> => {
  const past = planned.filter(({ round }) => round.on < today).map(day => ({ day, taps: pastTaps(day) }))
  const taps = past.flatMap(each => each.taps)
  const days = withStatuses(planned, taps, today)
  const stops = days.flatMap(day => day.stops)
  await insertAll(
    trx,
    'appointments',
    stops.map(({ appointment }) => appointment),
  )
  await insertAll(
    trx,
    'rounds',
    days.map(({ round }) => round),
  )
  await insertAll(
    trx,
    'round_breaks',
    days.flatMap(({ breaks }) => breaks),
  )
  await insertAll(
    trx,
    'stops',
    stops.map(({ stop }) => stop),
  )
  await insertAll(trx, 'taps', taps)
  await insertAll(
    trx,
    'notices',
    past.flatMap(each => pastNotices(each.day, each.taps, everybody)),
  )
}
