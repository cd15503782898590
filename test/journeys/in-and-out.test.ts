import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { journey, SCREENS } from '../support/journey.ts'

const shared = journey()

describe.each(SCREENS)('in and out, $name', screen => {
  const file = (text: string, name = 'patients.csv') => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  })

  const PATIENTS =
    'Nom;Prénom;Né(e) le;Tél. portable\nPetit;Anne;31/02/1948;06 39 98 01 11\nRoy;Jean;05/11/1950;06 39 98 01 12\n'

  test('a file with a mistake is looked at, corrected, taken over, and comes out again', async () => {
    const { page, look, press, open } = await shared.walk(screen, 'camille')
    await open('/practice')
    await page.getByRole('link', { name: 'Importer et exporter' }).click()
    await look()
    await page.getByLabel('Le fichier').setInputFiles(file(PATIENTS))
    await press('Vérifier le fichier')
    await page.getByText('n’est pas une date').waitFor()
    await look()
    await page.getByLabel('Le fichier corrigé').setInputFiles(file(PATIENTS.replace('31/02', '28/02')))
    await press('Vérifier le fichier corrigé')
    await look()
    await press(/Importer 2.patients/)
    await page.getByText(/2.patients ajoutés/).waitFor()
    await look()
    await page.getByRole('link', { name: 'Voir la patientèle' }).click()
    await page.getByText('Anne Petit').waitFor()
    await open('/practice/imports')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tous les patients' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('patients-2026-11-25.csv')
    expect(readFileSync(await download.path(), 'utf8')).toContain(';Petit;Anne;28/02/1948;06 39 98 01 11;')
  })

  test('a member gives an address to their calendar, and theirs to us', async () => {
    const { page, look, press, open } = await shared.walk(screen, 'bastien')
    await open('/account')
    await page.getByRole('link', { name: 'Mes agendas' }).click()
    await look()
    await press('Créer l’adresse')
    const address = await page.getByLabel('L’adresse', { exact: true }).inputValue()
    const answer = await shared.world.app.inject({ url: new URL(address).pathname })
    expect(answer.body).toContain('BEGIN:VCALENDAR')
    const busy =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261126T080000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n'
    await page.getByLabel('Ou un fichier .ics').setInputFiles(file('bonjour', 'mot.ics'))
    await press('Ajouter cet agenda')
    await page.getByText('Ce n’est pas un agenda au format iCal').waitFor()
    await look()
    await page.getByLabel('Ou un fichier .ics').setInputFiles(file(busy, 'famille.ics'))
    await press('Ajouter cet agenda')
    await page.getByText(/1.occupation à venir/).waitFor()
    await look()
    await press('Retirer famille.ics')
    await page.getByText('Aucun autre agenda n’est lu.').waitFor()
  })

  test('the secretary opens a screen for the waiting room, which needs no session, and closes it', async () => {
    const { page, look, press, open } = await shared.walk(screen, 'ines')
    await open('/practice')
    await page.getByRole('link', { name: 'Écrans d’attente' }).click()
    await press('Préparer l’écran')
    await look()
    const address = await page.getByLabel('À ouvrir dans le navigateur de l’écran').inputValue()
    const room = await shared.walk(screen)
    await room.open(new URL(address).pathname)
    await room.page.getByRole('heading', { name: 'Cabinet de la Halle' }).waitFor()
    await room.look()
    await press(/Fermer cet écran/)
    await room.page.reload()
    await room.sees('n’existe plus')
  })
})
