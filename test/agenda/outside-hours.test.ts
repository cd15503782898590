import { expect, test } from 'vitest'
import { addDatedHours } from '../../src/agenda/dated-hours.ts'
import { saveWeek } from '../../src/agenda/hours.ts'
import { listOutsideHours } from '../../src/agenda/outside-hours.ts'
import { inTransaction } from '../../src/db/database.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { hours, weekly } from './availability-facts.ts'

const USUAL = { validFrom: null, validTo: null }
const NOW = '2026-11-25T07:00:00.000Z'

onBothDatabases('appointments that a closed day leaves', fresh => {
  test('are those to come of this clinician that lie outside the hours as they now are', async () => {
    const { db } = await fresh()
    const { halle, bastien, camille, roussel } = await cast(db)
    const of = { practiceId: halle.id, clinicianId: bastien }
    const on = '2026-12-02'
    await inTransaction(db, async trx => {
      await saveWeek(trx, { ...of, version: 0 }, USUAL, {
        period: USUAL,
        hours: weekly([3, 4], '08:00-12:00'),
      })
      const meeting = { fromOn: on, toOn: on, open: false, hours: hours('10:00-12:00'), label: 'Réunion' }
      await addDatedHours(trx, halle.id, { ...meeting, clinicianId: bastien }, NOW)
    })
    const book = (at: string, facts: Record<string, unknown> = {}) =>
      stop(db, { ...of, patientId: roussel, on, at, minutes: 30, place: 'practice', ...facts })
    await book('09:30')
    await book('', { at: undefined, window: ['09:00', '11:00'] })
    await book('', { at: undefined })
    const days = { from: '2026-12-01', to: '2026-12-03' }
    expect(await listOutsideHours(db, of, days)).toEqual([])
    await book('09:45')
    await book('11:00')
    await book('11:00', { status: 'cancelled' })
    await book('11:00', { clinicianId: camille })
    await book('', { at: undefined, window: ['10:00', '11:00'] })
    await book('08:00', { on: '2026-12-01' })
    await book('08:00', { on: '2026-12-03' })
    await book('19:00', { on: '2026-12-04' })
    expect(await listOutsideHours(db, of, days)).toEqual(['2026-12-01', on, on, on])
  })
})
