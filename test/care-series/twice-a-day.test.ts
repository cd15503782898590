import { expect, test } from 'vitest'
import { listSessionsOf } from '../../src/agenda/series.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { laidOut, prescribed, timesOf } from './scene.ts'

onBothDatabases('care in the morning and in the evening', fresh => {
  test('is two passages a day in their windows, also on the day on which the clocks change', async () => {
    const { db } = await fresh()
    const { halle, camille, roussel } = await cast(db)
    const other = { practiceId: halle.id, clinicianId: camille, patientId: roussel, minutes: 10 }
    await stop(db, { ...other, on: '2026-10-24', at: '12:00' })
    const whose = { practiceId: halle.id, patientId: roussel, by: camille }
    const visits = { category: 'visit' as const, sessions: null, frequency: 'matin et soir tous les jours' }
    const prescriptionId = await prescribed(db, whose, visits)
    const moment = (from: string, to: string) => ({ weekdays: [], from, to, hardBefore: null })
    await laidOut(db, halle.id, {
      prescriptionId,
      clinicianId: camille,
      by: camille,
      rule: { unit: 'day', interval: 1, moments: [moment('07:00', '08:00'), moment('18:30', '19:30')] },
      from: '2026-10-24',
      to: '2026-10-26',
      sessions: null,
    })
    expect(await timesOf(db, halle.id, prescriptionId)).toEqual(
      ['2026-10-24', '2026-10-25', '2026-10-26'].flatMap(on => [`${on} 07:00 booked`, `${on} 18:30 booked`]),
    )
    const [first] = await listSessionsOf(db, halle.id, [prescriptionId])
    expect(first).toMatchObject({ place: 'home', kind: 'visit', agreed_at: null, booked_by: 'series' })
  })
})
