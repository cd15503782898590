import { isStanding } from '../agenda/appointment-status.ts'
import { type Preparing, preparingOf } from '../agenda/preparing.ts'
import { listUpcoming } from '../agenda/queries.ts'
import { currentCadre } from '../cadre/queries.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PatientLinkRow, PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { agreementOf } from '../delays/plan.ts'
import { currentForecast } from '../delays/queries.ts'
import { NotFound } from '../http/refusals.ts'
import { answerKey } from '../messages/reply-tasks.ts'
import { hasOpenTask } from '../messages/tasks.ts'
import { loadRound } from '../rounds/queries.ts'
import { deriveRound } from '../rounds/round-state.ts'
import { visitorFirstName } from '../rounds/visitor.ts'
import type { EpochMs, Id } from '../terms.ts'
import { dayBounds } from '../time.ts'
import { ANSWERS, type Answer, type Given } from './answers.ts'
import type { PassageFacts } from './passage-view.ts'

/** The stop behind a link, with its appointment, whatever became of it. */
export type LinkedStop = Pick<
  AppointmentRow,
  | 'on'
  | 'place'
  | 'status'
  | 'clinician_id'
  | 'agreed_at'
  | 'window_from_at'
  | 'window_to_at'
  | 'kind_id'
  | 'practice_id'
> &
  Pick<AppointmentRow, 'tolerance_minutes'> & { round_id: Id; firstName: string }

/** Everything that the page of one passage stands on. */
export type Passage = {
  stop: LinkedStop
  practice: PracticeRow
  facts: PassageFacts
  forecastAt: EpochMs | null
  preparing: Preparing
}

/** @throws NotFound when the stop has left the round for good */
export const loadPassage = async (db: Db, link: PatientLinkRow): Promise<Passage> => {
  const practice = await getPractice(db, link.practice_id)
  const stop = await getLinkedStop(db, link)
  const day = await loadRound(db, link.practice_id, stop.round_id)
  const round = deriveRound(
    day.stops.map(({ id }) => id),
    day.taps,
  )
  const { terms } = await currentCadre(db, link.practice_id, link.patient_id)
  const forecast = (await currentForecast(db, link.practice_id, stop.round_id))?.forecast
  const facts = {
    agreement: agreementOf(stop, terms, practice),
    cancelled: !isStanding(stop.status),
    stop: round.stops.get(link.ref_id) ?? NOT_IN_ROUND,
    roundBegun: round.lastTap !== null,
    estimate: forecast?.stops.find(({ stopId }) => stopId === link.ref_id) ?? null,
  }
  const preparing = await preparingOf(db, [stop])
  return { stop, practice, facts, forecastAt: forecast?.at ?? null, preparing }
}

const NOT_IN_ROUND = {
  status: 'waiting',
  arrivedAt: null,
  finishedAt: null,
  finishedBy: null,
  absentAt: null,
} as const

export const getPractice = async (db: Db | Trx, id: Id): Promise<PracticeRow> =>
  await db.selectFrom('practices').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const getLinkedStop = async (db: Db | Trx, link: PatientLinkRow): Promise<LinkedStop> => {
  const stop = await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .innerJoin('rounds as r', 'r.id', 's.round_id')
    .select(['s.round_id', 'a.on', 'a.place', 'a.status', 'r.clinician_id', 'r.practice_id'])
    .select(['a.agreed_at', 'a.window_from_at', 'a.window_to_at', 'a.tolerance_minutes', 'a.kind_id'])
    .where('s.practice_id', '=', link.practice_id)
    .where('s.id', '=', link.ref_id)
    .where('a.patient_id', '=', link.patient_id)
    .executeTakeFirst()
  if (!stop) throw new NotFound()
  const firstName = await visitorFirstName(db, { ...stop, id: stop.round_id })
  return { ...stop, firstName }
}

/** What the holder of the link answered last on the day of this passage, by text or on the page. */
export const findAnswer = async (db: Db | Trx, link: PatientLinkRow): Promise<Given | undefined> => {
  const { zone } = await getPractice(db, link.practice_id)
  const { on } = await getLinkedStop(db, link)
  const row = await db
    .selectFrom('inbound_messages')
    .select(['meaning', 'received_at', 'stop_id', 'from_phone'])
    .where('practice_id', '=', link.practice_id)
    .where('stop_id', '=', link.ref_id)
    .where('patient_id', '=', link.patient_id)
    .where('carer_id', link.carer_id === null ? 'is' : '=', link.carer_id)
    .where('meaning', 'in', ANSWERS)
    .where('received_at', '>=', dayBounds(on, zone).from)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row) return undefined
  const answer = row.meaning as Answer
  const open = await hasOpenTask(db, link.practice_id, answerKey(row))
  return { answer, at: row.received_at, handled: answer !== 'fine' && !open }
}

/** The same clinician's next passage for this patient after this one; undefined when none is booked. */
export const findNextPassage = async (
  db: Db,
  link: PatientLinkRow,
  stop: LinkedStop,
): Promise<AppointmentRow | undefined> => {
  const upcoming = await listUpcoming(db, link.practice_id, link.patient_id, stop.on)
  const isLater = (row: AppointmentRow) => row.on > stop.on || startOf(row) > startOf(stop)
  return upcoming.find(row => row.clinician_id === stop.clinician_id && isLater(row))
}

const startOf = (row: Pick<AppointmentRow, 'agreed_at' | 'window_from_at'>): string =>
  row.agreed_at ?? row.window_from_at ?? ''
