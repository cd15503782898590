import { afterEach, beforeEach, expect, test } from 'vitest'
import { stop } from '../support/day.ts'
import { patient } from '../support/people.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

let world: World
let neighbour: string
beforeEach(async () => {
  world = await freshWorld()
  const { house, halle, camille, bastien, roussel } = world
  neighbour = await patient(house.db, halle.id, { last_name: 'Cloarec', search_text: 'jeanne cloarec' })
  const visit = { practiceId: halle.id, at: '09:00' }
  await stop(house.db, { ...visit, clinicianId: camille, patientId: roussel })
  await stop(house.db, { ...visit, clinicianId: bastien, patientId: neighbour })
})
afterEach(async () => await world.app.close())

const ask = async (url: string, method: 'GET' | 'POST' = 'GET') =>
  await world.app.inject({ method, url, headers: { cookie: world.cookies.remi } })

test('a substitute finds the patients of the round taken over, and no others', async () => {
  const { body } = await ask('/patients')
  expect(body).toContain('Roussel')
  expect(body).not.toContain('Cloarec')
  expect((await ask('/patients?q=cloarec')).body).not.toContain('Cloarec')
})

test('a substitute opens their page, cadre and door, and nobody else’s', async () => {
  const { roussel } = world
  for (const [url, method] of [
    ['', 'GET'],
    ['/cadre', 'GET'],
    ['/home-access', 'POST'],
  ] as const) {
    expect((await ask(`/patients/${roussel}${url}`, method)).statusCode).toBe(200)
    expect((await ask(`/patients/${neighbour}${url}`, method)).statusCode).toBe(404)
  }
})

test('a substitute reads of a shared patient only the appointments of the round taken over', async () => {
  const { house, halle, camille, bastien, roussel, app, cookies } = world
  const visit = { practiceId: halle.id, patientId: roussel, at: '10:00' }
  await stop(house.db, { ...visit, clinicianId: bastien, care: 'Rééducation du genou' })
  await stop(house.db, { ...visit, clinicianId: camille, care: 'Bas de contention', on: '2026-11-30' })
  const page = await ask(`/patients/${roussel}`)
  expect(page.body).toContain('Pansement')
  expect(page.body).not.toMatch(/Rééducation|contention/)
  const { body } = await app.inject({ url: `/patients/${roussel}`, headers: { cookie: cookies.camille } })
  expect(body).toMatch(/Rééducation[\s\S]*contention/)
})

test('a substitute is offered nothing that they may not do', async () => {
  const { body } = await ask(`/patients/${world.roussel}`)
  for (const action of ['/edit', '/archive', '/appointments/new']) expect(body).not.toContain(action)
})

test('the secretary is not offered the door', async () => {
  const { house, halle, roussel, app, cookies } = world
  await house.db
    .insertInto('home_secrets')
    .values({
      id: 'a-code',
      practice_id: halle.id,
      patient_id: roussel,
      kind: 'door_code',
      sealed: house.secrets.seal('47B12', `home:${roussel}:door_code`),
      updated_at: house.clock.now(),
    })
    .execute()
  const page = async (cookie: string) =>
    (await app.inject({ url: `/patients/${roussel}`, headers: { cookie } })).body
  expect(await page(cookies.camille)).toContain('Code et clés')
  expect(await page(cookies.ines)).not.toContain('Code et clés')
})
