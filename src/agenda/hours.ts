import type { Db, Trx } from '../db/database.ts'
import type { ScheduleRow, WeeklyHoursRow } from '../db/tables/availability.ts'
import { newId } from '../ids.ts'
import type { Id, LocalDate } from '../terms.ts'
import type { WeeklyHours } from './opening.ts'

/** How one clinician's time is given out; `version` is also that of their weekly hours, 0 before the first save. */
export type Schedule = {
  worksOnHolidays: boolean
  slotStepMinutes: number
  leastNoticeMinutes: number
  version: number
}

/** Until somebody says otherwise. */
export const FIRST_SCHEDULE: Schedule = {
  worksOnHolidays: false,
  slotStepMinutes: 15,
  leastNoticeMinutes: 120,
  version: 0,
}

export type OfClinician = { practiceId: Id; clinicianId: Id }

/** The schedules of clinicians, by clinician; those who never saved one have the first. */
export const schedulesOf = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianIds: readonly Id[],
): Promise<Map<Id, Schedule>> => {
  const rows = await db
    .selectFrom('schedules')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('clinician_id', 'in', clinicianIds)
    .execute()
  const saved = new Map(rows.map(row => [row.clinician_id, scheduleOf(row)]))
  return new Map(clinicianIds.map(id => [id, saved.get(id) ?? FIRST_SCHEDULE]))
}

const scheduleOf = (row: ScheduleRow): Schedule => ({
  worksOnHolidays: row.works_on_holidays === 1,
  slotStepMinutes: row.slot_step_minutes,
  leastNoticeMinutes: row.least_notice_minutes,
  version: row.version,
})

/** The weekly hours of clinicians, in the order of the week. */
export const weeklyHoursOf = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianIds: readonly Id[],
): Promise<(WeeklyHours & { clinicianId: Id })[]> => {
  const rows = await db
    .selectFrom('weekly_hours')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('clinician_id', 'in', clinicianIds)
    .orderBy('weekday')
    .orderBy('from_time')
    .execute()
  return rows.map(hoursOf)
}

const hoursOf = (row: WeeklyHoursRow): WeeklyHours & { clinicianId: Id } => ({
  clinicianId: row.clinician_id,
  weekday: row.weekday,
  from: row.from_time,
  to: row.to_time,
  place: row.place,
  validFrom: row.valid_from_on,
  validTo: row.valid_to_on,
})

/** The days on which a week counts; both null: the usual week. */
export type Period = { validFrom: LocalDate | null; validTo: LocalDate | null }

type SavedWeek = { period: Period; hours: readonly Omit<WeeklyHours, keyof Period>[] }

/**
 * Puts a week in the place of the one of `period`, only if nobody changed this clinician's hours since `version` was
 * read. Without hours: that week is no longer there. Its own period may change.
 */
export const saveWeek = async (
  trx: Trx,
  of: OfClinician & { version: number },
  replaced: Period,
  { period, hours }: SavedWeek,
): Promise<'changed' | 'outdated'> => {
  if (!(await countUp(trx, of))) return 'outdated'
  await trx
    .deleteFrom('weekly_hours')
    .where('practice_id', '=', of.practiceId)
    .where('clinician_id', '=', of.clinicianId)
    .where('valid_from_on', replaced.validFrom ? '=' : 'is', replaced.validFrom)
    .where('valid_to_on', replaced.validTo ? '=' : 'is', replaced.validTo)
    .execute()
  if (hours.length === 0) return 'changed'
  await trx
    .insertInto('weekly_hours')
    .values(
      hours.map(each => ({
        id: newId(),
        practice_id: of.practiceId,
        clinician_id: of.clinicianId,
        weekday: each.weekday,
        from_time: each.from,
        to_time: each.to,
        place: each.place,
        valid_from_on: period.validFrom,
        valid_to_on: period.validTo,
      })),
    )
    .execute()
  return 'changed'
}

/** Writes how a clinician's time is given out, only if nobody changed it since `version` was read. */
export const saveSchedule = async (
  trx: Trx,
  of: OfClinician & { version: number },
  { worksOnHolidays, slotStepMinutes, leastNoticeMinutes }: Partial<Omit<Schedule, 'version'>>,
): Promise<'changed' | 'outdated'> => {
  if (!(await countUp(trx, of))) return 'outdated'
  await trx
    .updateTable('schedules')
    .set({
      ...(worksOnHolidays !== undefined && { works_on_holidays: worksOnHolidays ? 1 : 0 }),
      ...(slotStepMinutes !== undefined && { slot_step_minutes: slotStepMinutes }),
      ...(leastNoticeMinutes !== undefined && { least_notice_minutes: leastNoticeMinutes }),
    })
    .where('practice_id', '=', of.practiceId)
    .where('clinician_id', '=', of.clinicianId)
    .execute()
  return 'changed'
}

/** Takes the next version; false when somebody else has taken it. */
const countUp = async (trx: Trx, of: OfClinician & { version: number }): Promise<boolean> => {
  if (of.version === 0) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('schedules')
      .values({
        practice_id: of.practiceId,
        clinician_id: of.clinicianId,
        works_on_holidays: 0,
        slot_step_minutes: FIRST_SCHEDULE.slotStepMinutes,
        least_notice_minutes: FIRST_SCHEDULE.leastNoticeMinutes,
        version: 1,
      })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await trx
    .updateTable('schedules')
    .set({ version: of.version + 1 })
    .where('practice_id', '=', of.practiceId)
    .where('clinician_id', '=', of.clinicianId)
    .where('version', '=', of.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
