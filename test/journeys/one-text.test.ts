import { describe, expect, test } from 'vitest'
import { workings } from '../../src/server/workings.ts'
import { makeWorker } from '../../src/worker.ts'
import { weekOf } from '../care-series/scene.ts'
import { stop } from '../support/day.ts'
import { journey, SCREENS, textOf } from '../support/journey.ts'

/** Bastien works on weekdays, and has Mme Roussel on three days of one week. */
const shared = journey(async ({ house: { db }, halle, bastien, roussel }) => {
  await weekOf(db, halle.id, bastien)
  const session = { practiceId: halle.id, clinicianId: bastien, kind: 'session', place: 'practice' } as const
  for (const on of ['2026-12-07', '2026-12-09', '2026-12-11'])
    await stop(db, { ...session, patientId: roussel, on, at: '10:00', minutes: 30 })
})

const textsThatLeave = async (): Promise<string[]> => {
  const { house } = shared.world
  house.clock.pass(4)
  await makeWorker(workings(house, fault => expect.unreachable(JSON.stringify(fault)))).turn()
  const rows = await house.db
    .selectFrom('messages')
    .select('body')
    .where('status', '!=', 'cancelled')
    .execute()
  return rows.map(({ body }) => body!)
}

describe.each(SCREENS)('a week of leave, $name', screen => {
  test('is one text to a patient with three sessions, who finds another time for each', async () => {
    const { page: desk, press, follow, open, look } = await shared.walk(screen, 'ines')
    await open('/leaves/new')
    await desk.getByLabel('Soignant').selectOption(shared.world.bastien)
    await desk.getByLabel('Premier jour').fill('2026-12-07')
    await desk.getByLabel('Dernier jour').fill('2026-12-11')
    await press('Voir qui est concerné')
    await desk.locator('summary', { hasText: 'Tout annuler' }).click()
    await press('Annuler les 3 rendez-vous')
    await desk.getByRole('heading', { name: '3 rendez-vous annulés' }).waitFor()
    expect(await textOf(desk, 'section[aria-labelledby=annules]')).toMatch(
      /(Mme Odette Roussel, SMS prévu.*){3}/,
    )
    await look()

    const [text, ...more] = await textsThatLeave()
    expect(more).toEqual([])
    expect(text).toMatch(/^Désolés, rendez-vous annulés : 07\/12 à 10h, 09\/12 à 10h, 11\/12 à 10h\./)
    const { page, ...she } = await shared.walk(screen)
    await she.open(/\/p\/\S+/.exec(text!)![0])
    await page.getByRole('heading', { name: '2 autres sont annulés aussi' }).waitFor()
    await she.look()
    await she.follow(/Mercredi 9 décembre/)
    await she.sees('Le cabinet a dû l’annuler.')
    await she.look()
    await page.locator('form[action$="/other-time"] button').first().click()
    await she.sees('C’est confirmé, merci.')
    await page.getByRole('heading', { name: '2 autres sont annulés aussi' }).waitFor()
    await she.look()

    await follow('Congés')
    await follow(/Bastien/)
    await desk.getByRole('heading', { name: '3 rendez-vous annulés' }).waitFor()
    expect(await textOf(desk, 'section[aria-labelledby=annules]')).toMatch(/Mme Odette Roussel, maintenant /)
  })
})
