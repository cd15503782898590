import { loadAvailabilities } from '../agenda/availability.ts'
import { listBusyTimes } from '../agenda/busy-times.ts'
import { listDatedHours, type SavedDatedHours } from '../agenda/dated-hours.ts'
import { type Holiday, holidayRegion, holidaysBetween } from '../agenda/holidays.ts'
import { type Availability, openIntervals } from '../agenda/opening.ts'
import type { Db } from '../db/database.ts'
import type { Id, LocalDate, Zone } from '../terms.ts'
import { dayBounds, instantAt, toEpochMs } from '../time.ts'
import { type Rows, rowsOf } from './grid.ts'
import type { Shown } from './queries.ts'

/** Why a clinician sees nobody in a part of a day. */
export type Closure = Rows & { words: string }

/** What is known of a clinician's day: `open` null where nobody has ever said when it is open. */
export type DayHours = { open: Rows[] | null; closures: Closure[] }

export type Hours = {
  holidays: Holiday[]
  of: (clinicianId: Id, on: LocalDate) => DayHours
}

/** When clinicians are there and why they are not, for some days; what their other calendars say is not told. */
export const loadHours = async (
  db: Db,
  { practiceId, clinicianIds, from, to }: Shown,
  zone: Zone,
): Promise<Hours> => {
  const practice = db.selectFrom('practices').select('holiday_region').where('id', '=', practiceId)
  const span = { fromAt: dayBounds(from, zone).from, toAt: dayBounds(to, zone).to }
  const [availabilities, dated, busy, { holiday_region }] = await Promise.all([
    loadAvailabilities(db, practiceId, clinicianIds, { from, to }),
    listDatedHours(db, practiceId, clinicianIds, { from, to }),
    listBusyTimes(db, practiceId, clinicianIds, span),
    practice.executeTakeFirstOrThrow(),
  ])
  const holidays = holidaysBetween(holidayRegion(holiday_region, zone), from, to)
  const of = (clinicianId: Id, on: LocalDate): DayHours => {
    const availability = availabilities.get(clinicianId)
    if (!availability) return { open: null, closures: [] }
    const ofTheirs = dated.filter(each => each.clinicianId === null || each.clinicianId === clinicianId)
    const elsewhere = (busy.get(clinicianId) ?? []).flatMap(({ fromAt, toAt }) => {
      const rows = rowsOf(on, epochsOf({ from: fromAt, to: toAt }), zone)
      return rows ? [{ ...rows, words: 'Pris ailleurs' }] : []
    })
    const closures = [...closuresOf(on, availability, ofTheirs, holidays), ...elsewhere]
    return { open: openRows(on, availability), closures }
  }
  return { holidays, of }
}

const openRows = (on: LocalDate, availability: Availability): Rows[] | null => {
  const known = availability.weekly.length > 0 || availability.dated.some(({ open }) => open)
  if (!known) return null
  return openIntervals(availability, on)
    .flatMap(interval => rowsOf(on, interval, availability.zone) ?? [])
    .sort((a, b) => a.from - b.from)
}

const closuresOf = (
  on: LocalDate,
  { zone, holidays: ofTheirs }: Availability,
  dated: readonly SavedDatedHours[],
  holidays: readonly Holiday[],
): Closure[] => {
  const words = (rows: Rows | undefined, said: string) => (rows ? [{ ...rows, words: said }] : [])
  const wholeDay = rowsOf(on, epochsOf(dayBounds(on, zone)), zone)
  const closed = dated
    .filter(({ open, fromOn, toOn }) => !open && fromOn <= on && on <= toOn)
    .flatMap(({ hours, label }) =>
      hours.length === 0
        ? words(wholeDay, label || 'Fermé')
        : hours.flatMap(({ from, to }) => {
            const span = {
              from: instantAt(on, from, zone),
              to: instantAt(on, to > from ? to : '23:59', zone),
            }
            return words(rowsOf(on, epochsOf(span), zone), label || 'Fermé')
          }),
    )
  const holiday = holidays.find(each => each.on === on)
  return [...closed, ...(holiday && ofTheirs.includes(on) ? words(wholeDay, holiday.name) : [])]
}

const epochsOf = ({ from, to }: { from: string; to: string }) => ({
  from: toEpochMs(from),
  to: toEpochMs(to),
})
