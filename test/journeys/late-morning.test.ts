import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { DESKTOP, look, PHONE, textOf } from '../support/journey.ts'
import { become, jump, pause, visitDemo } from './demo-visit.ts'

const visit = visitDemo()

const DEVICES = [
  { device: 'on a phone', viewport: PHONE },
  { device: 'on a desktop', viewport: DESKTOP },
]

type Viewport = typeof PHONE

/** Camille's round at 8 h 40, time standing still, and beside it the page of all phones. */
const openMorning = async (viewport: Viewport): Promise<{ camille: Page; phones: Page }> => {
  const camille = await visit.device(viewport)
  await become(camille, 'Camille Vasseur')
  await pause(camille)
  const phones = await visit.device(viewport, '/demo/phones')
  return { camille, phones }
}

/** Whose phones have got a text of these words. */
const textedWith = async (phones: Page, words: RegExp): Promise<string[]> => {
  await phones.goto(`${visit.origin}/demo/phones`)
  return await phones.locator('.lines > li', { hasText: words }).locator('b').allTextContents()
}

/** Jumps, as a visitor does who wants to see it happen, and gives up at the end of the morning. */
const jumpUntil = async (
  camille: Page,
  stride: Parameters<typeof jump>[1],
  happened: () => Promise<boolean>,
): Promise<void> => {
  for (let jumps = 0; !(await happened()); jumps++) {
    if (jumps === 8) throw new Error('the morning went by without it')
    await jump(camille, stride)
  }
}

const openPhone = async (phones: Page, owner: string): Promise<void> => {
  await phones.goto(`${visit.origin}/demo/phones`)
  const silent = phones.locator('main details summary')
  if ((await phones.locator('.lines').first().getByText(owner).count()) === 0) await silent.click()
  await phones.getByRole('link', { name: owner }).first().click()
  await phones.getByRole('heading', { name: owner }).waitFor()
}

/** The patient's own browser, on the page that the last text leads to. */
const followLink = async (phones: Page, owner: string, viewport: Viewport): Promise<Page> => {
  await openPhone(phones, owner)
  const path = await phones.locator('#texts a').last().getAttribute('href')
  const page = await visit.device(viewport, path!)
  await page.evaluate('window.neverReloaded = true')
  return page
}

/** Waits until the page says something else by itself. */
const moved = async (page: Page, from: string): Promise<string> => {
  await expect.poll(() => textOf(page, '.arrival'), { timeout: 15_000 }).not.toBe(from)
  expect(await page.evaluate('window.neverReloaded')).toBe(true)
  return await textOf(page, '.arrival')
}

/** The line of a patient in the round, wherever it is now. */
const stopOf = (page: Page, lastName: string) => page.locator('li.stop', { hasText: lastName })

describe.each(DEVICES)('a late morning in the demo, $device', ({ viewport }) => {
  test('three patients and more are texted, one is told that the delay is made up, one is to be called', async () => {
    const { camille, phones } = await openMorning(viewport)
    await look(camille)
    await camille.getByText('de retard').waitFor()
    const toCall = camille.locator('li.stop[data-s=call]').first()
    const calledName = (await toCall.getByRole('link', { name: /^M/ }).textContent())!
    await toCall.getByRole('link', { name: `Appeler ${calledName}` }).waitFor()

    await jumpUntil(
      camille,
      '+5 min',
      async () => (await textedWith(phones, /Camille arrivera vers/)).length >= 3,
    )
    await look(phones)
    expect(await textedWith(phones, /./)).not.toContain(calledName)
    await camille.goto(`${visit.origin}/tasks`)
    await camille.locator('.task[data-s=call]', { hasText: calledName }).waitFor()
    await look(camille)
    await camille.goto(`${visit.origin}/today`)

    await jumpUntil(camille, '+30 min', async () => (await textedWith(phones, /Finalement/)).length > 0)
    const [corrected] = await textedWith(phones, /Finalement/)
    await openPhone(phones, corrected!)
    const [told, ...since] = await phones.locator('#texts .received').allInnerTexts()
    expect(told).toMatch(/arrivera vers|est repoussé vers/)
    expect(since.at(-1)).toMatch(/^Finalement/)
    await look(phones)
    await look(camille)
  })

  test('a message that is cancelled in time never leaves, and the round says why', async () => {
    const { camille, phones } = await openMorning(viewport)
    await camille.getByRole('region', { name: 'Messages prêts à partir' }).waitFor()
    const cancel = camille.getByRole('button', { name: /^Annuler le message à / }).first()
    const name = (await cancel.getAttribute('aria-label'))!.replace('Annuler le message à ', '')
    await cancel.click()
    await stopOf(camille, name).getByText('vous avez annulé').waitFor()
    await look(camille)

    await jump(camille, '+5 min')
    expect(await textedWith(phones, /Camille arrivera vers/)).not.toContain(name)
    await openPhone(phones, name)
    await phones.getByText('Aucun SMS pour l’instant.').waitFor()
    await camille.getByRole('link', { name, exact: true }).first().click()
    await camille.getByRole('heading', { level: 1, name }).waitFor()
    expect(await textOf(camille)).toMatch(/non prévenue?, vous avez annulé/i)
    await look(camille)
  })

  test('the patient’s page moves by itself with the morning, and an answer reaches the round at once', async () => {
    const { camille, phones } = await openMorning(viewport)
    await jumpUntil(
      camille,
      '+5 min',
      async () => (await textedWith(phones, /Camille arrivera vers/)).length >= 3,
    )
    const owner = (await textedWith(phones, /Camille arrivera vers/)).at(-1)!
    const patient = await followLink(phones, owner, viewport)
    await look(patient)
    const first = await textOf(patient, '.arrival')
    expect(first).toMatch(/Camille arrive vers .*avant vous/)

    await jump(camille, '+30 min')
    const second = await moved(patient, first)
    await look(patient)

    await patient.getByRole('button', { name: 'Je ne peux pas' }).click()
    await patient.getByRole('status').getByText('Camille le voit tout de suite.').waitFor()
    await look(patient)
    await camille
      .getByText(/je ne peux pas/i)
      .first()
      .waitFor({ timeout: 10_000 })
    await look(camille)
    await camille.goto(`${visit.origin}/tasks`)
    await camille.locator('.task', { hasText: owner }).getByText('Ne peut pas').waitFor()
    await look(camille)

    await camille.goto(`${visit.origin}/today`)
    await jump(camille, '+30 min')
    await moved(patient, second)
  })
})
