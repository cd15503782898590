import { findAbsenceOfTap } from '../agenda/absences.ts'
import type { Trx } from '../db/database.ts'
import type { RoundRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import { endAbsence, recordAbsence } from '../planning/absence.ts'
import type { Moment } from '../planning/place.ts'
import { loadRound } from '../rounds/queries.ts'
import type { NewTap } from '../rounds/record-tap.ts'

/** The patient is in hospital, as one learns at the door: from today on nothing is planned until they are back. */
export const recordHospitalStay = async (
  trx: Trx,
  round: RoundRow,
  tap: NewTap,
  moment: Moment,
): Promise<void> => {
  const { stops } = await loadRound(trx, round.practice_id, round.id)
  const stop = stops.find(({ id }) => id === tap.stopId)
  if (!stop) throw new NotFound()
  const stay = { practiceId: round.practice_id, patientId: stop.patient_id, fromOn: round.on, toOn: null }
  const found = { tapId: tap.id, appointmentId: stop.appointment_id }
  // An absence known already says as much.
  await recordAbsence(trx, { ...stay, reason: 'hospital', found }, moment)
}

/** The tap that found it is taken back: it never was, and what it took away is there again. */
export const takeBackAbsence = async (trx: Trx, tap: NewTap, moment: Moment): Promise<void> => {
  const absence = tap.ofTapId && (await findAbsenceOfTap(trx, tap.practiceId, tap.ofTapId))
  if (absence) await endAbsence(trx, absence, absence.from_on, moment)
}
