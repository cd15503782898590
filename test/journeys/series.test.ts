import { describe, expect, test } from 'vitest'
import { listPrescriptions } from '../../src/agenda/prescriptions.ts'
import { timesOf, weekOf } from '../care-series/scene.ts'
import { journey, SCREENS } from '../support/journey.ts'

const shared = journey(async ({ house, halle, bastien }) => {
  house.clock.set('2026-10-09T08:00:00.000Z')
  await weekOf(house.db, halle.id, bastien)
})

describe.each(SCREENS)('a kiné, $name', screen => {
  test('lays out fifteen sessions around a holiday and the change of the clocks', async () => {
    const { page, look, open } = await shared.walk(screen, 'bastien')
    const { house, halle, roussel } = shared.world

    await open(`/patients/${roussel}`)
    await page.getByText('Aucune ordonnance en cours.').waitFor()
    await look()
    await page.getByRole('link', { name: 'Ajouter une ordonnance' }).click()
    await page.getByLabel('Soin', { exact: true }).fill('Rééducation de l’épaule')
    await page.getByLabel('Fréquence').fill('3x/sem')
    await page.getByLabel('Nombre de séances').fill('15')
    await page.getByLabel('À partir du').fill('2026-10-12')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Indiquez le prescripteur').waitFor()
    await look()
    expect(await page.getByLabel('Fréquence').inputValue()).toBe('3x/sem')
    await page.getByLabel('Prescripteur').fill('Dr Marchand')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('heading', { name: 'Rééducation de l’épaule' }).waitFor()
    await page.getByText('3 fois par semaine').waitFor()
    await look()

    await page.getByRole('link', { name: 'Poser les rendez-vous' }).click()
    await page.getByText('Lu comme').waitFor()
    await look()
    await page.locator('[name="moments[0][from]"]').fill('10:30')
    await page.locator('button.main').click()
    await page.getByRole('heading', { name: '15 dates proposées' }).waitFor()
    await page.getByText('Férié : Armistice 1918').first().waitFor()
    await look()
    await page.getByText('Jeudi 12 novembre, 10 h 30').click()
    await page.getByRole('button', { name: 'Réserver ces 15 rendez-vous' }).click()
    await page.getByText('15 rendez-vous réservés').waitFor()
    await page.getByText('reste 15').waitFor()
    await look()

    const [prescription] = await listPrescriptions(house.db, halle.id, roussel)
    const times = (await timesOf(house.db, halle.id, prescription!.id)).map(time => time.slice(0, 16))
    expect(times).toHaveLength(15)
    expect(times.slice(4, 7)).toEqual(['2026-10-21 10:30', '2026-10-23 10:30', '2026-10-26 10:30'])
    expect(times.slice(-3)).toEqual(['2026-11-09 10:30', '2026-11-12 10:30', '2026-11-13 10:30'])

    await page.getByRole('link', { name: 'Changer toute la suite' }).click()
    await page.locator('[name="moments[0][from]"]').fill('11:00')
    await look()
    await page.locator('button.main').click()
    await page.getByText('Remettre dans le rythme : Jeudi 12 novembre, 10 h 30').waitFor()
    await look()
    await page.getByRole('button', { name: 'Changer la suite' }).click()
    await page.getByText('Changée par Bastien').waitFor()
    await look()
    const after = (await timesOf(house.db, halle.id, prescription!.id)).map(time => time.slice(0, 16))
    expect(after).toHaveLength(15)
    await open('/practice/milestones')
    await page.getByRole('heading', { name: 'Bilans' }).waitFor()
    await look()
    expect(after.slice(-3)).toEqual(['2026-11-09 11:00', '2026-11-12 10:30', '2026-11-13 11:00'])
  })
})
