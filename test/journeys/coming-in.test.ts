import { AxeBuilder } from '@axe-core/playwright'
import type { FastifyInstance } from 'fastify'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { firstRunCode } from '../../src/access/first-run.ts'
import { type TestHouse, testApp, testHouse } from '../support/app.ts'
import { launchOptions } from '../support/chromium.ts'
import { codeNow } from '../support/credentials.ts'

const SCREENS = [
  { name: 'on a phone', viewport: { width: 390, height: 844 }, javaScriptEnabled: true },
  { name: 'on a phone without JavaScript', viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
  { name: 'on a desktop', viewport: { width: 1280, height: 900 }, javaScriptEnabled: true },
]
const PASSWORD = 'quatre chevaux bleus'

let browser: Browser
let house: TestHouse
let app: FastifyInstance
let origin: string
let complaints: string[]

beforeAll(async () => {
  browser = await chromium.launch(launchOptions)
})
afterAll(async () => await browser.close())
beforeEach(async () => {
  house = await testHouse()
  app = await testApp(house)
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  complaints = []
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await app.close()
  expect(complaints).toEqual([])
})

describe.each(SCREENS)('coming in, $name', ({ name: _, ...screen }) => {
  /** Somebody with a device of their own. */
  const somebody = async (): Promise<Page> => {
    const page = await (await browser.newContext({ locale: 'fr-FR', ...screen })).newPage()
    page.on('pageerror', fault => complaints.push(String(fault)))
    page.on('request', request => request.url().startsWith(origin) || complaints.push(request.url()))
    return page
  }

  /** Nothing that axe minds, nothing wider than the screen. */
  const look = async (page: Page): Promise<void> => {
    if (!screen.javaScriptEnabled) return
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate(overflow)).toBe(0)
  }

  const press = (page: Page, button: string) =>
    page.getByRole('button', { name: button, exact: true }).click()

  /** Reads the key beside the QR code, as somebody without a camera does, and shows a code of it. */
  const enrol = async (page: Page): Promise<string> => {
    await page.getByRole('img', { name: 'Code QR' }).waitFor()
    await page.getByText('Je ne peux pas lire l’image').click()
    await look(page)
    const secret = (await page.locator('.secret').textContent())!.replaceAll(' ', '')
    await page.getByLabel('Le code que l’application affiche').fill(codeNow(house, secret))
    await press(page, 'Vérifier le code')
    await page.getByRole('heading', { name: 'Vos codes de secours' }).waitFor()
    expect(await page.locator('.codes code').count()).toBe(10)
    await look(page)
    return secret
  }

  const found = async (page: Page): Promise<void> => {
    await page.goto(`${origin}/today`)
    await page.getByRole('heading', { name: 'Ouvrir le cabinet' }).waitFor()
    await look(page)
    const code = await firstRunCode(house.db, house.secrets, house.clock.now())
    await page.getByLabel('Code affiché sur la machine').fill(code!)
    await page.getByLabel('Nom du cabinet').fill('Cabinet des Lavoirs')
    await page.getByLabel('Prénom').fill('Camille')
    await page.getByLabel('Nom', { exact: true }).fill('Vasseur')
    await page.getByLabel('Adresse e-mail').fill('camille@example.fr')
    await page.getByLabel('Mot de passe').fill('camille camille')
    await press(page, 'Ouvrir le cabinet')
    await page.getByText('Ce mot de passe se devine').waitFor()
    await look(page)
    await page.getByLabel('Mot de passe').fill(PASSWORD)
    await press(page, 'Ouvrir le cabinet')
    await enrol(page)
    await page.getByRole('link', { name: 'Je les ai gardés, continuer' }).click()
    await page.waitForURL(`${origin}/patients`)
  }

  test('the first run makes a practice, an invitation a colleague, and both sign in with their code', async () => {
    const owner = await somebody()
    await found(owner)

    await owner.goto(`${origin}/practice`)
    await look(owner)
    await owner.getByRole('link', { name: 'Inviter quelqu’un' }).click()
    await owner.getByLabel('Adresse e-mail').fill('ines@example.fr')
    await owner.getByLabel('Secrétaire').check({ force: true })
    await look(owner)
    await press(owner, 'Préparer le lien')
    const address = new URL(await owner.getByLabel('Le lien').inputValue())
    await look(owner)

    const colleague = await somebody()
    await colleague.goto(`${origin}${address.pathname}`)
    await colleague.getByLabel('Prénom').fill('Inès')
    await colleague.getByLabel('Nom', { exact: true }).fill('Morel')
    await colleague.getByLabel('Mot de passe').fill('lanterne girafe octobre')
    await look(colleague)
    await press(colleague, 'Créer mon compte')
    const secret = await enrol(colleague)
    await colleague.getByRole('link', { name: 'Je les ai gardés, continuer' }).click()
    await look(colleague)
    await press(colleague, 'Rejoindre Cabinet des Lavoirs')
    await colleague.waitForURL(/\/(today|rounds)/)

    await colleague.goto(`${origin}/account`)
    await look(colleague)
    await press(colleague, 'Se déconnecter')
    await colleague.getByLabel('Adresse e-mail').fill('ines@example.fr')
    await colleague.getByLabel('Mot de passe').fill('pas celui-ci')
    await press(colleague, 'Continuer')
    await colleague.getByRole('alert').waitFor()
    await look(colleague)
    await colleague.getByLabel('Mot de passe').fill('lanterne girafe octobre')
    await press(colleague, 'Continuer')
    await look(colleague)
    house.clock.pass(1)
    await colleague.getByLabel('Code à 6 chiffres').fill(codeNow(house, secret))
    await press(colleague, 'Entrer')
    await colleague.goto(`${origin}/practice`)
    await colleague.getByText('Les titulaires du cabinet peuvent les changer.').waitFor()
    await look(colleague)
  })
})
