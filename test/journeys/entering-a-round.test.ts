import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SESSION_COOKIE } from '../../src/access/sessions.ts'
import { currentCadre } from '../../src/cadre/queries.ts'
import { launchOptions } from '../support/chromium.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const SCREENS = [
  { name: 'on a phone', viewport: { width: 390, height: 844 }, javaScriptEnabled: true },
  { name: 'on a phone without JavaScript', viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
  { name: 'on a desktop', viewport: { width: 1280, height: 900 }, javaScriptEnabled: true },
]

let browser: Browser
let world: World
let origin: string
let complaints: string[]

beforeAll(async () => {
  browser = await chromium.launch(launchOptions)
})
afterAll(async () => await browser.close())
beforeEach(async () => {
  world = await freshWorld()
  origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
  complaints = []
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await world.app.close()
  expect(complaints).toEqual([])
})

/** Nothing that axe minds, nothing wider than the screen. */
const expectWellMade = async (page: Page, javaScriptEnabled: boolean): Promise<void> => {
  if (!javaScriptEnabled) return
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow)).toBe(0)
}

describe.each(SCREENS)('a patient and a round are entered by hand, $name', ({ name: _, ...screen }) => {
  test('from nobody to the first passage of the day', async () => {
    const context = await browser.newContext({ locale: 'fr-FR', ...screen })
    const [name, value] = world.cookies.camille.split('=')
    await context.addCookies([{ name: name ?? SESSION_COOKIE, value: value ?? '', url: origin }])
    const page = await context.newPage()
    page.on('pageerror', fault => complaints.push(String(fault)))
    page.on('request', request => request.url().startsWith(origin) || complaints.push(request.url()))
    const look = () => expectWellMade(page, screen.javaScriptEnabled)

    await page.goto(`${origin}/patients/new`)
    await page.getByLabel('Mme', { exact: true }).check({ force: true })
    await page.getByLabel('Prénom').fill('Samira')
    await page.getByLabel('Nom', { exact: true }).fill('Haddad')
    await page.getByLabel('Numéro', { exact: true }).fill('06 39 98')
    await page.getByLabel('Code de la porte').fill('47B12')
    await page.getByLabel('Sur la carte').fill('https://www.openstreetmap.org/#map=18/49.7712/4.7203')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('un numéro français en compte dix').waitFor()
    await look()
    await page.getByLabel('Numéro', { exact: true }).fill('06 39 98 01 11')
    await page.getByRole('button', { name: 'Ajouter un proche' }).click()
    await page.locator('[name="carers[0][name]"]').fill('Nadia')
    await page.getByLabel('Lien').fill('sa fille')
    await look()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('heading', { name: 'Mme Samira Haddad' }).waitFor()
    await look()

    expect(await page.content()).not.toContain('47B12')
    await page.getByRole('button', { name: 'Code et clés' }).click()
    await page.getByText('47B12').waitFor()
    await look()

    const patientId = await idOf('Haddad')
    await page.goto(`${origin}/patients/${patientId}/cadre`)
    await page.getByRole('link', { name: 'Poser le cadre' }).click()
    await page.getByRole('button', { name: 'Ajouter un moment' }).click()
    await page.getByLabel('mercredi').check({ force: true })
    await page.locator('[name="windows[0][from]"]').fill('09:00')
    await page.locator('[name="windows[0][hardBefore]"]').fill('09:30')
    await look()
    await page.getByRole('button', { name: 'Enregistrer cette version' }).click()
    await page.getByText('Jusqu’à 9 h 15, rien. Ensuite un SMS.').waitFor()
    await look()
    expect(await currentCadre(world.house.db, world.halle.id, patientId)).toMatchObject({ version: 1 })

    await page.goto(`${origin}/rounds/2026-11-25/plan`)
    await look()
    await page.getByRole('link', { name: 'Ajouter un passage' }).click()
    await page.getByLabel('Chercher un patient').fill('hadd sami')
    if (!screen.javaScriptEnabled) await page.getByRole('button', { name: 'Chercher' }).click()
    await page.getByText('1 patient', { exact: true }).waitFor()
    await look()
    await page.getByRole('link', { name: 'Mme Samira Haddad' }).click()
    expect(await page.locator('[name=from]').inputValue()).toBe('09:00')
    await page.getByLabel('Soin', { exact: true }).fill('Pansement')
    await look()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.waitForURL(/\/rounds\/2026-11-25\?/)
    await page
      .getByRole('link', { name: /Haddad/ })
      .first()
      .waitFor()
  })
})

const idOf = async (lastName: string): Promise<string> => {
  const query = world.house.db.selectFrom('patients').select('id').where('last_name', '=', lastName)
  return (await query.executeTakeFirstOrThrow()).id
}
