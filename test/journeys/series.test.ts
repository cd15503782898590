import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SESSION_COOKIE } from '../../src/access/sessions.ts'
import { listPrescriptions } from '../../src/agenda/prescriptions.ts'
import { timesOf, weekOf } from '../care-series/scene.ts'
import { launchOptions } from '../support/chromium.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const SCREENS = [
  { name: 'on a phone', viewport: { width: 390, height: 844 }, javaScriptEnabled: true },
  { name: 'on a phone without JavaScript', viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
  { name: 'on a desktop, in the dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const },
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
  world.house.clock.set('2026-10-09T08:00:00.000Z')
  await weekOf(world.house.db, world.halle.id, world.bastien)
  origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
  complaints = []
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await world.app.close()
  expect(complaints).toEqual([])
})

/** Nothing that axe minds, nothing wider than the screen. */
const expectWellMade = async (page: Page, hasJavaScript: boolean): Promise<void> => {
  if (!hasJavaScript) return
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow)).toBe(0)
}

describe.each(SCREENS)('a kiné, $name', ({ name: _, javaScriptEnabled = true, ...screen }) => {
  test('lays out fifteen sessions around a holiday and the change of the clocks', async () => {
    const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled, ...screen })
    await context.addCookies([cookieOfBastien()])
    const page = await context.newPage()
    page.on('pageerror', fault => complaints.push(String(fault)))
    page.on('request', request => request.url().startsWith(origin) || complaints.push(request.url()))
    const look = () => expectWellMade(page, javaScriptEnabled)
    const { house, halle, roussel } = world

    await page.goto(`${origin}/patients/${roussel}`)
    await page.getByText('Aucune ordonnance en cours.').waitFor()
    await look()
    await page.getByRole('link', { name: 'Ajouter une ordonnance' }).click()
    await page.getByLabel('Soin', { exact: true }).fill('Rééducation de l’épaule')
    await page.getByLabel('Fréquence').fill('3x/sem')
    await page.getByLabel('Nombre de séances').fill('15')
    await page.getByLabel('À partir du').fill('2026-10-12')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Indiquez le prescripteur').waitFor()
    await look()
    expect(await page.getByLabel('Fréquence').inputValue()).toBe('3x/sem')
    await page.getByLabel('Prescripteur').fill('Dr Marchand')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('heading', { name: 'Rééducation de l’épaule' }).waitFor()
    await page.getByText('3 fois par semaine').waitFor()
    await look()

    await page.getByRole('link', { name: 'Poser les rendez-vous' }).click()
    await page.getByText('Lu comme').waitFor()
    await look()
    await page.locator('[name="moments[0][from]"]').fill('10:30')
    await page.locator('button.main').click()
    await page.getByRole('heading', { name: '15 dates proposées' }).waitFor()
    await page.getByText('Férié : Armistice 1918').first().waitFor()
    await look()
    await page.getByText('Jeudi 12 novembre, 10 h 30').click()
    await page.getByRole('button', { name: 'Réserver ces 15 rendez-vous' }).click()
    await page.getByText('15 rendez-vous réservés').waitFor()
    await page.getByText('reste 15').waitFor()
    await look()

    const [prescription] = await listPrescriptions(house.db, halle.id, roussel)
    const times = (await timesOf(house.db, halle.id, prescription!.id)).map(time => time.slice(0, 16))
    expect(times).toHaveLength(15)
    expect(times.slice(4, 7)).toEqual(['2026-10-21 10:30', '2026-10-23 10:30', '2026-10-26 10:30'])
    expect(times.slice(-3)).toEqual(['2026-11-09 10:30', '2026-11-12 10:30', '2026-11-13 10:30'])

    await page.getByRole('link', { name: 'Changer toute la suite' }).click()
    await page.locator('[name="moments[0][from]"]').fill('11:00')
    await look()
    await page.locator('button.main').click()
    await page.getByText('Remettre dans le rythme : Jeudi 12 novembre, 10 h 30').waitFor()
    await look()
    await page.getByRole('button', { name: 'Changer la suite' }).click()
    await page.getByText('Changée par Bastien').waitFor()
    await look()
    const after = (await timesOf(house.db, halle.id, prescription!.id)).map(time => time.slice(0, 16))
    expect(after).toHaveLength(15)
    await page.goto(`${origin}/practice/milestones`)
    await page.getByRole('heading', { name: 'Bilans' }).waitFor()
    await look()
    expect(after.slice(-3)).toEqual(['2026-11-09 11:00', '2026-11-12 10:30', '2026-11-13 11:00'])
  })
})

const cookieOfBastien = () => {
  const [name, value] = world.cookies.bastien.split('=')
  return { name: name ?? SESSION_COOKIE, value: value ?? '', url: origin }
}
