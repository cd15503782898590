import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  forecastPassage,
  lateMorning,
  paris,
  passageOfRoussel,
  type Scene,
  tap,
} from '../patient-space/scene.ts'
import { launchOptions } from '../support/chromium.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 900 }
const POLL = 20_000
/** Patients' pages keep the stricter contrast too. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'wcag2aaa', 'best-practice']

let browser: Browser
let world: World
let scene: Scene
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
  scene = await passageOfRoussel(world)
  world.house.clock.set(paris('09:14'))
  origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
  complaints = []
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await world.app.close()
  expect(complaints).toEqual([])
})

const openPage = async (options: BrowserContextOptions = {}, address = scene.address): Promise<Page> => {
  const context = await browser.newContext({ viewport: PHONE, locale: 'fr-FR', ...options })
  const page = await context.newPage()
  page.on('pageerror', fault => complaints.push(String(fault)))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('request', request => request.url().startsWith(origin) || complaints.push(request.url()))
  if (options.javaScriptEnabled !== false) await page.clock.install()
  await page.goto(origin + address)
  return page
}

const headline = (page: Page) => page.getByRole('heading', { level: 1 })

const textOf = async (page: Page): Promise<string> =>
  ((await page.locator('body').textContent()) ?? '').replaceAll(/[\s\u00a0\u202f]+/g, ' ')

const enlargeText = (page: Page) => page.evaluate(`document.documentElement.style.fontSize = '200%'`)

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).withTags(RULES).analyze()).violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ target, failureSummary }) => `${String(target)}: ${failureSummary}`),
  }))

const STATES: Record<string, () => Promise<void>> = {
  'as agreed': async () => {},
  late: () => lateMorning(world, scene),
  'on time': () => forecastPassage(world, scene, { at: '09:25', visitsBefore: 0, late: false }),
  'without news': async () => world.house.clock.set(paris('09:40')),
  begun: () => tap(world, scene, 'arrival', '09:12'),
  done: () => tap(world, scene, 'completion', '09:13'),
  absent: () => tap(world, scene, 'absence', '09:13'),
}

const DEVICES: BrowserContextOptions[] = [
  { viewport: PHONE },
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: DESKTOP },
]

test.each(Object.entries(STATES))(
  'the page of a passage %s can be read and used by day and night, on a phone and a large screen, with text twice as large',
  async (_name, arrange) => {
    await arrange()
    for (const device of DEVICES) {
      const page = await openPage(device)
      expect(await violations(page)).toEqual([])
      await enlargeText(page)
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  },
)

test('the page to refuse texts and the page of a link that has ended can be read and used', async () => {
  const texts = await openPage({}, `${scene.address}/texts`)
  expect(await violations(texts)).toEqual([])
  world.house.clock.set(paris('20:00'))
  const ended = await openPage()
  expect(await violations(ended)).toEqual([])
  expect(complaints.splice(0)).toEqual([expect.stringContaining('404')])
})

describe('the page that stays open', () => {
  test('moves by itself when the forecast does, and is silent while it does not', async () => {
    await lateMorning(world, scene)
    const page = await openPage()
    await page.evaluate(
      `window.said = 0; new MutationObserver(changes => { said += changes.length }).observe(
        document.querySelector('[aria-live]'), { childList: true, subtree: true, characterData: true, attributes: true })`,
    )
    await poll(page)
    expect(await page.evaluate('said')).toBe(0)
    await forecastPassage(world, scene, { at: '09:55', visitsBefore: 1, late: true })
    await poll(page)
    await headline(page).getByText('9 h 55').waitFor()
    expect(await textOf(page)).toContain('1 passage avant vous')
    expect(Number(await page.evaluate('said'))).toBeGreaterThan(0)
  })

  test('says calmly that it has ended, when it has', async () => {
    const page = await openPage()
    world.house.clock.set(paris('20:00'))
    await poll(page)
    await headline(page).getByText('Page effacée').waitFor()
    expect(await page.locator('[hx-get]').count()).toBe(0)
    expect(complaints.splice(0)).toEqual([expect.stringContaining('404')])
  })

  test('keeps what it knows while the server does not answer', async () => {
    await lateMorning(world, scene)
    const page = await openPage()
    await page.route('**/p/*', route => route.fulfill({ status: 503, body: 'en panne' }))
    await poll(page)
    expect(await textOf(page)).toContain('Camille arrive vers 9 h 40')
    complaints.splice(0)
  })
})

/** Lets the next poll happen now, and its answer arrive. */
const poll = async (page: Page): Promise<void> => {
  const answered = page.waitForResponse(response => response.url().endsWith(scene.address))
  await page.clock.runFor(POLL)
  await (await answered).finished()
  await page.evaluate('new Promise(requestAnimationFrame)')
}

test('an answer is confirmed where one is, without leaving the page', async () => {
  await lateMorning(world, scene)
  const page = await openPage()
  await page.getByRole('button', { name: 'Ça me va' }).click()
  await page.getByRole('status').getByText('Camille le voit tout de suite.').waitFor()
  expect(await violations(page)).toEqual([])
  expect(await textOf(page)).toContain('Vous avez répondu « Ça me va » à 9 h 14.')
})

test('without JavaScript one can answer, refuse texts and look again', async () => {
  await lateMorning(world, scene)
  const page = await openPage({ javaScriptEnabled: false })
  await page.getByRole('button', { name: 'Rappelez-moi' }).click()
  expect(await textOf(page)).toContain('Le cabinet vous rappellera.')
  await page.getByRole('link', { name: 'Ne plus recevoir de SMS' }).click()
  await page.getByRole('button', { name: 'Oui, plus de SMS' }).click()
  expect(await textOf(page)).toContain('Vous ne recevez plus de SMS')
  await page.getByRole('link', { name: 'Revenir' }).click()
  await forecastPassage(world, scene, { at: '09:50', visitsBefore: 1, late: true })
  await page.getByRole('link', { name: 'Actualiser' }).click()
  expect(await textOf(page)).toContain('Camille arrive vers 9 h 50')
})
