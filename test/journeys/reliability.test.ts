import { describe, expect, test } from 'vitest'
import { DESKTOP, look, PHONE, textOf } from '../support/journey.ts'
import { become, visitDemo } from './demo-visit.ts'

const visit = visitDemo()

describe.each([
  { device: 'on a phone', viewport: PHONE },
  { device: 'on a desktop', viewport: DESKTOP },
  { device: 'on a phone with doubled text', viewport: { width: 195, height: 422 } },
])('in the demo, $device', ({ viewport }) => {
  test('the owner reads the figures of the practice, of one colleague, and reaches a patient', async () => {
    const camille = await visit.device(viewport)
    await become(camille, 'Camille Vasseur')
    await camille.getByRole('link', { name: 'Cabinet', exact: true }).click()
    await camille.getByRole('link', { name: 'Fiabilité' }).click()
    await camille.getByRole('heading', { level: 1, name: 'Fiabilité' }).waitFor()
    expect(await textOf(camille, '#punctual + .tallies')).toMatch(/En retard\s+\d+ sur \d+\s+\d+ %/)
    await look(camille)

    await camille.getByRole('navigation', { name: 'Tournées' }).getByRole('link', { name: 'Bastien' }).click()
    await camille.locator('header p', { hasText: /^Bastien, du/ }).waitFor()
    await camille.getByRole('navigation', { name: 'Période' }).getByRole('link', { name: '3 mois' }).click()
    await camille.locator('[aria-current=page]', { hasText: '3 mois' }).waitFor()
    expect(await textOf(camille, 'main header')).toContain('Bastien, du')
    await camille.getByRole('link', { name: /^Voir aussi les/ }).click()
    await camille.waitForURL('**/reliability?*patients=all*')
    await look(camille)

    const patient = camille.getByRole('table').last().getByRole('link').first()
    const name = (await patient.textContent())!
    await patient.click()
    await camille.getByRole('heading', { level: 1, name }).waitFor()
  })
})

test('reads as tables with a line per weekday and per patient, and every choice is reached by the keyboard', async () => {
  const bastien = await visit.device(DESKTOP)
  await become(bastien, 'Bastien Roche')
  await bastien.goto(`${visit.origin}/reliability`)
  const week = bastien.getByRole('table', { name: 'Rendez-vous en retard, par jour et moment de la journée' })
  expect(await week.getByRole('row', { name: /^Mercredi/ }).count()).toBe(1)
  expect(await week.getByRole('columnheader', { name: 'Matin' }).count()).toBe(1)
  const line = bastien.getByRole('rowheader', { name: /Hugo Renard/ })
  expect(await line.count()).toBe(1)

  const inOrder = ['Cabinet', 'Imprimer', '4 semaines', '3 mois', '12 mois']
  await bastien.getByRole('link', { name: 'Cabinet' }).first().focus()
  const focused: (string | undefined)[] = []
  for (const _ of inOrder) {
    focused.push(await bastien.evaluate('document.activeElement.textContent.trim()'))
    await bastien.keyboard.press('Tab')
  }
  expect(focused).toEqual(inOrder)
})

test('prints on white A4 without what only a screen needs', async () => {
  const camille = await visit.device({ width: 720, height: 1000 })
  await become(camille, 'Camille Vasseur')
  await camille.goto(`${visit.origin}/reliability`)
  await camille.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const gone of ['.tabs', '.choices', '.demo-bar'])
    expect(await camille.locator(gone).isVisible(), gone).toBe(false)
  expect(await camille.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
    'rgb(255, 255, 255)',
  )
  await look(camille)
})
