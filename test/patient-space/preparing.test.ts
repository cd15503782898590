import { expect, test } from 'vitest'
import { addKind } from '../../src/agenda/kinds.ts'
import { inTransaction } from '../../src/db/database.ts'
import { cancelInRound } from '../../src/planning/place.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { wordsOf } from '../today/scene.ts'
import { appointmentOfRoussel, linkToAppointment, MONDAY } from './appointment-scene.ts'

const VIDEO = 'https://video.example.fr/halle'
const INSTRUCTIONS = 'Ayez votre ordonnance sous la main.'

onBothDatabases('what a kind of appointment asks for', fresh => {
  const scene = async (on = MONDAY) => {
    const house = await testHouse({}, fresh)
    const stage = { ...(await cast(house.db)), house }
    const { visit } = browser(await testApp(house))
    const content = { name: 'Vidéo', category: 'session', durationMinutes: 20, bufferMinutes: 0 } as const
    const how = {
      place: 'practice',
      capacity: 1,
      grouped: false,
      bookedBy: 'anyone',
      clinicianId: null,
    } as const
    const kind = { ...content, ...how, instructions: INSTRUCTIONS, videoUrl: VIDEO }
    const kindId = await inTransaction(house.db, trx => addKind(trx, stage.halle.id, kind, house.clock.now()))
    const { appointmentId: id } = await appointmentOfRoussel(stage, { on, kind_id: kindId, at: '15:00' })
    const address = await linkToAppointment(stage, id, null, on)
    return { ...stage, id, page: async () => (await visit(address)).body }
  }

  test.each([
    ['days before', MONDAY],
    ['on the day itself', TODAY],
  ])('is told to the patient, with the way to join by video, %s', async (_when, on) => {
    const { page } = await scene(on)
    const html = await page()
    expect(wordsOf(html)).toContain(`Pour préparer ${INSTRUCTIONS}`)
    expect(html).toContain(`href="${VIDEO}" rel="noopener noreferrer"`)
  })

  test('is told no more once it is cancelled', async () => {
    const { page, id, house, halle, ines } = await scene()
    const moment = { now: house.clock.now(), today: TODAY, by: { kind: 'member', userId: ines } } as const
    await inTransaction(house.db, trx => cancelInRound(trx, { practiceId: halle.id, id, version: 1 }, moment))
    const html = await page()
    expect(wordsOf(html)).toContain('Annulé')
    expect(html).not.toContain(VIDEO)
    expect(wordsOf(html)).not.toContain(INSTRUCTIONS)
  })
})
