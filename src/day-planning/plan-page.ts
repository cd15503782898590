import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clinician } from '../access/clinicians.ts'
import type { Member } from '../access/member.ts'
import { agreedWords, KINDS } from '../agenda/appointment-words.ts'
import type { House } from '../house.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { NotFound } from '../http/refusals.ts'
import { patientName } from '../patients/names.ts'
import { findRound, loadRound, type RoundDay, type RoundStop } from '../rounds/queries.ts'
import type { LocalDate } from '../terms.ts'
import { addDays, isLocalDate, localTime } from '../time.ts'
import { roundPath } from './back.ts'
import { listCopyableDays } from './copy-day.ts'

/** One clinician's day, as a member of the practice looks at it. */
export type Day = { member: Member; on: LocalDate; clinician: Clinician; clinicians: Clinician[] }

export type PlanSaid = {
  /** The form that could not be read, with what was typed. */
  at?: 'start' | 'break'
  typed?: Typed
  errors?: FieldErrors
  /** What taking over another day has brought. */
  said?: { copied: number; left: number } | null
}

/** @throws NotFound when the address names no day */
export const dateOf = (request: FastifyRequest): LocalDate => {
  const { date } = request.params as { date: string }
  if (!isLocalDate(date)) throw new NotFound()
  return date
}

export const planPath = ({ on, clinician }: Pick<Day, 'on' | 'clinician'>): string =>
  `/rounds/${on}/plan?clinician=${clinician.id}`

/** The page on which a day is prepared. */
export const planPage = async (
  reply: FastifyReply,
  request: FastifyRequest,
  { db }: House,
  day: Day,
  { at, typed = {}, errors = {}, said = null }: PlanSaid,
): Promise<FastifyReply> => {
  const { member, on, clinician, clinicians } = day
  const round = await findRound(db, member.practiceId, clinician.id, on)
  const planned = round && (await loadRound(db, member.practiceId, round.id))
  request.touches(planned?.stops.map(stop => stop.patient_id) ?? [])
  return await reply.page(
    'day-planning/plan',
    {
      title: `Préparer le ${frenchIn(member.zone).day(on)}`,
      tab: 'round',
      on,
      clinician,
      others: clinicians.filter(({ id }) => id !== clinician.id),
      path: `/rounds/${on}`,
      roundPath: roundPath(on, clinician.id),
      previousPath: planPath({ on: addDays(on, -1), clinician }),
      nextPath: planPath({ on: addDays(on, 1), clinician }),
      ...framed(planned, member),
      copyable: await listCopyableDays(db, member.practiceId, clinician.id, on),
      said,
      startForm: at === 'start' ? { typed, errors } : null,
      breakForm: at === 'break' ? { typed, errors } : { typed: {}, errors: {} },
    },
    { status: at ? 422 : 200 },
  )
}

const framed = (planned: RoundDay | undefined, member: Member) => ({
  start: planned?.round.starts_at ? localTime(planned.round.starts_at, member.zone) : '',
  breaks: planned?.breaks ?? [],
  stops: planned?.stops.map(stop => stopLine(stop, member)) ?? [],
})

const stopLine = (stop: RoundStop, { zone, readsClinical }: Member) => ({
  appointmentId: stop.appointment_id,
  name: patientName(stop),
  agreed: agreedWords(stop, frenchIn(zone)),
  what: (readsClinical && stop.care) || KINDS[stop.kind],
  minutes: stop.duration_minutes,
  hardBefore: stop.hard_before_at,
})
