import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { DEMO_DAY } from '../../src/demo/story.ts'
import type { LocalDate } from '../../src/terms.ts'
import { addDays } from '../../src/time.ts'
import { DESKTOP, look, PHONE, textOf } from '../support/journey.ts'
import { become, jump, pause, visitDemo } from './demo-visit.ts'

const visit = visitDemo()

const DEVICES = [
  { device: 'on a phone', viewport: PHONE },
  { device: 'on a desktop', viewport: DESKTOP },
]

/** What a patient writes is clinical, whatever it says. */
const REPLY = 'Je ne peux pas, la perfusion coule encore'

/** Every care label of the practice. */
const listCares = async (): Promise<string[]> => {
  const rows = await visit.house.db.selectFrom('appointments').select('care').distinct().execute()
  return rows.flatMap(row => row.care || [])
}

/** What the page holds anywhere, folded or not, in its attributes too. */
const wholeOf = async (page: Page): Promise<string> =>
  (await page.content()).replaceAll(/[\s\u00a0\u202f]+/g, ' ')

/** Somebody whose phone has got a text writes back. */
const replyFromFirstPhone = async (viewport: typeof PHONE): Promise<string> => {
  const phone = await visit.device(viewport, '/demo/phones')
  await look(phone)
  const owner = (await phone.locator('#lines a b').first().textContent())!
  await phone.getByRole('link', { name: owner }).first().click()
  await phone.getByLabel('Répondre').fill(REPLY)
  await phone.getByRole('button', { name: 'Envoyer' }).click()
  await phone.locator('#texts .sent', { hasText: REPLY }).waitFor()
  await look(phone)
  return owner
}

describe.each(DEVICES)('in the demo, $device', ({ viewport }) => {
  test('the secretary sees whom to call and that somebody answered, and nothing clinical anywhere', async () => {
    const camille = await visit.device(viewport)
    await become(camille, 'Camille Vasseur')
    await pause(camille)
    // A few minutes later the first texts have left.
    await jump(camille, '+5 min')
    const name = await replyFromFirstPhone(viewport)
    await camille.goto(`${visit.origin}/tasks`)
    await camille.locator('.task', { hasText: name }).getByText(REPLY).waitFor()

    const ines = await visit.device(viewport)
    await become(ines, 'Inès Belkacem')
    const cares = await listCares()
    expect(cares.length).toBeGreaterThan(20)
    const readsNothingClinical = async () => {
      const whole = await wholeOf(ines)
      expect([...cares, REPLY].filter(words => whole.includes(words))).toEqual([])
      await look(ines)
    }

    await ines.getByRole('link', { name: /À faire/ }).click()
    await ines
      .locator('.task[data-s=call]')
      .getByRole('link', { name: /^Appeler M. Bertrand Quéré/ })
      .waitFor()
    expect(await textOf(ines, `.task:has-text("${name}")`)).toMatch(/lire par le soignant/)
    await readsNothingClinical()

    await ines.getByRole('link', { name: 'Tournée', exact: true }).click()
    await ines.getByRole('navigation', { name: 'Tournées du jour' }).getByText('Camille').click()
    await ines.locator('li.stop', { hasText: name }).waitFor()
    expect(await ines.getByRole('button', { name: /J’arrive|Terminé|Annuler le message/ }).count()).toBe(0)
    await readsNothingClinical()

    await ines.locator('li.stop', { hasText: name }).getByRole('link', { name }).click()
    await ines.getByRole('heading', { level: 1, name }).waitFor()
    await readsNothingClinical()
    await ines.getByRole('link', { name: 'Fiche et cadre' }).click()
    await ines.getByRole('heading', { name: 'Joindre' }).waitFor()
    await readsNothingClinical()
    await ines.getByRole('link', { name: 'Voir le cadre' }).click()
    await ines.waitForURL('**/cadre')
    await readsNothingClinical()
  })

  test('the substitute sees exactly the rounds of the dates given, of the one replaced alone', async () => {
    const camille = await visit.device(viewport)
    await become(camille, 'Camille Vasseur')
    await pause(camille)
    const remi = await visit.device(viewport)
    await become(remi, 'Rémi Lacroix')
    await look(remi)
    expect(await remi.locator('.people').count()).toBe(0)

    const [from, to] = [addDays(DEMO_DAY, -2), addDays(DEMO_DAY, 4)]
    for (const on of [-3, -2, 0, 4, 5].map(days => addDays(DEMO_DAY, days))) {
      const all = await stopsOn(camille, on)
      expect(all.length, on).toBeGreaterThan(0)
      expect(await stopsOn(remi, on), on).toEqual(from <= on && on <= to ? all : [])
    }
    await look(remi)

    const bastien = await clinicianOf(camille, 'Bastien')
    expect(await stopsOn(camille, DEMO_DAY, bastien)).not.toEqual([])
    expect(await stopsOn(remi, DEMO_DAY, bastien)).toEqual([])
  })
})

/** The names on somebody's round of a day, in order, as the page shows them. */
const stopsOn = async (page: Page, on: LocalDate, clinician?: string): Promise<string[]> => {
  await page.goto(`${visit.origin}/rounds/${on}${clinician ? `?clinician=${clinician}` : ''}`)
  return await page.locator('#round :is(.current h2 a, li.stop .who p a)').allTextContents()
}

const clinicianOf = async (page: Page, firstName: string): Promise<string> => {
  await page.goto(`${visit.origin}/rounds/${DEMO_DAY}`)
  const path = await page.locator('.people a', { hasText: firstName }).getAttribute('href')
  return new URL(path!, visit.origin).searchParams.get('clinician')!
}
