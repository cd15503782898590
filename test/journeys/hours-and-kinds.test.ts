import { describe, expect, test } from 'vitest'
import { findFreeSlots } from '../../src/agenda/free-slots.ts'
import { listKinds } from '../../src/agenda/kinds.ts'
import { beginnings } from '../agenda/availability-facts.ts'
import { journey, SCREENS } from '../support/journey.ts'

const shared = journey()

describe.each(SCREENS)('a practice says when and what it offers, $name', screen => {
  test('from no hours at all to free places around a holiday', async () => {
    const { page, look, press, open } = await shared.walk(screen, 'camille')

    await open('/practice')
    await page.getByRole('link', { name: 'Horaires' }).click()
    await page.getByText('n’a aucune place libre à proposer').waitFor()
    await look()
    await press('Commencer par')
    await page.getByText('C’est enregistré.').waitFor()
    await page.getByText('14 h – 19 h').first().waitFor()
    await look()

    await page.getByRole('link', { name: 'Modifier La semaine' }).click()
    await press('Ouvrir des heures le samedi')
    await page.getByLabel('Samedi, début').fill('09:00')
    await press('Enregistrer la semaine')
    await page.getByText('Écrivez une heure, par exemple').waitFor()
    expect(await page.getByLabel('Samedi, début').inputValue()).toBe('09:00')
    await look()
    await page.getByLabel('Samedi, fin').fill('11:00')
    await page.getByText('Recopier un jour sur d’autres').click()
    await page.getByLabel('Ce jour').selectOption('samedi')
    await page.locator('summary + div').getByLabel('dimanche').check({ force: true })
    await press('Recopier')
    await page.getByLabel('Dimanche, début').waitFor()
    expect(await page.getByLabel('Dimanche, début').inputValue()).toBe('09:00')
    await look()
    await press('Enregistrer la semaine')
    await page.getByText('9 h – 11 h').first().waitFor()

    await page.getByRole('link', { name: 'Ajouter un jour particulier' }).click()
    await page.getByLabel('Jour', { exact: true }).fill('2026-12-24')
    await page.getByLabel('Pourquoi').fill('Réveillon')
    await press('Ajouter des heures')
    await page.getByLabel('Heures, début').fill('12:00')
    await page.getByLabel('Heures, fin').fill('19:00')
    await look()
    await press('Enregistrer')
    await page.getByText('fermé 12 h – 19 h · Réveillon').waitFor()

    await page.getByRole('link', { name: 'Tous les jours fériés' }).click()
    await page.getByLabel('Ceux de').selectOption('Alsace-Moselle')
    await press('Enregistrer')
    await page.getByText('Lendemain de Noël').first().waitFor()
    await look()

    await open('/practice/kinds')
    await look()
    await press('Commencer par consultation')
    await press('Monter Séance')
    await page.getByRole('link', { name: 'Modifier Séance' }).click()
    await page.getByLabel('Durée, en minutes').fill('trente')
    await press('Enregistrer')
    await page.getByText('Un nombre entier de 5 à 480.').waitFor()
    await look()
    await page.getByLabel('Durée, en minutes').fill('60')
    await press('Enregistrer')
    await page.getByText('1 h · au cabinet').waitFor()
    await look()

    const [kind] = await listKinds(shared.world.house.db, shared.world.halle.id)
    expect(kind).toMatchObject({ name: 'Séance', durationMinutes: 60 })
    const of = { practiceId: shared.world.halle.id, clinicianId: shared.world.camille, kind: kind! }
    const slots = (on: string) =>
      findFreeSlots(shared.world.house.db, { ...of, from: on, to: on }, shared.world.house.clock.now())
    expect(beginnings(await slots('2026-12-24')).at(-1)).toBe('11:00')
    expect(await slots('2026-12-25')).toEqual([])
    expect(await slots('2026-12-26')).toEqual([])
    expect(beginnings(await slots('2026-12-27'))).toEqual(['09:00', '09:15', '09:30', '09:45', '10:00'])
  })
})
