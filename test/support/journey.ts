import { AxeBuilder } from '@axe-core/playwright'
import type { FastifyInstance } from 'fastify'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { launchOptions } from './chromium.ts'
import type { Person, World } from './route-examples.ts'
import { freshWorld } from './world.ts'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 900 }

export type Screen = BrowserContextOptions & { name: string }

/** Every journey is walked on each of these. */
export const SCREENS: Screen[] = [
  { name: 'on a phone', viewport: PHONE },
  { name: 'on a phone without JavaScript', viewport: PHONE, javaScriptEnabled: false },
  { name: 'on a desktop, in the dark', viewport: DESKTOP, colorScheme: 'dark' },
]

/** An application that listens, and devices that look at it. */
export type Listening = {
  origin: string
  /** A device of somebody's own. */
  device(options: BrowserContextOptions): Promise<BrowserContext>
}

/** For every test of a file: the application anew, and no fault, server error or request to elsewhere in any page. */
export const listenAnew = (open: () => Promise<FastifyInstance>): Listening => {
  let browser: Browser
  let app: FastifyInstance
  let complaints: string[]
  const listening = {} as Listening

  beforeAll(async () => {
    browser = await chromium.launch(launchOptions)
  })
  afterAll(async () => await browser.close())
  beforeEach(async () => {
    app = await open()
    listening.origin = await app.listen({ port: 0, host: '127.0.0.1' })
    complaints = []
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await app.close()
    expect(complaints).toEqual([])
  })

  listening.device = async options => {
    const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', ...options })
    context.on('weberror', fault => complaints.push(String(fault.error())))
    context.on('console', said => {
      const words = said.text()
      if (said.type() === 'error' && !ANSWERED.test(words)) complaints.push(`${words} ${said.location().url}`)
    })
    context.on('response', got => {
      if (isFault(got.status(), got.request().isNavigationRequest()))
        complaints.push(`${got.status()} ${got.url()}`)
    })
    context.on('request', sent => sent.url().startsWith(listening.origin) || complaints.push(sent.url()))
    return context
  }
  return listening
}

/** What a browser says by itself of every answer that is no success; `isFault` judges those. */
const ANSWERED = /^Failed to load resource: the server responded with a status of/

/** A page may say that a thing is no more, a form may come back to be corrected; nothing a page needs may be missing. */
const isFault = (status: number, asPage: boolean): boolean =>
  status >= 500 || (status >= 400 && !asPage && status !== 409 && status !== 422)

/** Nothing that axe minds, nothing wider than the screen. */
export const look = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(await page.evaluate(OVERFLOW), page.url()).toBe(0)
}

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

/** Words as they are read, with simple spaces. */
export const textOf = async (page: Page, selector = 'body'): Promise<string> =>
  (await page.locator(selector).allInnerTexts()).join(' ').replaceAll(/[\s\u00a0\u202f]+/g, ' ')

/** Somebody before a screen. */
export type Walk = {
  page: Page
  /** The page is well made: accessible, and no wider than the screen. */
  look(): Promise<void>
  /** Opens an address of the practice. */
  open(path: string): Promise<void>
  press(button: string | RegExp): Promise<void>
  follow(link: string | RegExp): Promise<void>
  sees(words: string | RegExp): Promise<void>
}

/** What the tests of a file share: the cast in a fresh practice, each person on a device of their own. */
export type Journey = {
  world: World
  origin: string
  walk(screen: Screen, who?: Person): Promise<Walk>
}

/** Journeys that begin with the cast; `arrange` puts in place what the practice already knows. */
export const journey = (arrange: (world: World) => Promise<void> = async () => {}): Journey => {
  const shared = {} as Journey
  const listening = listenAnew(async () => {
    shared.world = await freshWorld()
    await arrange(shared.world)
    return shared.world.app
  })
  shared.walk = async ({ name: _, ...options }, who) => {
    shared.origin = listening.origin
    const context = await listening.device(options)
    const [name = '', value = ''] = who ? shared.world.cookies[who].split('=') : []
    if (who) await context.addCookies([{ name, value, url: shared.origin }])
    const page = await context.newPage()
    return {
      page,
      // Axe is a script.
      look: async () => (options.javaScriptEnabled === false ? undefined : await look(page)),
      open: async path => void (await page.goto(shared.origin + path)),
      press: async button => await page.getByRole('button', { name: button }).click(),
      follow: async link => await page.getByRole('link', { name: link }).click(),
      sees: async words => await page.getByText(words).first().waitFor(),
    }
  }
  return shared
}
