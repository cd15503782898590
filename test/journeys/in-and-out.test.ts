import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchOptions } from '../support/chromium.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const SCREENS = [
  { name: 'on a phone', viewport: { width: 390, height: 844 }, javaScriptEnabled: true },
  { name: 'on a phone without JavaScript', viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
  {
    name: 'on a desktop, in the dark',
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled: true,
    colorScheme: 'dark' as const,
  },
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

describe.each(SCREENS)('in and out, $name', ({ name: _, ...screen }) => {
  const signedIn = async (who?: Person): Promise<Page> => {
    const context = await browser.newContext({ locale: 'fr-FR', acceptDownloads: true, ...screen })
    const [name = '', value = ''] = who ? world.cookies[who].split('=') : []
    if (who) await context.addCookies([{ name, value, url: origin }])
    const page = await context.newPage()
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

  const press = (page: Page, button: string | RegExp) => page.getByRole('button', { name: button }).click()

  const file = (text: string, name = 'patients.csv') => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  })

  const PATIENTS =
    'Nom;Prénom;Né(e) le;Tél. portable\nPetit;Anne;31/02/1948;06 39 98 01 11\nRoy;Jean;05/11/1950;06 39 98 01 12\n'

  test('a file with a mistake is looked at, corrected, taken over, and comes out again', async () => {
    const page = await signedIn('camille')
    await page.goto(`${origin}/practice`)
    await page.getByRole('link', { name: 'Importer et exporter' }).click()
    await look(page)
    await page.getByLabel('Le fichier').setInputFiles(file(PATIENTS))
    await press(page, 'Vérifier le fichier')
    await page.getByText('n’est pas une date').waitFor()
    await look(page)
    await page.getByLabel('Le fichier corrigé').setInputFiles(file(PATIENTS.replace('31/02', '28/02')))
    await press(page, 'Vérifier le fichier corrigé')
    await look(page)
    await press(page, /Importer 2.patients/)
    await page.getByText(/2.patients ajoutés/).waitFor()
    await look(page)
    await page.getByRole('link', { name: 'Voir la patientèle' }).click()
    await page.getByText('Anne Petit').waitFor()
    await page.goto(`${origin}/practice/imports`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tous les patients' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('patients-2026-11-25.csv')
    expect(readFileSync(await download.path(), 'utf8')).toContain(';Petit;Anne;28/02/1948;06 39 98 01 11;')
  })

  test('a member gives an address to their calendar, and theirs to us', async () => {
    const page = await signedIn('bastien')
    await page.goto(`${origin}/account`)
    await page.getByRole('link', { name: 'Mes agendas' }).click()
    await look(page)
    await press(page, 'Créer l’adresse')
    const address = await page.getByLabel('L’adresse', { exact: true }).inputValue()
    const answer = await world.app.inject({ url: new URL(address).pathname })
    expect(answer.body).toContain('BEGIN:VCALENDAR')
    const busy =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261126T080000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n'
    await page.getByLabel('Ou un fichier .ics').setInputFiles(file('bonjour', 'mot.ics'))
    await press(page, 'Ajouter cet agenda')
    await page.getByText('Ce n’est pas un agenda au format iCal').waitFor()
    await look(page)
    await page.getByLabel('Ou un fichier .ics').setInputFiles(file(busy, 'famille.ics'))
    await press(page, 'Ajouter cet agenda')
    await page.getByText(/1.occupation à venir/).waitFor()
    await look(page)
    await press(page, 'Retirer famille.ics')
    await page.getByText('Aucun autre agenda n’est lu.').waitFor()
  })

  test('the secretary opens a screen for the waiting room, which needs no session, and closes it', async () => {
    const page = await signedIn('ines')
    await page.goto(`${origin}/practice`)
    await page.getByRole('link', { name: 'Écrans d’attente' }).click()
    await press(page, 'Préparer l’écran')
    await look(page)
    const address = await page.getByLabel('À ouvrir dans le navigateur de l’écran').inputValue()
    const screen = await signedIn()
    await screen.goto(`${origin}${new URL(address).pathname}`)
    await screen.getByRole('heading', { name: 'Cabinet de la Halle' }).waitFor()
    await look(screen)
    await press(page, /Fermer cet écran/)
    await screen.reload()
    await screen.getByText('n’existe plus').waitFor()
  })
})
