import { listAbsences } from '../agenda/absences.ts'
import type { LocalDates } from '../agenda/availability.ts'
import { openSlotSearch } from '../agenda/free-slots.ts'
import type { Kind } from '../agenda/kinds.ts'
import type { Slot } from '../agenda/slots.ts'
import { currentCadre } from '../cadre/queries.ts'
import type { PassageWindow } from '../cadre/terms.ts'
import { windowsOn } from '../cadre/windows.ts'
import type { Db, Trx } from '../db/database.ts'
import type { EpochMs, Id, Instant, LocalDate, Zone } from '../terms.ts'
import { addDays, addMinutes, clockTime, localDate, toEpochMs } from '../time.ts'
import type { BookingSettings } from './settings.ts'

export type FreeTime = Pick<Slot, 'from' | 'on'> & { clinicianId: Id }

type Search = {
  practiceId: Id
  zone: Zone
  settings: Pick<BookingSettings, 'days_ahead' | 'least_notice_hours'>
  kind: Kind
  clinicianIds: readonly Id[]
  /** Known: their absences and their cadre count, and the way to their home. */
  patientId: Id | undefined
  from: LocalDate
  to: LocalDate
}

/** The last day for which one may book. */
export const lastDay = (settings: Pick<BookingSettings, 'days_ahead'>, zone: Zone, now: Instant): LocalDate =>
  addDays(localDate(now, zone), settings.days_ahead)

/** The times that a patient may take on some days, in order; of several clinicians free at the same time, the first. */
export const listFreeTimes = async (db: Db | Trx, search: Search, now: Instant): Promise<FreeTime[]> =>
  await (await openFreeTimes(db, search, now))(search)

/** Lists the free times of some of the days that were opened, in order. */
export type FreeTimes = (days: LocalDates) => Promise<FreeTime[]>

/** The same for days that are looked at one after the other: what they have in common is loaded once. */
export const openFreeTimes = async (db: Db | Trx, search: Search, now: Instant): Promise<FreeTimes> => {
  const { practiceId, zone, settings, kind, clinicianIds, patientId } = search
  const today = localDate(now, zone)
  const last = lastDay(settings, zone, now)
  const within = ({ from, to }: LocalDates) => ({ from: [from, today].sort()[1]!, to: [to, last].sort()[0]! })
  const opened = within(search)
  if (opened.from > opened.to || clinicianIds.length === 0) return async () => []
  const whose = { practiceId, clinicianIds, kind, ...(patientId && { patientId }) }
  const find = await openSlotSearch(db, { ...whose, ...opened }, now)
  const soonest = toEpochMs(addMinutes(now, settings.least_notice_hours * 60))
  const allowed = patientId ? await allowedTo(db, { practiceId, zone, kind, patientId, today }) : () => true
  return async asked => {
    const days = within(asked)
    if (days.from > days.to) return []
    const free = await find(days)
    const times = clinicianIds.flatMap(clinicianId =>
      free
        .get(clinicianId)!
        .filter(({ from }) => from >= soonest)
        .map(({ from, on }) => ({ from, on, clinicianId })),
    )
    return [...Map.groupBy(times.filter(allowed), ({ from }) => from).values()]
      .map(same => same[0]!)
      .sort((a, b) => a.from - b.from)
  }
}

/** Not while they are absent; at home inside the windows that were agreed, if there are any. */
const allowedTo = async (
  db: Db | Trx,
  of: { practiceId: Id; zone: Zone; kind: Kind; patientId: Id; today: LocalDate },
): Promise<(time: { from: EpochMs; on: LocalDate }) => boolean> => {
  const absences = await listAbsences(db, of.practiceId, of.patientId, of.today)
  const { windows } = (await currentCadre(db, of.practiceId, of.patientId)).terms
  const absent = (on: LocalDate) =>
    absences.some(({ from_on, to_on }) => from_on <= on && (to_on === null || on <= to_on))
  return ({ from, on }) =>
    !absent(on) && (of.kind.place !== 'home' || isInWindow(windows, on, clockTime(from, of.zone)))
}

const isInWindow = (windows: readonly PassageWindow[], on: LocalDate, time: string): boolean =>
  windows.length === 0 || windowsOn(windows, on).some(({ from, to }) => from <= time && time <= to)
