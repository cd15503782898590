import type { House } from '../../src/house.ts'
import { newId } from '../../src/ids.ts'
import type { Id } from '../../src/terms.ts'
import { addDays, instantAt } from '../../src/time.ts'
import type { Batch } from './batch.ts'
import { BENCH_DAY, ZONE } from './ten-years.ts'

/** The days for which appointments are looked for and made, from the day after the measured one. */
export const COMING_DAYS = 28
/** From half past seven until two they are as good as full; from there on there is room. */
const MORNING_VISITS = 19
const FIRST_AT = '07:30'
const EVERY_MINUTES = 20
const HOURS = { from_time: '07:00', to_time: '20:00', place: 'any' } as const

export const comingDay = (nth: number): string => addDays(BENCH_DAY, nth + 1)

/** What is agreed for the four weeks to come, and the hours of a clinician. */
export const addComingWeeks = async (
  { db }: House,
  batch: Batch,
  { practiceId, id: clinicianId, patientIds }: { practiceId: Id; id: Id; patientIds: Id[] },
): Promise<void> => {
  const week = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({
    id: newId(),
    practice_id: practiceId,
    clinician_id: clinicianId,
    weekday,
    ...HOURS,
    valid_from_on: null,
    valid_to_on: null,
  }))
  await db.insertInto('weekly_hours').values(week).execute()
  for (let nth = 0; nth < COMING_DAYS; nth++) {
    const round = { id: newId(), practiceId, clinicianId, on: comingDay(nth) }
    const first = Date.parse(instantAt(round.on, FIRST_AT, ZONE))
    batch.round(round)
    for (let visit = 0; visit < MORNING_VISITS; visit++) {
      const agreedAt = first + visit * EVERY_MINUTES * 60_000
      const patientId = patientIds[(nth + visit) % patientIds.length]!
      batch.visit(round, { patientId, agreedAt, minutes: 12, position: visit + 1 })
    }
  }
}
