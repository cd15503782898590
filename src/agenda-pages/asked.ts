import { NotFound } from '../http/refusals.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays, isLocalDate, weekdayOf } from '../time.ts'

export type View = 'day' | 'week' | 'month'

/** What part of the agenda an address means. `everyone`: all clinicians side by side, or added up. */
export type Asked = { view: View; on: LocalDate; clinicianId: Id | null; everyone: boolean }

export const EVERYONE = 'all'

/** Reads `?view=…&date=…&clinician=…`: the week of today, of oneself, unless it says otherwise. @throws NotFound */
export const readAsked = (query: Record<string, unknown>, today: LocalDate): Asked => {
  const on = query.date === undefined || query.date === '' ? today : String(query.date)
  if (!isLocalDate(on)) throw new NotFound()
  const everyone = query.clinician === EVERYONE
  const view = VIEWS.find(each => each === query.view) ?? 'week'
  return {
    view: everyone && view === 'week' ? 'day' : view,
    on,
    clinicianId: everyone || !query.clinician ? null : String(query.clinician),
    everyone,
  }
}

const VIEWS: readonly View[] = ['day', 'week', 'month']

/** The address of a part of the agenda; what is usual is left out. */
export const agendaPath = ({ view, on, clinicianId, everyone }: Asked): string => {
  const query = new URLSearchParams({
    ...(view === 'week' ? {} : { view }),
    date: on,
    ...(everyone ? { clinician: EVERYONE } : clinicianId ? { clinician: clinicianId } : {}),
  })
  return `/agenda?${query}`
}

/** The day, its week from Monday to Sunday, or the whole weeks that its month touches. */
export const daysOf = ({ view, on }: Pick<Asked, 'view' | 'on'>): LocalDate[] => {
  if (view === 'day') return [on]
  if (view === 'week') return daysBetween(mondayOf(on), addDays(mondayOf(on), 6))
  const last = addDays(`${monthAfter(on)}-01`, -1)
  return daysBetween(mondayOf(`${on.slice(0, 7)}-01`), addDays(mondayOf(last), 6))
}

const mondayOf = (on: LocalDate): LocalDate => addDays(on, 1 - weekdayOf(on))

const daysBetween = (from: LocalDate, to: LocalDate): LocalDate[] => {
  const days = [from]
  while (days.at(-1)! < to) days.push(addDays(days.at(-1)!, 1))
  return days
}

/** The same part, one step earlier or later. */
export const beside = (asked: Asked, step: -1 | 1): Asked => {
  if (asked.view === 'day') return { ...asked, on: addDays(asked.on, step) }
  if (asked.view === 'week') return { ...asked, on: addDays(asked.on, 7 * step) }
  const first = `${asked.on.slice(0, 7)}-01`
  return { ...asked, on: step > 0 ? `${monthAfter(asked.on)}-01` : `${addDays(first, -1).slice(0, 7)}-01` }
}

const monthAfter = (on: LocalDate): string => addDays(`${on.slice(0, 7)}-28`, 4).slice(0, 7)
