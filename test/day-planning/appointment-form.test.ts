import { afterEach, beforeEach, expect, test } from 'vitest'
import { listDay } from '../../src/agenda/queries.ts'
import { saveCadre } from '../../src/cadre/queries.ts'
import { DEFAULT_TERMS } from '../../src/cadre/terms.ts'
import { inTransaction } from '../../src/db/database.ts'
import { stop, TODAY } from '../support/day.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
afterEach(async () => await world.app.close())

const post = async (url: string, fields: Record<string, string>, as: Person = 'camille') =>
  await world.app.inject({
    method: 'POST',
    url,
    headers: { cookie: world.cookies[as], 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })

const page = async (url: string, as: Person = 'camille') =>
  (await world.app.inject({ url, headers: { cookie: world.cookies[as] } })).body

const day = async () => await listDay(world.house.db, world.halle.id, world.camille, TODAY)

const typed = () => ({
  date: TODAY,
  clinician: world.camille,
  patient: world.roussel,
  kind: 'visit',
  care: 'Insuline',
  place: 'home',
  from: '9 h',
  to: '',
  duration: '10',
})

test('bad input is answered by messages beside the fields, and nothing typed is lost', async () => {
  const wrong = { to: '08:00', hardBefore: '08:30', duration: 'dix', care: 'Insuline du matin' }
  const response = await post('/appointments', { ...typed(), ...wrong })
  expect(response.statusCode).toBe(422)
  expect(response.body).toContain('De 1 à 480 minutes.')
  expect(response.body).toContain('value="Insuline du matin"')
  const again = await post('/appointments', { ...typed(), ...wrong, duration: '10' })
  for (const words of ['La fin doit venir après le début.', 'Elle doit venir après le début.', 'value="9 h"'])
    expect(again.body).toContain(words)
  expect(await day()).toEqual([])
})

test('a new passage is filled in from the cadre of that weekday; the other moments are offered', async () => {
  const base = { hardReason: '', weekdays: [3] }
  const windows = [
    { ...base, from: '09:00', to: '09:00', hardBefore: '09:30' },
    { ...base, from: '18:00', to: '19:30', hardBefore: null },
    { ...base, weekdays: [4], from: '14:00', to: '15:00', hardBefore: null },
  ]
  const cadre = { practiceId: world.halle.id, patientId: world.roussel, basedOn: 0, by: world.camille }
  await inTransaction(world.house.db, async trx =>
    saveCadre(trx, { ...cadre, terms: { ...DEFAULT_TERMS, windows } }, world.house.clock.now()),
  )
  const url = `/appointments/new?date=${TODAY}&clinician=${world.camille}&patient=${world.roussel}`
  const first = await page(url)
  expect(first).toMatch(/name="from"[^>]* value="09:00"/)
  expect(first).toMatch(/name="hardBefore"[^>]* value="09:30"/)
  expect(first).toContain('moment=18:00')
  expect(first).not.toContain('moment=14:00')
  await post('/appointments', typed())
  const second = await page(url)
  expect(second).toMatch(/name="from"[^>]* value="18:00"/)
  expect(second).toMatch(/name="to"[^>]* value="19:30"/)
  expect(second).toMatch(/name="care"[^>]* value="Insuline"/)
})

test('the secretary books and changes without reading or losing what the care is', async () => {
  await post('/appointments', typed())
  const [appointment] = await day()
  const url = `/appointments/${appointment!.id}`
  expect(await page(`${url}/edit`, 'ines')).not.toContain('Insuline')
  expect(await page(`/rounds/${TODAY}/plan?clinician=${world.camille}`, 'ines')).not.toContain('Insuline')
  expect(await page(`/patients/${world.roussel}`, 'ines')).not.toContain('Insuline')
  const { care, ...readable } = typed()
  expect((await post(url, { ...readable, from: '10:00', version: '1' }, 'ines')).statusCode).toBe(303)
  expect(await day()).toMatchObject([{ care, agreed_at: '2026-11-25T09:00:00.000Z', version: 2 }])
})

test('the second of two who change an appointment is told how it stands now, and keeps what was typed', async () => {
  await post('/appointments', typed())
  const url = `/appointments/${(await day())[0]!.id}`
  await post(url, { ...typed(), from: '10:00', version: '1' }, 'bastien')
  const response = await post(url, { ...typed(), from: '11:15', version: '1' })
  expect(response.statusCode).toBe(409)
  expect(response.body).toContain('mercredi 25 novembre, 10\u00a0h.')
  expect(response.body).toContain('value="11:15"')
  expect(response.body).toContain('name="version" value="2"')
})

test('a slot at the practice is refused with a way to give it twice on purpose', async () => {
  const { house, halle, camille, roussel } = world
  const other = await stop(house.db, {
    practiceId: halle.id,
    clinicianId: camille,
    patientId: roussel,
    at: '09:05',
    place: 'practice',
  })
  const wanted = { ...typed(), place: 'practice' }
  const response = await post('/appointments', wanted)
  expect(response.statusCode).toBe(409)
  expect(response.body).toContain('name="overlap"')
  expect((await post('/appointments', { ...wanted, overlap: '1' })).statusCode).toBe(303)
  expect((await day()).map(row => row.id)).toContain(other.appointmentId)
  expect(await day()).toHaveLength(2)
})

test('an archived patient is not booked, and somebody who is no clinician here has no round', async () => {
  const { house, roussel, ines, chloe } = world
  for (const clinician of [ines, chloe])
    expect((await post('/appointments', { ...typed(), clinician })).statusCode).toBe(404)
  await house.db
    .updateTable('patients')
    .set({ archived_at: house.clock.now(), archive_reason: 'moved' })
    .where('id', '=', roussel)
    .execute()
  expect((await post('/appointments', typed())).statusCode).toBe(409)
  expect(await day()).toEqual([])
})

test('a break that ends before it begins is refused beside its field', async () => {
  const url = `/rounds/${TODAY}/breaks`
  const response = await post(url, { clinician: world.camille, from: '13:00', to: '12:00' })
  expect(response.statusCode).toBe(422)
  expect(response.body).toContain('La fin doit venir après le début.')
  expect(response.body).toContain('value="13:00"')
})
