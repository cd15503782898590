import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { cancelInRound } from '../../src/planning/place.ts'
import { appointmentOfRoussel, linkToAppointment, workingWeek } from '../patient-space/appointment-scene.ts'
import { launchOptions } from '../support/chromium.ts'
import { TODAY } from '../support/day.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 900 }
/** Patients' pages keep the stricter contrast too. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'wcag2aaa', 'best-practice']

let browser: Browser
let world: World
let address: string
let origin: string
let complaints: string[]

beforeAll(async () => {
  browser = await chromium.launch(launchOptions)
})
afterAll(async () => {
  await browser.close()
})
beforeEach(async () => {
  world = await freshWorld()
  address = await linkToAppointment(world, (await appointmentOfRoussel(world)).appointmentId)
  origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
  complaints = []
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await world.app.close()
  expect(complaints).toEqual([])
})

const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext({ viewport: PHONE, locale: 'fr-FR', ...options })
  const page = await context.newPage()
  page.on('pageerror', fault => complaints.push(String(fault)))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('request', request => request.url().startsWith(origin) || complaints.push(request.url()))
  await page.goto(origin + address)
  return page
}

const textOf = async (page: Page): Promise<string> =>
  (await page.locator('body').innerText()).replaceAll(/[\s\u00a0\u202f]+/g, ' ')

/** Can be read and used, with text twice as large too. */
const expectUsable = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])).toEqual([])
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow)).toBe(0)
  await page.evaluate(`document.documentElement.style.fontSize = ''`)
}

const DEVICES: [string, BrowserContextOptions][] = [
  ['a phone', { viewport: PHONE }],
  ['a phone at night', { viewport: PHONE, colorScheme: 'dark' }],
  ['a phone without JavaScript', { viewport: PHONE, javaScriptEnabled: false }],
]

test.each(DEVICES)(
  'on %s « je ne peux pas » finds another time, which is confirmed with it',
  async (_device, options) => {
    await workingWeek(world)
    const page = await open(options)
    const usable = options.javaScriptEnabled === false ? async () => {} : () => expectUsable(page)
    await page.getByRole('link', { name: 'Je ne peux pas' }).click()
    expect(await textOf(page)).toContain('Lequel vous convient ?')
    await usable()
    await page.getByRole('button', { name: 'Mardi 1er décembre à 9 h' }).click()
    expect(await textOf(page)).toContain('Votre rendez-vous Mardi 1er décembre à 9 h')
    expect(await textOf(page)).toContain('C’est confirmé, merci.')
    await usable()
  },
)

test.each(DEVICES)(
  'on %s the times that would suit for a visit at home are ticked, and the practice calls',
  async (_device, options) => {
    await workingWeek(world, 'home')
    await world.house.db.updateTable('appointments').set({ kind: 'visit', place: 'home' }).execute()
    const page = await open(options)
    const usable = options.javaScriptEnabled === false ? async () => {} : () => expectUsable(page)
    await page.getByRole('link', { name: 'Je ne peux pas' }).click()
    await usable()
    await page.getByRole('button', { name: 'Le dire au cabinet' }).click()
    expect(await page.getByRole('alert').innerText()).toContain('Cochez au moins un moment')
    complaints = []
    await usable()
    await page.getByRole('checkbox').first().check()
    await page.getByRole('checkbox').last().check()
    await page.getByRole('button', { name: 'Le dire au cabinet' }).click()
    expect(await textOf(page)).toContain('Le cabinet vous appellera')
    await usable()
  },
)

test.each(DEVICES)(
  'on %s what the practice had to cancel is taken again at another time',
  async (_device, options) => {
    await workingWeek(world)
    const { db, clock } = world.house
    const { id } = await db.selectFrom('appointments').select('id').executeTakeFirstOrThrow()
    const of = { practiceId: world.halle.id, id, version: 1, reason: 'leave' }
    const by = { kind: 'member', userId: world.ines } as const
    await inTransaction(db, trx =>
      cancelInRound(trx, of, { now: clock.now(), today: TODAY, by }, { tell: true }),
    )
    const page = await open(options)
    const usable = options.javaScriptEnabled === false ? async () => {} : () => expectUsable(page)
    expect(await textOf(page)).toContain('Nous en sommes désolés.')
    await usable()
    await page.getByRole('button', { name: 'Mardi 1er décembre à 9 h' }).click()
    expect(await textOf(page)).toContain('Votre rendez-vous Mardi 1er décembre à 9 h')
    await usable()
  },
)

test.each<[string, BrowserContextOptions]>([
  ['a phone', { viewport: PHONE }],
  ['a phone at night', { viewport: PHONE, colorScheme: 'dark' }],
  ['a large screen', { viewport: DESKTOP }],
  ['a phone without JavaScript', { viewport: PHONE, javaScriptEnabled: false }],
])(
  'on %s an appointment is confirmed, then given up, and each time the page says so',
  async (_device, options) => {
    const page = await open(options)
    const usable = options.javaScriptEnabled === false ? async () => {} : () => expectUsable(page)
    expect(await textOf(page)).toContain('Votre rendez-vous Lundi 30 novembre à 9 h')
    await usable()
    await page.getByRole('button', { name: 'Je confirme' }).click()
    expect(await textOf(page)).toContain('C’est confirmé, merci.')
    await usable()
    await page.getByRole('link', { name: 'Je ne peux pas' }).click()
    expect(await textOf(page)).toContain('sera annulé tout de suite, et le cabinet prévenu.')
    await usable()
    await page.getByRole('link', { name: 'Revenir sans rien changer' }).click()
    expect(await textOf(page)).toContain('Confirmé')
    await page.getByRole('link', { name: 'Je ne peux pas' }).click()
    await page.getByRole('button', { name: 'Oui, annuler' }).click()
    expect(await textOf(page)).toContain('Merci de nous avoir prévenus.')
    await usable()
    await page.getByRole('button', { name: 'Rappelez-moi' }).click()
    expect(await textOf(page)).toContain('Le cabinet vous appellera.')
    await usable()
  },
)
