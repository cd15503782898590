import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../../src/terms.ts'
import { stop } from '../support/day.ts'
import { fieldsOf } from '../support/form-fields.ts'
import { patient } from '../support/people.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { CARE, laidOut, prescribed, timesOf, weekOf } from './scene.ts'

let world: World
let id: Id
beforeEach(async () => {
  world = await freshWorld()
  const { house, halle, bastien, roussel } = world
  await weekOf(house.db, halle.id, bastien)
  id = await prescribed(house.db, { practiceId: halle.id, patientId: roussel, by: bastien }, { to_on: null })
})
afterEach(async () => await world.app.close())

const rhythm = (more: Record<string, string> = {}) => ({
  clinician: world.bastien,
  place: 'practice',
  duration: '30',
  unit: 'week',
  interval: '1',
  'moments[0][weekdays][0]': '5',
  'moments[0][from]': '10:30',
  from: '2026-12-01',
  sessions: '5',
  ...more,
})

const get = async (path: string, fields: Record<string, string>, who: 'bastien' | 'ines' = 'bastien') =>
  await world.app.inject({
    url: `/prescriptions/${id}/series/${path}?${new URLSearchParams(fields)}`,
    headers: { cookie: world.cookies[who], accept: 'text/html' },
  })

const post = async (fields: Record<string, string>) =>
  await world.app.inject({
    method: 'POST',
    url: `/prescriptions/${id}/series`,
    headers: { cookie: world.cookies.bastien, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })

const times = async () => await timesOf(world.house.db, world.halle.id, id)

const somebodyElse = async (on: string) => {
  const { house, halle, bastien } = world
  const patientId = await patient(house.db, halle.id, { first_name: 'Samira', last_name: 'Haddad' })
  const booked = { practiceId: halle.id, clinicianId: bastien, patientId, on, at: '10:30', minutes: 30 }
  await stop(house.db, { ...booked, place: 'practice', care: CARE })
}

describe('before anything is booked', () => {
  test('every date is shown, and what stands against it with what else is possible', async () => {
    await somebodyElse('2026-12-11')
    const { body } = await get('preview', rhythm(), 'ines')
    expect(body).toContain('5 dates proposées')
    expect(body).toContain('3 dates à décider')
    expect(body).toContain('Déjà pris par Mme\u00a0Samira Haddad')
    expect(body).toContain('Férié\u00a0: Noël')
    expect(body).toContain('Sauter cette date')
    expect(body).not.toContain(CARE)
    expect(await times()).toEqual([])
    const trail = await world.house.db.selectFrom('audit_entries').select('patient_ids').execute()
    expect(JSON.parse(trail.at(-1)!.patient_ids)).toHaveLength(2)
  })

  test('then all of it is booked as it was shown', async () => {
    await somebodyElse('2026-12-11')
    const { body } = await get('preview', rhythm())
    const response = await post(fieldsOf(body))
    expect(response.headers.location).toBe(`/prescriptions/${id}?booked=5`)
    expect(await times()).toEqual([
      '2026-12-04 10:30 booked',
      '2026-12-11 10:00 booked',
      '2026-12-18 10:30 booked',
      '2026-12-24 10:30 booked',
      '2026-12-31 10:30 booked',
    ])
  })

  test('a date taken meanwhile is shown, nothing is booked and no choice is lost', async () => {
    const { body } = await get('preview', rhythm())
    const fields = { ...fieldsOf(body), 'choices[2026-12-25T10:30]': 'keep' }
    await somebodyElse('2026-12-18')
    const refused = await post(fields)
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('Une date a changé entre-temps')
    expect(refused.body).toContain('vient de changer')
    expect(await times()).toEqual([])
    expect(fieldsOf(refused.body)['choices[2026-12-25T10:30]']).toBe('keep')
    expect((await post(fieldsOf(refused.body))).statusCode).toBe(303)
    expect(await times()).toContain('2026-12-25 10:30 booked')
  })

  test('what is skipped adds a date at the end, which is shown before it is booked', async () => {
    const { body } = await get('preview', rhythm({ sessions: '4' }))
    const skipped = { ...fieldsOf(body), 'choices[2026-12-25T10:30]': 'skip' }
    const again = await post(skipped)
    expect(again.statusCode).toBe(200)
    expect(again.body).toContain('Une date a été ajoutée à la fin')
    expect(await times()).toEqual([])
  })
})

test('a rhythm that cannot be is told beside its fields, with everything that was typed', async () => {
  const late = await get('preview', rhythm({ to: '2026-11-01' }))
  expect(late.body).toContain('La fin doit venir après le début.')
  const wrong = { 'moments[0][from]': '', duration: '31' }
  const { statusCode, body } = await get('preview', rhythm(wrong))
  expect(statusCode).toBe(422)
  expect(body).toContain('Écrivez une heure')
  expect(body).toContain('value="31"')
})

test('a moment can be added without JavaScript, and nothing typed is lost', async () => {
  const { body } = await get('new', rhythm({ add: 'moments' }))
  expect(body).toContain('Moment 2')
  expect(body).toContain('value="10:30"')
})

test('a frequency that is not understood is said to be so, to those who may read it', async () => {
  const { house } = world
  await house.db
    .updateTable('prescriptions')
    .set({ frequency: `${CARE}, si besoin` })
    .execute()
  expect((await get('new', {})).body).toContain(`«\u202f${CARE}, si besoin\u202f» n’est pas compris`)
  const page = { url: `/prescriptions/${id}`, headers: { cookie: world.cookies.bastien } }
  expect((await world.app.inject(page)).body).toContain('pas compris')
  const { body } = await get('new', {}, 'ines')
  expect(body).toContain('La fréquence n’est pas comprise')
  expect(body).not.toContain(CARE)
})

test('the file of the patient shows the thread of sessions, and when to renew', async () => {
  const { house, halle, bastien, roussel, app, cookies } = world
  await laidOut(house.db, halle.id, { prescriptionId: id, clinicianId: bastien, by: bastien, sessions: 2 })
  await house.db.updateTable('prescriptions').set({ sessions: 4, done_before: 1 }).execute()
  const { body } = await app.inject({ url: `/patients/${roussel}`, headers: { cookie: cookies.ines } })
  expect(body).toContain('1\u00a0séance faite sur 4')
  expect(body).toContain('À renouveler\u00a0: il en reste 3')
  expect(body).toContain('1 rendez-vous à poser')
  expect(body).toContain('<i class="done"></i><i class="now"></i><i></i><i class="gap"></i>')
  expect(body).not.toContain(CARE)
})

test('a series of which nothing is ahead has nothing to change', async () => {
  const { house, halle, bastien, app, cookies } = world
  const series = await laidOut(house.db, halle.id, { prescriptionId: id, clinicianId: bastien, by: bastien })
  const { body } = await app.inject({
    url: `/series/${series}/preview?${new URLSearchParams(rhythm({ sessions: '' }))}`,
    headers: { cookie: cookies.bastien },
  })
  expect(body).toContain('Cette série n’a plus de rendez-vous à venir.')
  expect(body).not.toContain('Changer la suite')
})
