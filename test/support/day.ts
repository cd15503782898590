import type { Db } from '../../src/db/database.ts'
import type { AppointmentRow } from '../../src/db/tables/agenda.ts'
import { newId } from '../../src/ids.ts'
import type { Id, Instant, LocalDate, LocalTime } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'

/** The day on which the cast lives, unless a test says otherwise. */
export const TODAY: LocalDate = '2026-11-25'
const CREATED: Instant = '2026-11-01T08:00:00.000Z'

type StopFacts = Partial<AppointmentRow> & {
  practiceId: Id
  clinicianId: Id
  patientId: Id
  /** The agreed time, local to `zone`. */
  at?: LocalTime
  window?: [LocalTime, LocalTime]
  hardBefore?: LocalTime
  minutes?: number
  zone?: string
}

/** An appointment placed last in its clinician's round of the day, which is made if need be. */
export const stop = async (
  db: Db,
  facts: StopFacts,
): Promise<{ stopId: Id; roundId: Id; appointmentId: Id }> => {
  const {
    practiceId,
    clinicianId,
    patientId,
    at,
    window,
    hardBefore,
    minutes = 15,
    zone = 'Europe/Paris',
    ...rest
  } = facts
  const on = rest.on ?? TODAY
  const appointmentId = newId()
  await db
    .insertInto('appointments')
    .values({
      id: appointmentId,
      practice_id: practiceId,
      patient_id: patientId,
      clinician_id: clinicianId,
      on,
      kind: 'visit',
      care: 'Pansement',
      place: 'home',
      agreed_at: at ? instantAt(on, at, zone) : null,
      window_from_at: window ? instantAt(on, window[0], zone) : null,
      window_to_at: window ? instantAt(on, window[1], zone) : null,
      not_before_at: null,
      hard_before_at: hardBefore ? instantAt(on, hardBefore, zone) : null,
      duration_minutes: minutes,
      tolerance_minutes: null,
      status: 'booked',
      kind_id: null,
      capacity: 1,
      grouped: 0,
      series_id: null,
      series_position: null,
      absence_id: null,
      moved_to_id: null,
      booked_by: 'member',
      version: 1,
      created_at: CREATED,
      ...rest,
    })
    .execute()
  const roundId = await roundOf(db, practiceId, clinicianId, on)
  const stopId = newId()
  const { count } = await db
    .selectFrom('stops')
    .select(db.fn.countAll<number>().as('count'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('stops')
    .values({
      id: stopId,
      practice_id: practiceId,
      round_id: roundId,
      appointment_id: appointmentId,
      position: Number(count) + 1,
      created_at: CREATED,
    })
    .execute()
  return { stopId, roundId, appointmentId }
}

export const roundOf = async (
  db: Db,
  practiceId: Id,
  clinicianId: Id,
  on: LocalDate = TODAY,
): Promise<Id> => {
  const found = await db
    .selectFrom('rounds')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('on', '=', on)
    .executeTakeFirst()
  if (found) return found.id
  const id = newId()
  await db
    .insertInto('rounds')
    .values({
      id,
      practice_id: practiceId,
      clinician_id: clinicianId,
      on,
      starts_at: null,
      created_at: CREATED,
    })
    .execute()
  return id
}
