import { AxeBuilder } from '@axe-core/playwright'
import type { FastifyInstance } from 'fastify'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type DemoHouse, demoAtStart } from '../demo/demo-house.ts'
import { testApp } from '../support/app.ts'
import { launchOptions } from '../support/chromium.ts'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 900 }

type Size = typeof PHONE

/** What the tests of a file share: the demo as a visitor finds it, at 8 h 40, listening. */
export type Visit = {
  house: DemoHouse
  origin: string
  /** A device of somebody's own, with one page on it; its faults and the server's fail the test. */
  device(viewport: Size, path?: string): Promise<Page>
  /** Leaves out what a browser says by itself of an answer that was meant to be a refusal. */
  forgive(words: RegExp): void
}

/** For every test of a file: the demo anew, and no console error, server error or request to elsewhere in any page. */
export const visitDemo = (): Visit => {
  let browser: Browser
  let app: FastifyInstance
  let complaints: string[]
  const visit = {} as Visit

  beforeAll(async () => {
    browser = await chromium.launch(launchOptions)
  })
  afterAll(async () => await browser.close())
  beforeEach(async () => {
    visit.house = await demoAtStart()
    app = await testApp(visit.house)
    visit.origin = await app.listen({ port: 0, host: '127.0.0.1' })
    complaints = []
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await app.close()
    expect(complaints).toEqual([])
  })

  const watch = (context: BrowserContext): void => {
    context.on('weberror', fault => complaints.push(String(fault.error())))
    context.on(
      'console',
      said => said.type() === 'error' && complaints.push(`${said.text()} ${said.location().url}`),
    )
    context.on('response', got => got.status() >= 500 && complaints.push(`${got.status()} ${got.url()}`))
    context.on('request', sent => sent.url().startsWith(visit.origin) || complaints.push(sent.url()))
  }

  visit.forgive = words => {
    complaints = complaints.filter(complaint => !words.test(complaint))
  }
  visit.device = async (viewport, path = '/demo') => {
    const context = await browser.newContext({ viewport, locale: 'fr-FR', timezoneId: 'Europe/Paris' })
    watch(context)
    const page = await context.newPage()
    await page.goto(visit.origin + path)
    return page
  }
  return visit
}

/** Nothing that axe minds, nothing wider than the screen. */
export const look = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow)).toBe(0)
}

/** Becomes somebody of the practice, from the demo's first page. */
export const become = async (page: Page, name: string): Promise<void> => {
  await page.locator('.persons').getByRole('button', { name }).click()
  await page.waitForURL('**/rounds/**')
}

/** Words as they are read, with simple spaces. */
export const textOf = async (page: Page, selector = 'body'): Promise<string> =>
  (await page.locator(selector).innerText()).replaceAll(/[\s\u00a0\u202f]+/g, ' ')

/** The demo's own bar: its speed, and its jumps. */
export const setSpeed = async (page: Page, speed: 'Pause' | 'Temps ×60'): Promise<void> => {
  const button = page.getByRole('form', { name: 'Vitesse du temps' }).getByRole('button', { name: speed })
  await button.click()
  await page.locator(`.speeds [aria-pressed=true]:has-text("${speed.replace('Temps ', '')}")`).waitFor()
}

export const jump = async (page: Page, words: '+5 min' | '+30 min'): Promise<void> => {
  await page.locator('.demo-bar summary').click()
  await page.getByRole('button', { name: words, exact: true }).click()
  await page.locator('.demo-bar details:not([open])').waitFor()
}
