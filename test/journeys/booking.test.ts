import { expect, test } from 'vitest'
import { lastDigits, STRANGER_PHONE } from '../booking/scene.ts'
import { DESKTOP, look, PHONE, textOf } from '../support/journey.ts'
import { become, visitDemo } from './demo-visit.ts'

const visit = visitDemo()

const provePhone = async (page: Awaited<ReturnType<typeof visit.device>>): Promise<void> => {
  await page.getByLabel('Numéro de portable').fill(STRANGER_PHONE)
  await look(page)
  await page.getByRole('button', { name: 'Recevoir le code' }).click()
  await page.waitForURL('**/code?**')
  await look(page)
  await page.getByLabel('Code à six chiffres').fill(await lastDigits(visit))
  await page.getByRole('button', { name: 'Continuer' }).click()
}

test('a patient books on a phone, then cancels', async () => {
  const page = await visit.device(PHONE, '/b/halle')
  await look(page)
  await page.getByRole('link', { name: 'Consultation', exact: false }).first().click()
  await look(page)
  await page.getByRole('link', { name: 'Après' }).click()
  await page.waitForURL('**from=**')
  await page.locator('.times a').first().click()
  await provePhone(page)
  await page.waitForURL('**/who?**')
  await look(page)
  await page.getByLabel('Prénom').fill('Nadia')
  await page.getByLabel('Nom', { exact: true }).fill('Evrard')
  await page.getByLabel('Date de naissance').fill('1980-05-06')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.waitForURL('**/confirm?**')
  await look(page)
  await page.getByRole('button', { name: 'Prendre ce rendez-vous' }).click()
  await page.waitForURL('**/done?**')
  await look(page)
  await page.getByRole('link', { name: 'Voir mon rendez-vous' }).click()
  await page.getByRole('link', { name: 'Je ne peux pas' }).click()
  await page.getByRole('button', { name: 'Oui, annuler' }).click()
  await page.waitForURL('**#given')
  const { db } = visit.house
  const booked = await db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .select(['a.status', 'a.booked_by'])
    .where('p.last_name', '=', 'Evrard')
    .where('p.first_name', '=', 'Nadia')
    .execute()
  expect(booked).toEqual([{ status: 'cancelled', booked_by: 'patient' }])
})

test('what is urgent is told whom to call, and comes first on the list of the practice', async () => {
  const page = await visit.device(PHONE, '/b/halle')
  await page.getByRole('link', { name: 'Oui, c’est urgent' }).click()
  expect(await textOf(page)).toMatch(/Si une vie est en danger.*Appeler le 15.*114/)
  await look(page)
  await page.getByRole('link', { name: 'Demander à être rappelé' }).click()
  await provePhone(page)
  await page.getByLabel('Prénom et nom').fill('Nadia Evrard')
  await page.getByLabel('Ce qui se passe').fill('Ma fille a 40 de fièvre depuis hier.')
  await look(page)
  await page.getByRole('button', { name: 'Demander à être rappelé' }).click()
  await page.waitForURL('**/urgent/sent')
  await look(page)

  const desk = await visit.device(DESKTOP)
  await become(desk, 'Inès')
  await desk.goto(`${visit.origin}/tasks`)
  await look(desk)
  const first = await textOf(desk, '#tasks section:first-of-type')
  expect(first).toContain('Nadia Evrard demande à être rappelé·e')
  expect(first).not.toContain('40 de fièvre')
  await desk.locator('#tasks section').first().getByRole('button', { name: 'C’est fait' }).click()
  await desk.getByText('Fait à').waitFor()
})
