import { describe, expect, test } from 'vitest'
import { currentCadre } from '../../src/cadre/queries.ts'
import { journey, SCREENS } from '../support/journey.ts'

const shared = journey()

describe.each(SCREENS)('a patient and a round are entered by hand, $name', screen => {
  test('from nobody to the first passage of the day', async () => {
    const { page, look, open } = await shared.walk(screen, 'camille')

    await open('/patients/new')
    await page.getByLabel('Mme', { exact: true }).check({ force: true })
    await page.getByLabel('Prénom').fill('Samira')
    await page.getByLabel('Nom', { exact: true }).fill('Haddad')
    await page.getByLabel('Numéro', { exact: true }).fill('06 39 98')
    await page.getByLabel('Code de la porte').fill('47B12')
    await page.getByLabel('Sur la carte').fill('https://www.openstreetmap.org/#map=18/49.7712/4.7203')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('un numéro français en compte dix').waitFor()
    await look()
    await page.getByLabel('Numéro', { exact: true }).fill('06 39 98 01 11')
    await page.getByRole('button', { name: 'Ajouter un proche' }).click()
    await page.locator('[name="carers[0][name]"]').fill('Nadia')
    await page.getByLabel('Lien').fill('sa fille')
    await look()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('heading', { name: 'Mme Samira Haddad' }).waitFor()
    await look()

    expect(await page.content()).not.toContain('47B12')
    await page.getByRole('button', { name: 'Code et clés' }).click()
    await page.getByText('47B12').waitFor()
    await look()

    const patientId = await idOf('Haddad')
    await open(`/patients/${patientId}/cadre`)
    await page.getByRole('link', { name: 'Poser le cadre' }).click()
    await page.getByRole('button', { name: 'Ajouter un moment' }).click()
    await page.getByLabel('mercredi').check({ force: true })
    await page.locator('[name="windows[0][from]"]').fill('09:00')
    await page.locator('[name="windows[0][hardBefore]"]').fill('09:30')
    await look()
    await page.getByRole('button', { name: 'Enregistrer cette version' }).click()
    await page.getByText('Jusqu’à 9 h 15, rien. Ensuite un SMS.').waitFor()
    await look()
    expect(await currentCadre(shared.world.house.db, shared.world.halle.id, patientId)).toMatchObject({
      version: 1,
    })

    await open('/rounds/2026-11-25/plan')
    await look()
    await page.getByRole('link', { name: 'Ajouter un passage' }).click()
    await page.getByLabel('Chercher un patient').fill('hadd sami')
    if (screen.javaScriptEnabled === false) await page.getByRole('button', { name: 'Chercher' }).click()
    await page.getByText('1 patient', { exact: true }).waitFor()
    await look()
    await page.getByRole('link', { name: 'Mme Samira Haddad' }).click()
    expect(await page.locator('[name=from]').inputValue()).toBe('09:00')
    await page.getByLabel('Soin', { exact: true }).fill('Pansement')
    await look()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.waitForURL(/\/rounds\/2026-11-25\?/)
    await page
      .getByRole('link', { name: /Haddad/ })
      .first()
      .waitFor()
  })
})

const idOf = async (lastName: string): Promise<string> => {
  const query = shared.world.house.db.selectFrom('patients').select('id').where('last_name', '=', lastName)
  return (await query.executeTakeFirstOrThrow()).id
}
