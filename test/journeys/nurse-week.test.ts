import { describe, expect, test } from 'vitest'
import { linkToAppointment } from '../patient-space/appointment-scene.ts'
import { stop } from '../support/day.ts'
import { journey, SCREENS, textOf } from '../support/journey.ts'
import { patient } from '../support/people.ts'

/** Somebody else's visit on the same round, so that it does not end with Mme Roussel's. */
const shared = journey(async ({ house: { db }, halle, camille }) => {
  const facts = { civility: 'M.', first_name: 'Jean', last_name: 'Vidal' } as const
  const vidal = await patient(db, halle.id, facts)
  await stop(db, { practiceId: halle.id, clinicianId: camille, patientId: vidal, at: '11:00' })
})

const WEEK = '/agenda?view=week&date=2026-11-26'

describe.each(SCREENS)('a nurse’s week, $name', screen => {
  test('morning and evening every day, one day without, and a patient in hospital and back', async () => {
    const { page, look, open, press, follow, sees } = await shared.walk(screen, 'camille')
    const { roussel } = shared.world
    await open(`/patients/${roussel}/prescriptions/new`)
    await page.getByLabel('Soin', { exact: true }).fill('Insuline')
    await page.locator('[name=category][value=visit]').check({ force: true })
    await page.getByLabel('Fréquence').fill('matin et soir tous les jours')
    await page.getByLabel('Prescripteur').fill('Dr Marchand')
    await page.getByLabel('À partir du').fill('2026-11-25')
    await look()
    await press('Enregistrer')
    await page.getByRole('heading', { name: 'Insuline' }).waitFor()
    await follow('Poser les rendez-vous')
    await look()
    await page.locator('[name="moments[0][from]"]').fill('09:00')
    await page.locator('[name="moments[0][to]"]').fill('09:30')
    await page.locator('[name="moments[1][from]"]').fill('18:30')
    await page.locator('[name="moments[1][to]"]').fill('19:30')
    await page.getByLabel('Dernier jour').fill('2026-12-01')
    await page.locator('button.main').click()
    await page.getByRole('heading', { name: '14 dates proposées' }).waitFor()
    await look()
    await press('Réserver ces 14 rendez-vous')
    await sees('14 rendez-vous réservés')
    await look()

    await open(WEEK)
    await look()
    expect(await ahead()).toEqual(WEEK_OF_VISITS)
    await skip(0)
    await skip(1)
    expect(await ahead()).toEqual(WEEK_OF_VISITS.filter(visit => !visit.startsWith(SUNDAY)))

    const { open: openLink, ...patientsScreen } = await shared.walk(screen)
    const next = (await visits()).find(visit => visit.on > SUNDAY)!
    shared.world.house.clock.set(`${SUNDAY}T08:00:00.000Z`)
    await openLink(await linkToAppointment(shared.world, next.id))
    await patientsScreen.sees('Pas de passage aujourd’hui.')
    await patientsScreen.look()
    shared.world.house.clock.set('2026-11-25T08:02:00.000Z')

    await open('/today')
    await page.getByRole('heading', { name: 'Mme Odette Roussel' }).waitFor()
    await look()
    await press('Hospitalisée')
    await page.getByRole('heading', { name: 'M. Jean Vidal' }).waitFor()
    await look()
    expect(await ahead()).toEqual([])
    await open(WEEK)
    expect(await page.locator('.appt:not([data-s=cancelled])', { hasText: 'Roussel' }).count()).toBeLessThan(
      3,
    )
    await look()
    await open('/today')
    await press(/^Annuler «.*»/)
    await page.getByRole('heading', { name: 'Mme Odette Roussel' }).waitFor()
    expect(await ahead()).toEqual(WEEK_OF_VISITS.filter(visit => !visit.startsWith(SUNDAY)))
    await look()

    async function skip(index: number): Promise<void> {
      const visit = (await visits()).filter(({ on }) => on === SUNDAY)[index]!
      await open(`/appointments/${visit.id}`)
      await page.getByText('Annuler ce rendez-vous').click()
      await page.getByLabel('Le patient', { exact: true }).check({ force: true })
      await page.getByLabel('Pourquoi').fill('son fils s’en charge')
      await press('Annuler le rendez-vous')
      await sees(/à la demande du patient, son fils s’en charge/)
      await look()
      expect(await textOf(page, '.panel')).toContain('Annulé')
    }
  })
})

const SUNDAY = '2026-11-29'

const WEEK_OF_VISITS = [25, 26, 27, 28, 29, 30]
  .map(day => `2026-11-${day}`)
  .concat('2026-12-01')
  .flatMap(on => [`${on} 09:00`, `${on} 18:30`])

const visits = async () =>
  await shared.world.house.db
    .selectFrom('appointments')
    .select(['id', 'on', 'status', 'window_from_at'])
    .where('patient_id', '=', shared.world.roussel)
    .orderBy('window_from_at')
    .orderBy('id')
    .execute()

/** What is still to come, as « 2026-11-26 09:00 » in Paris. */
const ahead = async (): Promise<string[]> => {
  const rows = await visits()
  return rows
    .filter(({ status }) => status === 'booked')
    .map(
      ({ on, window_from_at: at }) =>
        `${on} ${String(Number(at!.slice(11, 13)) + 1).padStart(2, '0')}${at!.slice(13, 16)}`,
    )
}
