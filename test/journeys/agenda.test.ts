import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { DEMO_DAY } from '../../src/demo/story.ts'
import { DESKTOP, look, PHONE, textOf } from '../support/journey.ts'
import { become, pause, visitDemo } from './demo-visit.ts'

const visit = visitDemo()

const DEVICES = [
  { device: 'on a phone', viewport: PHONE },
  { device: 'on a desktop', viewport: DESKTOP },
]

/** The secretary, with Bastien's agenda before her; the demo's time stands still. */
const atDesk = async (viewport: typeof PHONE): Promise<Page> => {
  const page = await visit.device(viewport)
  await become(page, 'Inès Belkacem')
  await pause(page)
  await page.getByRole('link', { name: 'Agenda', exact: true }).click()
  await page.getByRole('navigation', { name: 'De qui' }).getByText('Bastien').click()
  await page.waitForURL('**clinician=**')
  return page
}

/** What the database says of a patient's appointments of some days. */
const appointmentsOf = async (lastName: string, on: string) =>
  await visit.house.db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .innerJoin('users as u', 'u.id', 'a.clinician_id')
    .select(['a.id', 'a.on', 'a.status', 'a.agreed_at'])
    .where('p.last_name', '=', lastName)
    .where('a.on', '=', on)
    .where('u.first_name', '=', 'Bastien')
    .orderBy('a.id')
    .execute()

const shown = (page: Page, words: string) => page.locator('.appt:visible', { hasText: words })

describe.each(DEVICES)('the secretary on the telephone, $device', ({ viewport }) => {
  test('books a free place, moves the appointment, takes that back, and cancels it', async () => {
    const page = await atDesk(viewport)
    await look(page)
    if (viewport === PHONE) await page.getByRole('link', { name: /ven\. 27/ }).click()
    await page.getByRole('link', { name: /^Vendredi 27 novembre, libre de 11\sh à/ }).press('Enter')
    await page.getByRole('heading', { name: /Chez qui/ }).waitFor()
    await page.getByLabel('Chercher un patient').fill('henrion')
    await page.getByText('1 patient', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Mme Lucie Henrion' }).click()
    expect(await page.locator('[name=from]').inputValue()).toBe('11:00')
    await look(page)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('heading', { name: 'Mme Lucie Henrion' }).waitFor()
    expect(await textOf(page, '.panel')).toContain('Vendredi 27 novembre, 11 h – 11 h 30')
    await look(page)

    await page.getByRole('link', { name: 'Déplacer' }).click()
    await page.getByLabel('Jour', { exact: true }).fill('2026-11-26')
    await page.getByLabel('Heure').fill('15:00')
    await page.getByRole('button', { name: 'Déplacer', exact: true }).click()
    await page.getByText('Le rendez-vous est déplacé.').waitFor()
    expect(await textOf(page, '.panel')).toMatch(/Déplacé par Inès .* → jeudi 26 novembre, 15 h/)
    await look(page)
    await page.getByRole('button', { name: 'Annuler le déplacement' }).click()
    await page.waitForURL(url => !url.search.includes('moved'))
    expect(await textOf(page, '.panel')).toContain('Vendredi 27 novembre, 11 h – 11 h 30')

    await page.getByText('Annuler ce rendez-vous').click()
    await page.getByRole('button', { name: 'Annuler le rendez-vous' }).click()
    await page.getByText('Dites qui le demande.').waitFor()
    await look(page)
    await page.getByLabel('Le patient', { exact: true }).check({ force: true })
    await page.getByLabel('Pourquoi').fill('garde sa petite-fille')
    await page.getByRole('button', { name: 'Annuler le rendez-vous' }).click()
    await page.getByText(/à la demande du patient, garde sa petite-fille/).waitFor()
    await look(page)
    const states = (await appointmentsOf('Henrion', '2026-11-27')).map(({ status }) => status)
    expect(states.sort()).toEqual(['cancelled', 'confirmed', 'moved'])
  })

  test('reads the week, the day, the month and everybody side by side', async () => {
    const page = await atDesk(viewport)
    if (viewport === PHONE) expect(await page.locator('.day:visible').count()).toBe(1)
    else expect(await page.locator('.day:visible').count()).toBe(6)
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
    await look(page)
    await page.evaluate(`document.documentElement.style.fontSize = ''`)
    await page.getByRole('link', { name: 'Jour', exact: true }).click()
    await page.waitForURL('**view=day**')
    await look(page)
    await page.getByRole('link', { name: 'Mois', exact: true }).click()
    await page.getByRole('heading', { name: 'Novembre 2026' }).waitFor()
    await look(page)
    await page.getByRole('link', { name: /^Jeudi 26 novembre/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Jeudi 26 novembre' }).waitFor()
    await page.getByRole('navigation', { name: 'De qui' }).getByText('Tous').click()
    await page.getByRole('heading', { name: 'Hélène Marchand' }).waitFor()
    await look(page)
  })
})

describe('on a desktop', () => {
  test('an appointment is dragged to another day and hour, and moves once that was said yes to', async () => {
    const page = await atDesk(DESKTOP)
    const [before] = await appointmentsOf('Dardenne', '2026-11-27')
    const item = await page.locator(`#a-${before!.id}`).boundingBox()
    const saturday = await page.locator('.day[data-on="2026-11-28"] > ol').boundingBox()
    const hour = saturday!.height / 11
    await page.mouse.move(item!.x + 30, item!.y + 6)
    await page.mouse.down()
    await page.mouse.move(item!.x + 60, item!.y + 20, { steps: 4 })
    await page.locator('.ghost').waitFor()
    await page.mouse.move(saturday!.x + 40, saturday!.y + 3.25 * hour + 6, { steps: 8 })
    await page.mouse.up()
    await page.waitForURL('**/move?**')
    expect(await textOf(page, '.panel')).toContain('Samedi 28 novembre, 11 h 15 – 11 h 45')
    expect(await appointmentsOf('Dardenne', '2026-11-27')).toEqual([before])
    await look(page)
    await page.getByRole('button', { name: 'Déplacer', exact: true }).click()
    await page.getByText('Le rendez-vous est déplacé.').waitFor()
    const [after] = await appointmentsOf('Dardenne', '2026-11-28')
    expect(after).toMatchObject({ agreed_at: '2026-11-28T10:15:00.000Z' })
    await shown(page, 'Dardenne').last().waitFor()
  })

  test('Escape puts a lifted appointment back, and a click still opens it', async () => {
    const page = await atDesk(DESKTOP)
    const [row] = await appointmentsOf('Dardenne', '2026-11-27')
    const item = await page.locator(`#a-${row!.id}`).boundingBox()
    await page.mouse.move(item!.x + 30, item!.y + 6)
    await page.mouse.down()
    await page.mouse.move(item!.x + 60, item!.y + 60, { steps: 4 })
    await page.locator('.ghost').waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    expect(await page.locator('.ghost').count()).toBe(0)
    await page.locator(`#a-${row!.id}`).click()
    await page.waitForURL(`**/appointments/${row!.id}`)
    expect(await appointmentsOf('Dardenne', '2026-11-27')).toEqual([row])
  })

  test('arrows go from one appointment to the next, and Enter opens it', async () => {
    const page = await atDesk(DESKTOP)
    const day = page.locator(`.day[data-on="${DEMO_DAY}"]`)
    await day.locator('.appt').first().focus()
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toContain('9 h, Mme Nathalie Bertin')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toContain('9 h, Mme Nathalie Bertin')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Mme Nathalie Bertin' }).waitFor()
    expect(await textOf(page, '.panel')).toContain('Mercredi 25 novembre, 9 h')
  })

  test('two who change the same appointment: the second is told what it is now', async () => {
    const ines = await atDesk(DESKTOP)
    const bastien = await visit.device(DESKTOP)
    await become(bastien, 'Bastien Roche')
    const [row] = await appointmentsOf('Dardenne', '2026-11-27')
    await ines.goto(`${visit.origin}/appointments/${row!.id}/move`)
    await bastien.goto(`${visit.origin}/appointments/${row!.id}`)
    await bastien.getByRole('button', { name: 'Pas encore confirmé' }).click()
    await bastien.getByRole('button', { name: 'Confirmer' }).waitFor()
    await ines.getByLabel('Heure').fill('16:15')
    const answered = ines.waitForResponse(response => response.request().method() === 'POST')
    await ines.getByRole('button', { name: 'Déplacer', exact: true }).click()
    expect((await answered).status()).toBe(409)
    expect(await textOf(ines, '.panel')).toContain('Quelqu’un a changé ce rendez-vous entre-temps')
    expect(await ines.getByLabel('Heure').inputValue()).toBe('16:15')
  })
})

test('on a phone, a finger that stays lifts an appointment, and one that goes on scrolls', async () => {
  const page = await atDesk(PHONE)
  const [row] = await appointmentsOf('Bertin', DEMO_DAY)
  const link = page.locator(`#a-${row!.id}`)
  const { x, y } = (await link.boundingBox())!
  const touch = { pointerType: 'touch', pointerId: 7, isPrimary: true, bubbles: true, button: 0 }
  const at = (dy: number) => ({ ...touch, clientX: x + 80, clientY: y + 8 + dy })
  await link.dispatchEvent('pointerdown', at(0))
  await link.dispatchEvent('pointermove', at(30))
  await page.waitForTimeout(400)
  expect(await page.locator('.ghost').count()).toBe(0)
  await link.dispatchEvent('pointerdown', at(0))
  await page.locator('.ghost').waitFor()
  const hour = (await page.locator('.day.asked > ol').boundingBox())!.height / 11
  await link.dispatchEvent('pointermove', at(hour * 4))
  await link.dispatchEvent('pointerup', at(hour * 4))
  await page.waitForURL('**/move?**')
  expect(await textOf(page, '.panel')).toContain('À Mercredi 25 novembre, 13 h – 13 h 30')
})

const focused = async (page: Page): Promise<string> =>
  ((await page.evaluate('document.activeElement.textContent')) as string).replaceAll(
    /[\s\u00a0\u202f]+/g,
    ' ',
  )
