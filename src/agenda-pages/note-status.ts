import { isAhead } from '../agenda/appointment-status.ts'
import { listHistory } from '../agenda/history.ts'
import { getAppointment } from '../agenda/queries.ts'
import { changeStatus, type Transition } from '../agenda/transition.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow, AppointmentStatus } from '../db/tables/agenda.ts'
import { reconsider } from '../delays/reconsider.ts'
import { newId } from '../ids.ts'
import type { Moment } from '../planning/place.ts'
import { listTaps } from '../rounds/queries.ts'
import { recordTap } from '../rounds/record-tap.ts'
import { standingFacts } from '../rounds/taps.ts'
import { findVisit, type Visit } from '../rounds/visit.ts'
import type { Id } from '../terms.ts'

type Note = {
  practiceId: Id
  id: Id
  version: number
  to: 'confirmed' | 'arrived' | 'no_show' | 'before'
  byUserId: Id
}

/**
 * Notes what has become of an appointment, or takes it back. That nobody came is also a tap of the round, so that round
 * and agenda say the same, and the others of that day are forecast without this visit.
 */
export const noteStatus = async (trx: Trx, note: Note, moment: Moment): Promise<Transition> => {
  const { practiceId, id, version } = note
  const current = await getAppointment(trx, practiceId, id)
  if (current.version !== version) return 'outdated'
  const to = await statusAfter(trx, current, note.to)
  if (to === null) return 'impossible'
  const outcome = await changeStatus(trx, { practiceId, id, version, to, by: moment.by }, moment.now)
  if (outcome !== 'changed') return outcome
  const visit = await findVisit(trx, current)
  if (visit && note.to === 'no_show') await tap(trx, note, visit, { kind: 'absence', ofTapId: null }, moment)
  if (visit && current.status === 'no_show') {
    const ofTapId = await findAbsence(trx, practiceId, visit)
    if (ofTapId) await tap(trx, note, visit, { kind: 'undo', ofTapId }, moment)
  }
  if (visit && current.on === moment.today)
    await reconsider(trx, { practiceId, roundId: visit.roundId }, moment.now)
  return 'changed'
}

/** Null: there is nothing to take back. Who says yes to an offer has an appointment. */
const statusAfter = async (
  trx: Trx,
  current: AppointmentRow,
  to: Note['to'],
): Promise<AppointmentStatus | null> => {
  if (to === 'confirmed' && current.status === 'proposed') return 'booked'
  if (to !== 'before') return to
  if (current.status === 'confirmed') return 'booked'
  if (current.status !== 'arrived' && current.status !== 'no_show') return null
  const history = await listHistory(trx, current.practice_id, current.id)
  const before = history.findLast(({ to_status }) => isAhead(to_status) && to_status !== current.status)
  return before?.to_status ?? 'booked'
}

const findAbsence = async (trx: Trx, practiceId: Id, { roundId, stopId }: Visit): Promise<Id | undefined> =>
  standingFacts(await listTaps(trx, practiceId, roundId)).findLast(
    fact => fact.stopId === stopId && fact.kind === 'absence',
  )?.id

const tap = async (
  trx: Trx,
  { practiceId, byUserId }: Note,
  { roundId, stopId }: Visit,
  made: { kind: 'absence' | 'undo'; ofTapId: Id | null },
  { now }: Moment,
): Promise<void> => {
  const facts = { practiceId, roundId, stopId, happenedAt: now, minutes: null, byUserId, ...made }
  await recordTap(trx, { id: newId(), ...facts }, now)
}
