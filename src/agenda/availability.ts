import type { Db, Trx } from '../db/database.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays } from '../time.ts'
import { listDatedHours } from './dated-hours.ts'
import { holidayRegion, holidaysBetween } from './holidays.ts'
import { FIRST_SCHEDULE, schedulesOf, weeklyHoursOf } from './hours.ts'
import type { Availability } from './opening.ts'

/** The first and the last day, both included. */
export type LocalDates = { from: LocalDate; to: LocalDate }

/** When a clinician sees patients on some days. Without any hours: never. */
export const loadAvailability = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianId: Id,
  days: LocalDates,
): Promise<Availability> => (await loadAvailabilities(db, practiceId, [clinicianId], days)).get(clinicianId)!

/** The same of several clinicians, in as many queries as of one. */
export const loadAvailabilities = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianIds: readonly Id[],
  days: LocalDates,
): Promise<Map<Id, Availability>> => {
  // The night that begins before the first day lasts into it.
  const withNight = { from: addDays(days.from, -1), to: days.to }
  const [practice, weekly, dated, schedules] = await Promise.all([
    db
      .selectFrom('practices')
      .select(['zone', 'holiday_region'])
      .where('id', '=', practiceId)
      .executeTakeFirstOrThrow(),
    weeklyHoursOf(db, practiceId, clinicianIds),
    listDatedHours(db, practiceId, clinicianIds, withNight),
    schedulesOf(db, practiceId, clinicianIds),
  ])
  const region = holidayRegion(practice.holiday_region, practice.zone)
  const holidays = holidaysBetween(region, withNight.from, withNight.to).map(({ on }) => on)
  const of = (clinicianId: Id): Availability => {
    const schedule = schedules.get(clinicianId) ?? FIRST_SCHEDULE
    return {
      zone: practice.zone,
      ...days,
      weekly: weekly.filter(each => each.clinicianId === clinicianId),
      dated: dated.filter(each => !each.own || each.clinicianId === clinicianId),
      holidays: schedule.worksOnHolidays ? [] : holidays,
      slotStepMinutes: schedule.slotStepMinutes,
      leastNoticeMinutes: schedule.leastNoticeMinutes,
    }
  }
  return new Map(clinicianIds.map(clinicianId => [clinicianId, of(clinicianId)]))
}
