import { type Member, maySeeRound } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import { type French, frenchIn } from '../http/french.ts'
import type { EpochMs, Id, LocalDate } from '../terms.ts'
import { localDate, toInstant } from '../time.ts'
import { type Asked, agendaPath, daysOf } from './asked.ts'
import { type Hours, loadHours } from './closures.ts'
import { type Column, columnOf, type DayFacts, type Sight, timedOf } from './column.ts'
import { hoursAround, ROWS_AN_HOUR, type Rows } from './grid.ts'
import { listShown } from './queries.ts'
import type { ShownAppointment } from './shown-appointment.ts'
import type { ShownClinician } from './visible-clinicians.ts'

/** Until somebody says when the practice is open. */
const USUAL: Rows = { from: 8 * ROWS_AN_HOUR, to: 19 * ROWS_AN_HOUR }
const MOST_BESIDE = { week: 3, day: 8 }

export type Chosen = { id: Id; seriesId: Id | null; on: LocalDate; clinicianId: Id }

type Looked = {
  member: Member
  asked: Asked
  clinicians: readonly ShownClinician[]
  chosen: Chosen | null
  mayBook: boolean
}

export type Calendar = Awaited<ReturnType<typeof loadCalendar>>

/** The days of a week of one clinician, or one day of one or several, ready to be drawn. */
export const loadCalendar = async (db: Db, looked: Looked, now: EpochMs) => {
  const { member, asked, clinicians } = looked
  const days = daysOf(asked)
  const shown = {
    practiceId: member.practiceId,
    clinicianIds: clinicians.map(({ id }) => id),
    from: days[0]!,
    to: days.at(-1)!,
  }
  const [all, hours, practice] = await Promise.all([
    listShown(db, shown),
    loadHours(db, shown, member.zone),
    getPlace(db, member.practiceId),
  ])
  const visible = all.filter(row => maySeeRound(member, row))
  const f = frenchIn(member.zone)
  const facts = factsOf(days, clinicians, visible, hours)
  const { first, last } = hoursDrawn(facts, member)
  const dense = isDense(visible)
  const sight: Sight = {
    now,
    zone: member.zone,
    f,
    practice: { place: 'practice', lat: practice.lat, lon: practice.lon },
    legMinutes: practice.leg_minutes,
    shown: { from: first * ROWS_AN_HOUR, to: last * ROWS_AN_HOUR },
    leastGap: dense ? 3 : 6,
    most: asked.view === 'week' ? MOST_BESIDE.week : MOST_BESIDE.day,
    mayBook: looked.mayBook,
    chosen: looked.chosen,
    pathOf: id => appointmentPath(id, asked),
    dayPath: ({ on, clinicianId }) => agendaPath({ view: 'day', on, clinicianId, everyone: false }),
  }
  const today = localDate(toInstant(now), member.zone)
  const columns = withoutIdleSunday(facts, looked).map(day => ({
    ...columnOf(day, sight),
    ...headOf(day, { f, hours, today, asked, clinicians }),
  }))
  return {
    columns,
    first,
    last,
    hours: Array.from({ length: last - first }, (_, index) => first + index),
    dense,
    allHome: visible.every(({ place }) => place === 'home'),
    untimed: columns.some(column => column.untimed.length > 0),
    patientIds: visible.map(row => row.patient_id),
  }
}

/** The page of an appointment, seen from the same part of the agenda. */
export const appointmentPath = (id: Id, { view, everyone }: Pick<Asked, 'view' | 'everyone'>): string =>
  `/appointments/${id}${view === 'day' ? `?view=day${everyone ? '&clinician=all' : ''}` : ''}`

const getPlace = async (db: Db, practiceId: Id) =>
  await db
    .selectFrom('practices')
    .select(['lat', 'lon', 'leg_minutes'])
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()

const factsOf = (
  days: readonly LocalDate[],
  clinicians: readonly ShownClinician[],
  rows: readonly ShownAppointment[],
  hours: Hours,
): DayFacts[] =>
  days.flatMap(on =>
    clinicians.map(({ id: clinicianId }) => ({
      on,
      clinicianId,
      appointments: rows
        .filter(row => row.on === on && row.clinician_id === clinicianId)
        .sort((a, b) => startOf(a).localeCompare(startOf(b))),
      hours: hours.of(clinicianId, on),
    })),
  )

const startOf = (row: ShownAppointment): string => row.agreed_at ?? row.window_from_at ?? ''

const hoursDrawn = (facts: readonly DayFacts[], { zone }: Member) => {
  const open = facts.flatMap(({ hours }) => hours.open ?? [])
  const rows = [...open, ...facts.flatMap(day => timedOf(day, zone))]
  return hoursAround(rows, open[0] ?? USUAL)
}

/** Sunday is drawn when somebody works on it, or when it was asked for. */
const withoutIdleSunday = (facts: DayFacts[], { asked, chosen }: Looked): DayFacts[] => {
  const last = facts.at(-1)!
  const isIdle = last.appointments.length === 0 && !last.hours.open?.length
  const isWanted = last.on === asked.on || last.on === chosen?.on
  return asked.view === 'week' && isIdle && !isWanted ? facts.slice(0, -1) : facts
}

/** Many short passages need more height than sessions of half an hour. */
const isDense = (rows: readonly ShownAppointment[]): boolean =>
  rows.filter(({ duration_minutes }) => duration_minutes < 20).length > rows.length / 3

type Around = {
  f: French
  hours: Hours
  today: LocalDate
  asked: Asked
  clinicians: readonly ShownClinician[]
}

const headOf = ({ on, clinicianId }: DayFacts, { f, hours, today, asked, clinicians }: Around) => {
  const [weekday, number] = f.day(on).split(' ') as [string, string]
  return {
    weekday: `${weekday.slice(0, 3)}.`,
    number,
    whole: f.day(on),
    today: on === today,
    chosen: on === asked.on,
    holiday: hours.holidays.find(each => each.on === on)?.name ?? '',
    clinician: asked.everyone ? (clinicians.find(({ id }) => id === clinicianId)?.name ?? '') : '',
    path: agendaPath({ ...asked, on, clinicianId: asked.everyone ? null : clinicianId }),
    dayPath: agendaPath({ view: 'day', on, clinicianId, everyone: false }),
  }
}

export type DrawnColumn = Column & ReturnType<typeof headOf>
