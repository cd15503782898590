import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Id, Instant, LocalTime } from '../../src/terms.ts'
import { addSeconds } from '../../src/time.ts'
import { launchOptions } from '../support/chromium.ts'
import { freshSqlite } from '../support/database.ts'
import { morning, paris, ROUND } from '../today/scene.ts'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 900 }

let browser: Browser
let origin: string
let complaints: string[]

/** The morning of the test that runs. */
export let scene: Awaited<ReturnType<typeof morning>>

/** Each test of the file has a morning and a server of its own; what a browser complains of fails it. */
export const playInBrowser = (): void => {
  beforeAll(async () => {
    browser = await chromium.launch(launchOptions)
  })
  afterAll(async () => await browser.close())
  beforeEach(async () => {
    scene = await morning(freshSqlite)
    origin = await scene.app.listen({ port: 0, host: '127.0.0.1' })
    complaints = []
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await scene.app.close()
    expect(complaints).toEqual([])
  })
}

/** Half a minute after, so that the seconds which a test takes never change the minute. */
export const halfPast = (time: LocalTime): Instant => addSeconds(paris(time), 30)

/** A device on which Camille is signed in. It is 8 h 02. */
export const device = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
  scene.house.clock.set(halfPast('08:02'))
  const context = await browser.newContext({
    viewport: PHONE,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    ...options,
  })
  await signIn(context, scene.camille)
  return context
}

export const signIn = async (context: BrowserContext, userId: Id): Promise<void> => {
  const { cookie } = await scene.as(userId)
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: origin }])
}

type Opening = { path?: string | undefined; scripted?: boolean }

export const openRound = async (
  context: BrowserContext,
  { path = ROUND, scripted = true }: Opening = {},
): Promise<Page> => {
  const page = await context.newPage()
  page.on('pageerror', fault => complaints.push(String(fault)))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('request', request => request.url().startsWith(origin) || complaints.push(request.url()))
  if (scripted) await page.clock.install({ time: halfPast('08:02') })
  await page.goto(origin + path)
  return page
}

/** What a browser says on its console by itself when it reaches nobody, or is told no. */
export const forgiveNetwork = (): void => {
  const network = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|status of (503|403|404)/
  complaints = complaints.filter(words => !network.test(words))
}

export const textOf = async (page: Page, selector = 'body'): Promise<string> =>
  (await page.locator(selector).innerText()).replaceAll(/[\s\u00a0\u202f]+/g, ' ')

export const mainButton = (page: Page) => page.locator('.dock button')
export const waiting = (page: Page) => page.locator('#pending-taps')

/** One tap with the thumb, and the time it takes to think of the next one. */
export const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name }).first().click()
  await page.clock.runFor(1000)
}
