import { AxeBuilder } from '@axe-core/playwright'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Id, Instant, LocalTime } from '../../src/terms.ts'
import { addSeconds } from '../../src/time.ts'
import { launchOptions } from '../support/chromium.ts'
import { freshSqlite } from '../support/database.ts'
import { morning, paris, ROUND } from '../today/scene.ts'

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 900 }
const POLL = 16_000
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let browser: Browser
let scene: Awaited<ReturnType<typeof morning>>
let origin: string
let complaints: string[]

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

/** Half a minute after, so that the seconds which a test takes never change the minute. */
const halfPast = (time: LocalTime): Instant => addSeconds(paris(time), 30)

/** A device on which somebody is signed in, Camille unless told otherwise. It is 8 h 02 on it. */
const device = async (options: BrowserContextOptions = {}, userId: Id = scene.camille) => {
  scene.house.clock.set(halfPast('08:02'))
  const context = await browser.newContext({
    viewport: PHONE,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    ...options,
  })
  await signIn(context, userId)
  return context
}

const signIn = async (context: BrowserContext, userId: Id): Promise<void> => {
  const { cookie } = await scene.as(userId)
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: origin }])
}

const openRound = async (context: BrowserContext, path = ROUND): Promise<Page> => {
  const page = await context.newPage()
  page.on('pageerror', fault => complaints.push(String(fault)))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('request', request => request.url().startsWith(origin) || complaints.push(request.url()))
  await page.clock.install({ time: halfPast('08:02') })
  await page.goto(origin + path)
  return page
}

/** What a browser says on its console by itself when it reaches nobody. */
const forgiveNetwork = (): void => {
  complaints = complaints.filter(
    words => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|status of (503|403)/.test(words),
  )
}

const textOf = async (page: Page, selector = 'body'): Promise<string> =>
  (await page.locator(selector).innerText()).replaceAll(/[\s\u00a0\u202f]+/g, ' ')

const mainButton = (page: Page) => page.locator('.dock button')
const waiting = (page: Page) => page.locator('#pending-taps')

/** One tap with the thumb, and the time it takes to think of the next one. */
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name }).first().click()
  await page.clock.runFor(1000)
}

describe('without network', () => {
  test('taps wait on screen, the round goes on, and they are sent with their id and time', async () => {
    const context = await device()
    const page = await openRound(context)
    await context.setOffline(true)
    await press(page, 'J’arrive chez Mme Lemoine')
    expect(await textOf(page, '#pending-taps')).toContain(
      'Hors ligne — 1 action en attente J’arrive, chez Mme Lemoine, 8 h 02',
    )
    await mainButton(page).getByText('Terminé').waitFor()
    await page.clock.fastForward('28:00')
    await press(page, 'Terminé chez Mme Lemoine')
    await mainButton(page).getByText('chez Mme Roussel').waitFor()
    expect(await textOf(page, '#passage')).toMatch(
      /En attente du réseau Mme Odette Roussel 14, rue des Lavoirs/,
    )
    expect(await textOf(page, '.tally')).toContain('1 / 3')
    expect(await textOf(page, '.stops:not(.past)')).not.toContain('Roussel')
    expect(await scene.taps()).toEqual([])

    scene.house.clock.set(halfPast('08:32'))
    await page.clock.fastForward('02:00')
    await context.setOffline(false)
    await waiting(page).waitFor({ state: 'hidden' })
    const taps = await scene.taps()
    expect(taps.map(tap => `${tap.kind} ${tap.happened_at.slice(11, 16)}`).sort()).toEqual([
      'arrival 07:02',
      'completion 07:30',
    ])
    expect(await textOf(page)).toMatch(/1 \/ 3.*Mme Odette Roussel.*J’arrive chez Mme Roussel/)
    forgiveNetwork()
  })

  test('what waits survives a reload, and is sent once though its first answer was lost', async () => {
    const context = await device()
    const page = await openRound(context)
    await page.route('**/arrival', async route => {
      await route.fetch()
      await route.abort()
    })
    await press(page, 'J’arrive')
    await waiting(page).waitFor()
    await page.reload()
    await waiting(page).waitFor()
    expect(await textOf(page, '#pending-taps')).toContain('J’arrive, chez Mme Lemoine, 8 h 02')
    await page.unroute('**/arrival')
    await page.clock.runFor(6000)
    await waiting(page).waitFor({ state: 'hidden' })
    expect(await scene.taps()).toHaveLength(1)
    expect(await textOf(page, '#passage')).toContain('Commencé à 8 h 02')
    forgiveNetwork()
  })

  test('a wrong tap can be taken back before it is sent', async () => {
    const context = await device()
    const page = await openRound(context)
    await context.setOffline(true)
    await press(page, 'J’arrive')
    await press(page, 'Terminé')
    await press(page, 'Retirer la dernière action')
    expect(await textOf(page, '#pending-taps')).toContain('1 action en attente')
    await mainButton(page).getByText('Terminé').waitFor()
    await press(page, 'Retirer la dernière action')
    await waiting(page).waitFor({ state: 'hidden' })
    await mainButton(page).getByText('J’arrive').waitFor()
    await context.setOffline(false)
    await page.clock.runFor(6000)
    expect(await scene.taps()).toEqual([])
    forgiveNetwork()
  })

  test('taps wait for the one who made them, and for a new sign-in', async () => {
    const context = await device()
    const page = await openRound(context)
    await page.route('**/arrival', route => route.fulfill({ status: 403, body: '<main><p>non</p></main>' }))
    await press(page, 'J’arrive')
    await page.getByText('Reconnectez-vous : vos actions attendent sur cet appareil.').waitFor()
    await page.unroute('**/arrival')
    await signIn(context, scene.remi)
    await page.reload()
    await page.clock.runFor(6000)
    expect(await waiting(page).isVisible()).toBe(false)
    expect(await scene.taps()).toEqual([])
    await signIn(context, scene.camille)
    await page.reload()
    await waiting(page).waitFor({ state: 'hidden' })
    expect(await scene.taps()).toMatchObject([{ by_user_id: scene.camille }])
    forgiveNetwork()
  })
})

const LATER = [
  ['10:30', 'Arnaud'],
  ['11:00', 'Besson'],
  ['11:30', 'Caron'],
  ['12:00', 'Dufour'],
] as const

describe('with network', () => {
  test('two taps of the same thumb are one, and do not fall on the next button', async () => {
    const page = await openRound(await device())
    await mainButton(page).dblclick()
    await mainButton(page).getByText('Terminé').waitFor()
    expect((await scene.taps()).map(tap => tap.kind)).toEqual(['arrival'])
  })

  test('a tap that is refused says why, and the round can be used', async () => {
    const page = await openRound(await device())
    await scene.house.db.updateTable('appointments').set({ status: 'cancelled' }).execute()
    await scene.house.db.deleteFrom('stops').execute()
    await press(page, 'J’arrive')
    await page.getByRole('alert').getByText('J’arrive, chez Mme Lemoine : ').waitFor()
    expect(await waiting(page).isVisible()).toBe(false)
    complaints = complaints.filter(words => !words.includes('404'))
  })

  test('the page follows what happens elsewhere, and leaves alone what one is doing', async () => {
    for (const [at, name] of LATER) await scene.place({ at }, { last_name: name, phone: '+33639980140' })
    const page = await openRound(await device())
    await page.getByText('J’ai du retard').click()
    await page.getByText('autres passages, à l’heure').click()
    await page.getByRole('button', { name: '20 min' }).focus()
    scene.setTime('08:30')
    await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.lemoine}/arrival`)
    await page.clock.runFor(POLL)
    await page.locator('#passage').getByText('Commencé à 8\u00a0h\u00a030').waitFor()
    expect(await page.getByRole('button', { name: '20 min' }).isVisible()).toBe(true)
    expect(await page.getByText('Mme\u00a0Odette Dufour').isVisible()).toBe(true)
    expect(await page.evaluate('document.activeElement.value')).toBe('20')
  })

  test('the time left to stop a text moves once a second, unless one wants no motion', async () => {
    const context = await device()
    await scene.camillePhone.tap(`${ROUND}/delay`, { minutes: '30' })
    const page = await openRound(context)
    const left = () => textOf(page, '#notices time')
    expect(await left()).toBe('3 min 00')
    await page.clock.runFor(2000)
    expect(await left()).toBe('2 min 58')
    const still = await openRound(await device({ reducedMotion: 'reduce' }))
    await still.clock.runFor(2000)
    expect(await textOf(still, '#notices time')).toBe('3 min 00')
  })

  test('« Annuler » on the banner keeps the text from leaving, and says so', async () => {
    const context = await device()
    await scene.camillePhone.tap(`${ROUND}/delay`, { minutes: '45' })
    const page = await openRound(context)
    await page.locator('#notices').getByRole('button', { name: 'Annuler' }).click()
    await page.locator('#notices').waitFor({ state: 'detached' })
    expect(await textOf(page)).toContain('Non prévenue, vous avez annulé')
    expect((await scene.notices()).map(notice => notice.state)).not.toContain('pending')
  })

  test('when nobody is signed in any more the page leads to the sign-in', async () => {
    const context = await device()
    const page = await openRound(context)
    await context.clearCookies()
    await page.clock.runFor(POLL)
    await page.waitForURL('**/sign-in?next=*')
    forgiveNetwork()
  })

  test('keeps what it knows while the server does not answer', async () => {
    const page = await openRound(await device())
    await page.route('**/rounds/*', route => route.fulfill({ status: 503, body: 'en panne' }))
    const answered = page.waitForResponse(response => response.status() === 503)
    await page.clock.runFor(POLL)
    await (await answered).finished()
    expect(await textOf(page, '#passage')).toContain('Mme Odette Lemoine')
    forgiveNetwork()
  })
})

test('without JavaScript the round is driven by plain forms, to its end', async () => {
  const context = await device({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(origin + ROUND)
  for (const name of ['Lemoine', 'Roussel', 'Petit']) {
    await page.getByRole('button', { name: `J’arrive chez M` }).click()
    expect(await textOf(page, '#passage')).toContain(name)
    await page.getByRole('button', { name: 'Terminé chez M' }).click()
  }
  expect(await textOf(page)).toContain('La tournée est terminée')
  await page.getByRole('button', { name: 'Annuler « Terminé, M. Petit' }).click()
  expect(await textOf(page, '#passage')).toContain('Commencé à 8 h 02')
})

const SCREENS: Record<string, { arrange: () => Promise<unknown>; path?: () => string }> = {
  'before the first tap': { arrange: async () => {} },
  late: { arrange: () => tapAt('08:30', 'arrival', 'lemoine') },
  'at its end': {
    arrange: async () => {
      for (const name of ['lemoine', 'roussel', 'petit'] as const) await tapAt('08:30', 'completion', name)
    },
  },
  'without a visit': { arrange: async () => {}, path: () => '/rounds/2026-11-26' },
  'of one stop': {
    arrange: () => tapAt('08:30', 'arrival', 'lemoine'),
    path: () => `${ROUND}/stops/${scene.stops.roussel}`,
  },
  'of a stop begun': {
    arrange: () => tapAt('08:30', 'arrival', 'lemoine'),
    path: () => `${ROUND}/stops/${scene.stops.lemoine}`,
  },
}

const tapAt = async (time: LocalTime, kind: string, name: keyof typeof scene.stops) => {
  scene.setTime(time)
  await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops[name]}/${kind}`)
}

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).withTags(RULES).analyze()).violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ target, failureSummary }) => `${String(target)}: ${failureSummary}`),
  }))

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe.each(Object.entries(SCREENS))('the screen %s', (_name, { arrange, path }) => {
  test.each([
    ['a phone', PHONE, 'light'],
    ['a phone at night', PHONE, 'dark'],
    ['a large screen', DESKTOP, 'light'],
  ] as const)('can be read and used on %s, with doubled text too', async (_device, viewport, colorScheme) => {
    const context = await device({ viewport, colorScheme })
    await arrange()
    const page = await openRound(context, path?.())
    await page.locator('details').evaluateAll('all => all.forEach(each => each.open = true)')
    expect(await violations(page)).toEqual([])
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })
})

test('the block of waiting taps can be read and used', async () => {
  const context = await device()
  const page = await openRound(context)
  await context.setOffline(true)
  await press(page, 'J’arrive')
  expect(await violations(page)).toEqual([])
  forgiveNetwork()
})
