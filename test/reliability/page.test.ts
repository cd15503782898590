import { expect, test } from 'vitest'
import { addDays } from '../../src/time.ts'
import { freshSqlite } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { stage, wordsOf } from '../today/scene.ts'
import { pastDays, pastStop, YESTERDAY } from './history.ts'

/** Mme Roussel at 9 h on each of the last 24 days, four times late, twice told; Bastien saw her once. */
const history = async () => {
  const scene = await stage(freshSqlite)
  const { house, halle, camille, bastien, roussel } = scene
  const hers = { practiceId: halle.id, clinicianId: camille, patientId: roussel }
  const minutes = Array.from({ length: 24 }, (_, index) => (index % 6 === 0 ? 30 : index % 6))
  const days = await pastDays(house.db, hers, minutes)
  await days[0]!.text('late', '08:20', ['09:20', '09:35'])
  await days[6]!.text('late', '08:50', ['09:35', '09:50'])
  await days[1]!.text('late', '08:20', ['09:20', '09:35'])
  const his = await pastStop(house.db, { ...hers, clinicianId: bastien }, { at: '11:00' })
  await his.tap('arrival', '11:05')
  return { ...scene, hers }
}

test('says how often visits began late, who was told and how early, and what the texts were worth', async () => {
  const { camillePhone, camille } = await history()
  const words = await camillePhone.read(`/reliability?clinician=${camille}`)
  expect(words).toContain('Camille, du 28 octobre 2026 au 24 novembre 2026')
  expect(words).toContain('En retard 4 sur 24 17 %')
  expect(words).toContain('À l’heure, tolérance comprise 20 sur 24 83 %')
  expect(words).toContain('La moitié a commencé au plus tard 3 min après l’heure convenue')
  expect(words).toContain('9 sur 10 ont commencé au plus tard 30 min après l’heure convenue')
  expect(words).toContain('Pour 4 passages en retard')
  expect(words).toContain('Avant le passage 2 sur 4 ')
  expect(words).toContain('Au moins 15 min avant l’heure convenue 1 sur 4 ')
  expect(words).toContain('Au moins 30 min avant l’heure convenue 1 sur 4 ')
  expect(words).toContain('Pour 3 passages annoncés en retard')
  expect(words).toContain('Vraiment en retard 2 sur 3 ')
  expect(words).toContain('Commencés dans la plage annoncée 1 sur 3 ')
  expect(words).toContain('2 avant la plage annoncée')
  expect(words).toContain('Sous 20 cas, c’est trop peu pour un pourcentage')
})

test('shows how far a patient’s hour spreads, and leads to the patient', async () => {
  const { camillePhone, roussel } = await history()
  const { body } = await camillePhone.open('/reliability')
  expect(body).toContain(`<a href="/patients/${roussel}">Mme\u00a0Odette Roussel</a>`)
  expect(wordsOf(body)).toMatch(/9 h 01 – 9 h 30 29 min/)
})

test('gives an owner the practice and each colleague, a clinician their own figures and no others', async () => {
  const { camillePhone, as, camille, bastien } = await history()
  const whole = await camillePhone.read('/reliability')
  expect(whole).toContain('4 sur 25')
  expect(whole).toMatch(/Tout le cabinet Bastien Camille/)
  const his = await as(bastien)
  const own = await his.read('/reliability')
  expect(own).toContain('En retard 0 sur 1 ')
  expect(own).toContain('Bastien, du')
  expect(own).not.toContain('Camille')
  expect((await his.open(`/reliability?clinician=${camille}`)).statusCode).toBe(404)
})

test('is not for the secretary, nor for a substitute, and knows nobody of another practice', async () => {
  const { camillePhone, as, ines, remi, chloe, port } = await history()
  for (const who of [ines, remi]) expect((await (await as(who)).open('/reliability')).statusCode).toBe(403)
  expect((await camillePhone.open(`/reliability?clinician=${chloe}`)).statusCode).toBe(404)
  expect(await (await as(chloe, port.id)).read('/reliability')).toContain('Pas encore de chiffres')
})

test('counts whole weeks until yesterday, as many as asked', async () => {
  const { camillePhone, house, hers } = await history()
  const old = await pastStop(house.db, hers, { on: addDays(TODAY, -60) })
  await old.tap('arrival', '09:00')
  await (await pastStop(house.db, hers, { on: TODAY })).tap('arrival', '09:00')
  expect(await camillePhone.read('/reliability')).toContain('sur 25')
  expect(await camillePhone.read('/reliability?period=3-months')).toContain('sur 26')
  expect(await camillePhone.read('/reliability?period=for-ever')).toContain('sur 25')
})

test('says little where nothing was late', async () => {
  const { house, camillePhone, halle, camille, roussel } = await stage(freshSqlite)
  await pastDays(house.db, { practiceId: halle.id, clinicianId: camille, patientId: roussel }, [0, 3, 5])
  const words = await camillePhone.read('/reliability')
  expect(words).toContain('À l’heure, tolérance comprise 3 sur 3 ')
  expect(words).toContain('Aucun retard sur cette période.')
  expect(words).toContain('Aucun retard n’a été annoncé par SMS')
  expect(words).toContain('Aucun patient n’a encore assez de passages')
  expect(words).not.toContain('Dans la semaine')
})

test('is honest where nothing can be said yet', async () => {
  const { house, camillePhone, halle, camille, roussel } = await stage(freshSqlite)
  expect(await camillePhone.read('/reliability')).toContain('Aucune tournée sur cette période')
  await pastStop(
    house.db,
    { practiceId: halle.id, clinicianId: camille, patientId: roussel },
    { on: YESTERDAY },
  )
  expect(await camillePhone.read('/reliability')).toContain(
    '1 passage prévu sur cette période, mais aucune heure',
  )
})

test('leaves the names that were read in the audit', async () => {
  const { house, camillePhone, roussel } = await history()
  await camillePhone.open('/reliability')
  const entry = await house.db
    .selectFrom('audit_entries')
    .select(['route', 'patient_ids'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(entry).toEqual({ route: 'GET /reliability', patient_ids: JSON.stringify([roussel]) })
})

test('is found from the page of the practice by those whom it is for', async () => {
  const { camillePhone, as, bastien, ines } = await stage(freshSqlite)
  const link = 'href="/reliability"'
  expect((await camillePhone.open('/practice')).body).toContain(link)
  expect((await (await as(bastien)).open('/practice')).body).toContain(link)
  expect((await (await as(ines)).open('/practice')).body).not.toContain(link)
})
