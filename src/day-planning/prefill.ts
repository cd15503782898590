import type { CadreTerms, PassageWindow } from '../cadre/terms.ts'
import { windowsOn } from '../cadre/windows.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Typed } from '../http/form.ts'
import type { LocalDate, LocalTime, Zone } from '../terms.ts'
import { localTime } from '../time.ts'

export type Prefill = {
  terms: CadreTerms
  on: LocalDate
  zone: Zone
  /** The patient's last appointment: care, kind, place and duration are often the same. */
  last: AppointmentRow | undefined
  /** The patient's appointments of that day: their moments are taken. */
  sameDay: AppointmentRow[]
  /** The moment asked for, as the start of its window. */
  moment: string | undefined
  /** The time asked for: a free place of the agenda. */
  time?: LocalTime | undefined
  profession: string | null
}

/** The windows of the cadre on that day that no appointment fills yet. */
export const freeWindows = ({ terms, on, sameDay, zone }: Prefill): PassageWindow[] =>
  windowsOn(terms.windows, on).filter(
    window => !sameDay.some(appointment => startOf(appointment, zone) === window.from),
  )

/** What a new appointment most likely is, as the form shows it. Nothing is agreed by it. */
export const prefilled = (facts: Prefill): Typed => {
  const free = facts.time === undefined ? freeWindows(facts) : []
  const window = free.find(({ from }) => from === facts.moment) ?? free[0]
  const { last } = facts
  const kind = last?.kind ?? usualKind(facts.profession)
  return {
    kind,
    care: last?.care ?? '',
    place: last?.place ?? (kind === 'visit' ? 'home' : 'practice'),
    duration: last?.duration_minutes ?? (kind === 'session' ? 30 : 15),
    from: facts.time ?? window?.from ?? '',
    to: window && window.to !== window.from ? window.to : '',
    hardBefore: window?.hardBefore ?? '',
    tolerance: '',
    notBefore: '',
    tell: '1',
  }
}

const startOf = ({ agreed_at, window_from_at }: AppointmentRow, zone: Zone): string => {
  const at = agreed_at ?? window_from_at
  return at === null ? '' : localTime(at, zone)
}

const usualKind = (profession: string | null): AppointmentRow['kind'] => {
  if (profession === null || /infirm/i.test(profession)) return 'visit'
  return /kin[ée]|ortho|psycho/i.test(profession) ? 'session' : 'consultation'
}

/** A stored appointment as the form shows it. */
export const typedOf = (row: AppointmentRow, zone: Zone): Typed => {
  const local = (at: string | null) => (at === null ? '' : localTime(at, zone))
  return {
    version: row.version,
    date: row.on,
    clinician: row.clinician_id,
    kind: row.kind,
    care: row.care,
    place: row.place,
    from: local(row.agreed_at ?? row.window_from_at),
    to: local(row.window_to_at),
    duration: row.duration_minutes,
    notBefore: local(row.not_before_at),
    hardBefore: local(row.hard_before_at),
    tolerance: row.tolerance_minutes ?? '',
    tell: '1',
  }
}
