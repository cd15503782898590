import { addDatedHours } from '../../src/agenda/dated-hours.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { Id } from '../../src/terms.ts'
import { stop } from '../support/day.ts'
import type { World } from '../support/route-examples.ts'

export const AWAY = { fromOn: '2026-12-07', toOn: '2026-12-08' }

/** Bastien is away on Monday 7 and Tuesday 8 December 2026; gives the id of the leave. */
export const leaveOf = async ({ house, halle }: World, clinicianId: Id, days = AWAY): Promise<Id> =>
  await inTransaction(house.db, trx =>
    addDatedHours(
      trx,
      halle.id,
      { clinicianId, ...days, open: false, hours: [], label: 'Formation' },
      house.clock.now(),
    ),
  )

/** He works on weekdays from 8 h to 12 h at the practice. */
export const mornings = async ({ house, halle, bastien }: World): Promise<void> => {
  for (const weekday of [1, 2, 3, 4, 5])
    await house.db
      .insertInto('weekly_hours')
      .values({
        id: `hours-${weekday}`,
        practice_id: halle.id,
        clinician_id: bastien,
        weekday,
        from_time: '08:00',
        to_time: '12:00',
        place: 'practice',
        valid_from_on: null,
        valid_to_on: null,
      })
      .execute()
}

/** Mme Roussel, Monday 7 December, 10 h, at the practice. */
export const session = async ({ house, halle, bastien, roussel }: World) =>
  await stop(house.db, {
    practiceId: halle.id,
    clinicianId: bastien,
    patientId: roussel,
    on: AWAY.fromOn,
    at: '10:00',
    kind: 'session',
    place: 'practice',
    minutes: 30,
  })
