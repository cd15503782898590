import type { Page } from 'playwright-core'
import { type DemoHouse, demoAtStart } from '../demo/demo-house.ts'
import { testApp } from '../support/app.ts'
import { listenAnew, type PHONE } from '../support/journey.ts'

/** What the tests of a file share: the demo as a visitor finds it, at 8 h 40, listening. */
export type Visit = {
  house: DemoHouse
  origin: string
  /** A device of somebody's own, with one page on it; its faults and the server's fail the test. */
  device(viewport: typeof PHONE, path?: string): Promise<Page>
}

export const visitDemo = (): Visit => {
  const visit = {} as Visit
  const listening = listenAnew(async () => {
    visit.house = await demoAtStart()
    return await testApp(visit.house)
  })
  visit.device = async (viewport, path = '/demo') => {
    visit.origin = listening.origin
    const page = await (await listening.device({ viewport })).newPage()
    await page.goto(visit.origin + path)
    return page
  }
  return visit
}

/** Becomes somebody of the practice, from the demo's first page. */
export const become = async (page: Page, name: string): Promise<void> => {
  await page.locator('.persons').getByRole('button', { name }).click()
  await page.waitForURL('**/rounds/**')
}

/** The demo's time stands still. */
export const pause = async (page: Page): Promise<void> => {
  await page.getByRole('form', { name: 'Vitesse du temps' }).getByRole('button', { name: 'Pause' }).click()
  await page.locator('.speeds [aria-pressed=true]:has-text("Pause")').waitFor()
}

export const jump = async (page: Page, words: '+5 min' | '+30 min'): Promise<void> => {
  await page.locator('.demo-bar summary').click()
  await page.getByRole('button', { name: words, exact: true }).click()
  await page.locator('.demo-bar details:not([open])').waitFor()
}
