import { describe, expect, test } from 'vitest'
import { workings } from '../../src/server/workings.ts'
import { makeWorker } from '../../src/worker.ts'
import { weekOf } from '../care-series/scene.ts'
import { stop, TODAY } from '../support/day.ts'
import { journey, SCREENS, textOf } from '../support/journey.ts'
import { patient } from '../support/people.ts'

/** The Monday after Rémi's replacement. */
const MONDAY = '2026-11-30'

/** Camille sees Mme Roussel and M. Vidal this Wednesday and on Monday; he has no mobile telephone. */
const shared = journey(async ({ house: { db }, halle, camille, bastien, roussel }) => {
  await weekOf(db, halle.id, camille)
  const facts = { civility: 'M.', first_name: 'Jean', last_name: 'Vidal', landline: '+33324590101' } as const
  const vidal = await patient(db, halle.id, facts)
  const place = { practiceId: halle.id, clinicianId: camille }
  for (const on of [TODAY, MONDAY]) {
    await stop(db, { ...place, patientId: roussel, on, at: '10:00' })
    await stop(db, { ...place, patientId: vidal, on, at: '11:00' })
  }
  await stop(db, { practiceId: halle.id, clinicianId: bastien, patientId: vidal, at: '15:00' })
})

describe.each(SCREENS)('a leave with a substitute, $name', screen => {
  test('the secretary notes it and settles every visit; the substitute reads each cadre and sees these rounds alone', async () => {
    const { page: desk, look, open, press, follow, sees } = await shared.walk(screen, 'ines')
    await open('/practice')
    await follow('Congés')
    await sees('Aucun congé à venir')
    await look()
    await follow('Noter un congé')
    await desk.getByLabel('Soignant').selectOption(shared.world.camille)
    await desk.getByLabel('Premier jour').fill(TODAY)
    await desk.getByLabel('Dernier jour').fill('2026-11-20')
    await desk.getByLabel('Motif').fill('Grippe')
    await look()
    await press('Voir qui est concerné')
    await sees('La fin doit venir après le début.')
    expect(await desk.getByLabel('Motif').inputValue()).toBe('Grippe')
    await look()
    await desk.getByLabel('Dernier jour').fill(MONDAY)
    await press('Voir qui est concerné')

    await desk.getByRole('heading', { name: '2 rendez-vous à régler' }).waitFor()
    await desk.getByRole('heading', { name: '2 rendez-vous assurés' }).waitFor()
    const covered = await textOf(desk, 'section[aria-labelledby=assures]')
    expect(covered).toMatch(/Mercredi 25 novembre, 10 h Mme Odette Roussel par Rémi/)
    expect(covered).toMatch(/Mercredi 25 novembre, 11 h M. Jean Vidal par Rémi/)
    const toSettle = await textOf(desk, 'section[aria-labelledby=regler]')
    expect(toSettle).toMatch(/Lundi 30 novembre, 10 h Mme Odette Roussel/)
    expect(toSettle).toMatch(/Lundi 30 novembre, 11 h M. Jean Vidal/)
    await look()

    await desk.getByRole('link', { name: 'Déplacer' }).first().click()
    await sees('Le patient est prévenu comme son cadre le dit.')
    await look()
    await press(/^Mardi 1er? décembre, 10\sh/)
    await desk.getByRole('heading', { name: '1 rendez-vous à régler' }).waitFor()
    await press('Annuler le rendez-vous de M. Jean Vidal')
    await desk.getByRole('heading', { name: 'Tout est réglé' }).waitFor()
    await desk.getByRole('heading', { name: '1 rendez-vous annulé' }).waitFor()
    await look()
    await press('Prévenir ces 2 patients')
    await sees('Chacun est prévenu, ou va l’être.')
    expect(await textOf(desk, 'section[aria-labelledby=assures]')).toMatch(
      /Mme Odette Roussel par Rémi, SMS prévu .*M. Jean Vidal par Rémi, à appeler/,
    )
    await look()
    const hers = await shared.walk(screen)
    await hers.open(await linkAbout('replaced'))
    await hers.sees(/Rémi/)
    await hers.look()

    await open(`/appointments/${await appointmentOf('Roussel', '2026-12-01')}`)
    await desk.getByRole('heading', { name: 'Messages' }).waitFor()
    await look()
    await open(`/appointments/${await appointmentOf('Vidal', MONDAY)}`)
    await desk.getByRole('heading', { name: 'Messages' }).waitFor()
    expect(await textOf(desk, 'section[aria-labelledby=mes]')).toMatch(/appel|aucun mobile/i)
    await look()

    const { page: remi, ...he } = await shared.walk(screen, 'remi')
    await he.open('/today')
    await he.sees('Mme Odette Roussel')
    await he.look()
    await he.follow('Relève')
    await he.sees(/0 sur 2 cadres lus/)
    await he.look()
    await he.press('Cadre de Mme Odette Roussel lu')
    await he.sees(/1 sur 2 cadres lus/)
    await he.press('Cadre de M. Jean Vidal lu')
    await he.sees('Tous les cadres sont lus')
    await he.look()
    await he.press('Cadre de M. Jean Vidal lu, annuler')
    await he.sees(/1 sur 2 cadres lus/)
    await he.press('Cadre de M. Jean Vidal lu')
    await he.sees('Tous les cadres sont lus')
    await he.follow('Ouvrir la tournée')
    await he.sees('Mme Odette Roussel')

    await he.open(`/agenda?view=day&date=${TODAY}`)
    await he.look()
    expect(await remi.locator('.appt').count()).toBe(2)
    const { bastien } = shared.world
    const refused = async (path: string) => (await remi.request.get(shared.origin + path)).status()
    expect(await refused(`/agenda?clinician=${bastien}`)).toBe(404)
    expect(await refused('/leaves')).toBe(403)
    await he.open(`/rounds/${TODAY}?clinician=${bastien}`)
    expect(await textOf(remi, 'main')).not.toMatch(/Vidal|15 h/)
    await he.look()
  })
})

/** The address in the text to Mme Roussel, once it has left. */
const linkAbout = async (purpose: 'replaced'): Promise<string> => {
  const { house } = shared.world
  house.clock.pass(4)
  await makeWorker(workings(house, fault => expect.unreachable(JSON.stringify(fault)))).turn()
  const text = await house.db
    .selectFrom('messages')
    .select('body')
    .where('purpose', '=', purpose)
    .where('status', '!=', 'cancelled')
    .executeTakeFirstOrThrow()
  return /\/p\/\S+/.exec(text.body!)![0]
}

const appointmentOf = async (lastName: string, on: string): Promise<string> => {
  const query = shared.world.house.db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .select('a.id')
    .where('p.last_name', '=', lastName)
    .where('a.on', '=', on)
  return (await query.executeTakeFirstOrThrow()).id
}
