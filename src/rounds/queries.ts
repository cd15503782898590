import { STANDING } from '../agenda/appointment-status.ts'
import type { Db, Trx } from '../db/database.ts'
import type { RoundBreakRow, RoundRow, TapRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import type { Tap } from './taps.ts'

/** A stop with the appointment it places and what one must know of the patient on the way. */
export type RoundStop = Awaited<ReturnType<typeof listStops>>[number]

/** A clinician's day as stored: its stops in order, its breaks and every tap. What it means is derived. */
export type RoundDay = {
  round: RoundRow
  stops: RoundStop[]
  breaks: RoundBreakRow[]
  taps: Tap[]
}

export const findRound = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianId: Id,
  on: LocalDate,
): Promise<RoundRow | undefined> =>
  await db
    .selectFrom('rounds')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('on', '=', on)
    .executeTakeFirst()

/** The round that a stop belongs to. @throws NotFound */
export const getRoundOfStop = async (db: Db | Trx, practiceId: Id, stopId: Id): Promise<RoundRow> => {
  const round = await db
    .selectFrom('rounds as r')
    .innerJoin('stops as s', 's.round_id', 'r.id')
    .selectAll('r')
    .where('r.practice_id', '=', practiceId)
    .where('s.id', '=', stopId)
    .executeTakeFirst()
  if (!round) throw new NotFound()
  return round
}

/** @throws NotFound */
export const getRound = async (db: Db | Trx, practiceId: Id, roundId: Id): Promise<RoundRow> => {
  const query = db
    .selectFrom('rounds')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', roundId)
  const round = await query.executeTakeFirst()
  if (!round) throw new NotFound()
  return round
}

/** The day's rounds of a practice with the clinician of each, by first name. */
export const listRounds = async (db: Db, practiceId: Id, on: LocalDate) =>
  await db
    .selectFrom('rounds as r')
    .innerJoin('users as u', 'u.id', 'r.clinician_id')
    .selectAll('r')
    .select(['u.first_name', 'u.last_name'])
    .where('r.practice_id', '=', practiceId)
    .where('r.on', '=', on)
    .orderBy('u.first_name')
    .execute()

/** @throws NotFound */
export const loadRound = async (db: Db | Trx, practiceId: Id, roundId: Id): Promise<RoundDay> => ({
  round: await getRound(db, practiceId, roundId),
  stops: await listStops(db, practiceId, roundId),
  breaks: await listBreaks(db, practiceId, roundId),
  taps: await listTaps(db, practiceId, roundId),
})

/** Who is on a round, by stop: for what need not know more of it. */
export const listPatientsOfRound = async (
  db: Db | Trx,
  practiceId: Id,
  roundId: Id,
): Promise<{ stopId: Id; patientId: Id }[]> =>
  await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .select(['s.id as stopId', 'a.patient_id as patientId'])
    .where('s.practice_id', '=', practiceId)
    .where('s.round_id', '=', roundId)
    .where('a.status', 'in', STANDING)
    .execute()

/** What has become of the appointments of a round, by stop, in order. */
export const listAppointmentsOfRound = async (db: Db | Trx, practiceId: Id, roundId: Id) =>
  await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .select(['s.id as stopId', 'a.id as appointmentId', 'a.status'])
    .where('s.practice_id', '=', practiceId)
    .where('s.round_id', '=', roundId)
    .where('a.status', 'in', STANDING)
    .orderBy('s.position')
    .orderBy('s.id')
    .execute()

const listStops = async (db: Db | Trx, practiceId: Id, roundId: Id) =>
  await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .select([
      's.id',
      's.position',
      's.appointment_id',
      'a.patient_id',
      'a.clinician_id',
      'a.on',
      'a.kind',
      'a.care',
      'a.place',
    ])
    .select(['a.agreed_at', 'a.window_from_at', 'a.window_to_at', 'a.not_before_at', 'a.hard_before_at'])
    .select(['a.duration_minutes', 'a.tolerance_minutes', 'a.version as appointment_version'])
    .select([
      'p.civility',
      'p.first_name',
      'p.last_name',
      'p.language',
      'p.needs',
      'p.home',
      'p.lat',
      'p.lon',
    ])
    .select(['p.address', 'p.address_extra', 'p.postcode', 'p.city'])
    .where('s.practice_id', '=', practiceId)
    .where('s.round_id', '=', roundId)
    .where('a.status', 'in', STANDING)
    .orderBy('s.position')
    .orderBy('s.id')
    .execute()

const listBreaks = async (db: Db | Trx, practiceId: Id, roundId: Id): Promise<RoundBreakRow[]> =>
  await db
    .selectFrom('round_breaks')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .orderBy('from_at')
    .execute()

/** Every tap of a round, in the order in which they happened. */
export const listTaps = async (db: Db | Trx, practiceId: Id, roundId: Id): Promise<Tap[]> => {
  const rows = await db
    .selectFrom('taps')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .orderBy('happened_at')
    .execute()
  return rows.map(tapOf)
}

const tapOf = (row: TapRow): Tap => ({
  id: row.id,
  stopId: row.stop_id,
  kind: row.kind,
  happenedAt: toEpochMs(row.happened_at),
  receivedAt: toEpochMs(row.received_at),
  minutes: row.minutes,
  ofTapId: row.of_tap_id,
})

/** The clinician's round of that day, made if there is none yet. */
export const ensureRound = async (
  trx: Trx,
  practiceId: Id,
  clinicianId: Id,
  on: LocalDate,
  now: Instant,
): Promise<RoundRow> => {
  const found = await findRound(trx, practiceId, clinicianId, on)
  if (found) return found
  const round = {
    id: newId(),
    practice_id: practiceId,
    clinician_id: clinicianId,
    on,
    starts_at: null,
    created_at: now,
  }
  await trx.insertInto('rounds').values(round).execute()
  return round
}

/** A tap of this round. @throws NotFound */
export const getTap = async (db: Db | Trx, practiceId: Id, roundId: Id, tapId: Id): Promise<TapRow> => {
  const tap = await db
    .selectFrom('taps')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .where('id', '=', tapId)
    .executeTakeFirst()
  if (!tap) throw new NotFound()
  return tap
}
