import { expect, test } from 'vitest'
import { listSessionsOf } from '../../src/agenda/series.ts'
import { linkToAppointment } from '../patient-space/appointment-scene.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { laidOut, prescribed } from './scene.ts'

const SENTENCE = 'Pas de passage aujourd’hui.'

/** One day in two from Tuesday 24 November on; the link leads to the visit of Thursday or Saturday. */
onBothDatabases('one day in two', fresh => {
  test('whoever waits is told that nobody comes today, and only on a day without any visit', async () => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const { halle, camille, roussel } = people
    const whose = { practiceId: halle.id, patientId: roussel, by: camille }
    const visits = { category: 'visit' as const, sessions: null, frequency: '1 jour sur 2' }
    const prescriptionId = await prescribed(house.db, whose, visits)
    await laidOut(house.db, halle.id, {
      prescriptionId,
      clinicianId: camille,
      by: camille,
      rule: {
        unit: 'day',
        interval: 2,
        moments: [{ weekdays: [], from: '09:00', to: null, hardBefore: null }],
      },
      from: '2026-11-24',
      to: '2026-11-30',
      sessions: null,
    })
    const rows = await listSessionsOf(house.db, halle.id, [prescriptionId])
    expect(rows.map(row => row.on)).toEqual(['2026-11-24', '2026-11-26', '2026-11-28', '2026-11-30'])
    const app = await testApp(house)
    const { visit } = browser(app)
    const saturday = await linkToAppointment({ ...people, house }, rows[2]!.id)
    expect((await visit(saturday)).body).toContain(SENTENCE)
    house.clock.set('2026-11-26T07:00:00.000Z')
    expect((await visit(saturday)).body).not.toContain(SENTENCE)
    house.clock.set('2026-11-27T07:00:00.000Z')
    const other = { practiceId: halle.id, clinicianId: camille, patientId: roussel }
    await stop(house.db, { ...other, on: '2026-11-27', at: '15:00' })
    expect((await visit(saturday)).body).not.toContain(SENTENCE)
    await app.close()
  })
})
