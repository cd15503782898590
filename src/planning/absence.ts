import { listAbsences, listTakenAway } from '../agenda/absences.ts'
import { isAhead } from '../agenda/appointment-status.ts'
import { listUpcoming } from '../agenda/queries.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PatientAbsenceRow } from '../db/tables/absences.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { newId } from '../ids.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays } from '../time.ts'
import { bookInRound, cancelInRound, type Moment } from './place.ts'
import { sameAgain } from './same-again.ts'

export type NewAbsence = {
  practiceId: Id
  patientId: Id
  fromOn: LocalDate
  toOn: LocalDate | null
  reason: PatientAbsenceRow['reason']
  /** Found at the door: this tap says so, and this appointment stays what the tap made of it. */
  found?: { tapId: Id; appointmentId: Id }
}

/** `overlaps`: an absence of these days is known already. */
export type AbsenceRecorded =
  | { recorded: true; id: Id; takenAway: number }
  | { recorded: false; overlaps: PatientAbsenceRow }

/** What an absence would take away: the appointments of its days that nobody has begun. */
export const listAffected = async (
  db: Db | Trx,
  { practiceId, patientId, fromOn, toOn }: Pick<NewAbsence, 'practiceId' | 'patientId' | 'fromOn' | 'toOn'>,
): Promise<AppointmentRow[]> =>
  (await listUpcoming(db, practiceId, patientId, fromOn)).filter(
    ({ on, status }) => isAhead(status) && (toOn === null || on <= toOn),
  )

/**
 * Keeps an absence and takes the appointments of its days out of the rounds, with everything that waited to be said
 * about them: they know which absence took them, so that a return can bring them back.
 */
export const recordAbsence = async (
  trx: Trx,
  absence: NewAbsence,
  moment: Moment,
): Promise<AbsenceRecorded> => {
  const { practiceId, patientId, fromOn, toOn, found } = absence
  const known = await listAbsences(trx, practiceId, patientId, fromOn)
  const overlaps = known.find(other => toOn === null || other.from_on <= toOn)
  if (overlaps) return { recorded: false, overlaps }
  const id = newId()
  await trx
    .insertInto('patient_absences')
    .values({
      id,
      practice_id: practiceId,
      patient_id: patientId,
      from_on: fromOn,
      to_on: toOn,
      reason: absence.reason,
      tap_id: found?.tapId ?? null,
      created_by: moment.by.kind === 'member' ? moment.by.userId : null,
      created_at: moment.now,
      annulled_at: null,
    })
    .execute()
  const affected = (await listAffected(trx, absence)).filter(({ id: each }) => each !== found?.appointmentId)
  let takenAway = 0
  for (const { id: appointmentId, version } of affected) {
    const cancelled = { practiceId, id: appointmentId, version, reason: 'absence' }
    if ((await cancelInRound(trx, cancelled, moment)) !== 'changed') continue
    await trx
      .updateTable('appointments')
      .set({ absence_id: id })
      .where('practice_id', '=', practiceId)
      .where('id', '=', appointmentId)
      .execute()
    takenAway++
  }
  return { recorded: true, id, takenAway }
}

/** `refused`: their place was given away meanwhile, or their day is another one's. */
export type Return = { resumed: number; refused: AppointmentRow[] }

/**
 * Ends an absence: the patient is back from `backOn`, and what it took away from then on is booked again at the same
 * times. Back before it began, it never was. Appointments whose time has passed stay as they are.
 */
export const endAbsence = async (
  trx: Trx,
  absence: PatientAbsenceRow,
  backOn: LocalDate,
  moment: Moment,
): Promise<Return> => {
  const never = backOn <= absence.from_on
  await trx
    .updateTable('patient_absences')
    .set(never ? { annulled_at: moment.now } : { to_on: addDays(backOn, -1) })
    .where('practice_id', '=', absence.practice_id)
    .where('id', '=', absence.id)
    .execute()
  const from = backOn > moment.today ? backOn : moment.today
  const ahead = (await listTakenAway(trx, absence, from)).filter(row => startOf(row) > moment.now)
  const refused: AppointmentRow[] = []
  for (const row of ahead) {
    const booking = await bookInRound(trx, sameAgain(row), moment, { overlap: false })
    if (!booking.booked && booking.why === 'taken') {
      refused.push(row)
      continue
    }
    await trx
      .updateTable('appointments')
      .set({ absence_id: null })
      .where('practice_id', '=', row.practice_id)
      .where('id', '=', row.id)
      .execute()
  }
  return { resumed: ahead.length - refused.length, refused }
}

/** Without any time it is of the whole day, which is not over before its evening. */
const startOf = (row: AppointmentRow): string => row.window_to_at ?? row.agreed_at ?? '9999'
