import type { Trx } from '../../db/database.ts'
import type { WeeklyHoursRow } from '../../db/tables/availability.ts'
import { newId } from '../../ids.ts'
import type { Instant, LocalDate, LocalTime } from '../../terms.ts'
import { addDays } from '../../time.ts'
import { insertAll } from './bulk.ts'
import type { SeededPractice } from './practice.ts'

type Part = [from: LocalTime, to: LocalTime]

const WEEKDAYS = [1, 2, 3, 4, 5]
const NURSE: Part[] = [
  ['06:30', '12:30'],
  ['17:00', '19:00'],
]
const KINE: Part[] = [
  ['08:00', '12:30'],
  ['14:00', '19:00'],
]
const GP: Part[] = [
  ['08:30', '12:30'],
  ['14:00', '18:00'],
]

/** When the nurse is on her round, the kiné and the GP are there, and the course for which Bastien is away tomorrow afternoon. */
export const insertHours = async (
  trx: Trx,
  { practiceId, members: { camille, bastien, helene } }: SeededPractice,
  today: LocalDate,
  now: Instant,
): Promise<void> => {
  const week = (
    clinicianId: string,
    weekdays: number[],
    parts: Part[],
    place: WeeklyHoursRow['place'] = 'any',
  ): WeeklyHoursRow[] =>
    weekdays.flatMap(weekday =>
      parts.map(([from_time, to_time]) => ({
        id: newId(),
        practice_id: practiceId,
        clinician_id: clinicianId,
        weekday,
        from_time,
        to_time,
        place,
        valid_from_on: null,
        valid_to_on: null,
      })),
    )
  const rows = [
    ...week(camille, [...WEEKDAYS, 6, 7], NURSE, 'home'),
    ...week(bastien, WEEKDAYS, KINE),
    ...week(bastien, [6], [['08:30', '12:00']]),
    ...week(helene, WEEKDAYS, GP),
  ]
  await insertAll(trx, 'weekly_hours', rows)
  await trx
    .insertInto('dated_hours')
    .values({
      id: newId(),
      practice_id: practiceId,
      clinician_id: bastien,
      from_on: addDays(today, 1),
      to_on: addDays(today, 1),
      open: 0,
      hours: JSON.stringify([{ from: '14:00', to: '19:00', place: 'any' }]),
      label: 'Formation',
      version: 1,
      created_at: now,
    })
    .execute()
}
