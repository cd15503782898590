import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../src/terms.ts'
import { ROUND } from '../today/scene.ts'
import {
  DESKTOP,
  device,
  forgiveNetwork,
  openRound,
  PHONE,
  playInBrowser,
  press,
  scene,
} from './round-stage.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

playInBrowser()

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
  ] as const)(
    'can be read and used on %s, and fits it with doubled text',
    async (_device, viewport, colorScheme) => {
      const context = await device({ viewport, colorScheme })
      await arrange()
      const page = await openRound(context, { path: path?.() })
      await page.locator('details').evaluateAll('all => all.forEach(each => each.open = true)')
      expect(await violations(page)).toEqual([])
      await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
      expect(await overflow(page)).toBe(0)
    },
  )
})

test('the block of waiting taps can be read and used', async () => {
  const context = await device()
  const page = await openRound(context)
  await context.setOffline(true)
  await press(page, 'J’arrive')
  expect(await violations(page)).toEqual([])
  forgiveNetwork()
})
