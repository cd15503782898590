import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Config } from '../../src/config.ts'
import { openHomeAccess } from '../../src/patients/home-access.ts'
import { getPatient } from '../../src/patients/queries.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const opened = async (facts: Partial<Config> = {}): Promise<World> => {
  const world = await freshWorld(facts)
  closing.push(() => world.app.close())
  return world
}

const post = async (world: World, url: string, fields: Record<string, string>, as: Person = 'camille') =>
  await world.app.inject({
    method: 'POST',
    url,
    headers: { cookie: world.cookies[as], 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })

test('bad input is answered by a message beside its field, and nothing typed is lost', async () => {
  const world = await opened()
  const response = await post(world, '/patients', {
    first_name: 'Samira',
    'phones[0][number]': '06 39',
    'phones[0][label]': 'le matin',
    'carers[0][relation]': 'sa fille',
    coordinates: 'près de l’église',
    born_on: '1941-02-30',
  })
  expect(response.statusCode).toBe(422)
  for (const kept of [
    'value="Samira"',
    'value="06 39"',
    'value="le matin"',
    'value="sa fille"',
    'près de l’église',
  ])
    expect(response.body).toContain(kept)
  for (const [field, message] of [
    ['last_name', 'Indiquez le nom.'],
    ['phones-0-number-', 'un numéro français en compte dix'],
    ['carers-0-name-', 'Indiquez le nom de cette personne.'],
    ['coordinates', 'Aucune coordonnée'],
    ['born_on', 'Cette date n’existe pas.'],
  ])
    expect(response.body).toMatch(new RegExp(`id="f-${field}-note" class="error">[^<]*${message}`))
})

test('a line is added without JavaScript: the form comes back with what was typed, nothing is saved', async () => {
  const world = await opened()
  const fields = { last_name: 'Haddad', 'phones[0][number]': '0639980111', add: 'phones' }
  const response = await post(world, '/patients', fields)
  expect(response.statusCode).toBe(200)
  expect(response.body).toContain('value="0639980111"')
  expect(response.body).toContain('name="phones[1][number]"')
  const saved = await world.house.db
    .selectFrom('patients')
    .selectAll()
    .where('last_name', '=', 'Haddad')
    .execute()
  expect(saved).toEqual([])
})

test('the second of two who edit is told what the first has saved, and may save on top of it', async () => {
  const world = await opened()
  const url = `/patients/${world.roussel}`
  await post(world, url, { version: '1', last_name: 'Roussel', first_name: 'Odette', city: 'Sedan' }, 'ines')
  const mine = { last_name: 'Roussel', first_name: 'Odette', city: 'Rethel', needs: 'Entend mal' }
  const response = await post(world, url, { ...mine, version: '1' })
  expect(response.statusCode).toBe(409)
  expect(response.body).toContain('Quelqu’un a modifié cette fiche')
  expect(response.body).toContain('value="Rethel"')
  expect(response.body).toContain('Entend mal')
  expect(response.body).toContain('Enregistré entre-temps\u00a0: Sedan')
  expect(response.body).toContain('name="version" value="2"')
  expect((await post(world, url, { ...mine, version: '2' })).statusCode).toBe(303)
  expect((await getPatient(world.house.db, world.halle.id, world.roussel)).city).toBe('Rethel')
})

test('the secretary neither sees nor overwrites how to come in', async () => {
  const world = await opened()
  const url = `/patients/${world.roussel}`
  const of = { practiceId: world.halle.id, patientId: world.roussel }
  await post(world, url, { version: '1', last_name: 'Roussel', door_code: '47B12' })
  const form = await world.app.inject({ url: `${url}/edit`, headers: { cookie: world.cookies.ines } })
  expect(form.body).not.toContain('door_code')
  await post(world, url, { version: '2', last_name: 'Roussel', door_code: '0000' }, 'ines')
  expect(await openHomeAccess(world.house.db, world.house.secrets, of)).toEqual({ door_code: '47B12' })
})

test('a door code is on no page before it is asked for', async () => {
  const world = await opened()
  const url = `/patients/${world.roussel}`
  await post(world, url, { version: '1', last_name: 'Roussel', door_code: '47B12' })
  for (const page of [url, `${url}/edit`, '/patients', `${url}/cadre`]) {
    const { body } = await world.app.inject({ url: page, headers: { cookie: world.cookies.camille } })
    expect(body, page).not.toContain('47B12')
  }
})

test('the address is looked up only where a geocoder is set, and only when asked', async () => {
  const asked: string[] = []
  const geocoder = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ''))
    const properties = {
      label: '14 Rue des Lavoirs 08000 Charleville-Mézières',
      type: 'housenumber',
      score: 0.93,
    }
    const geometry = { type: 'Point', coordinates: [4.7203, 49.7712] }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ features: [{ geometry, properties }] }))
  }).listen(0, '127.0.0.1')
  closing.push(async () => geocoder.close())
  await once(geocoder, 'listening')
  const { port } = geocoder.address() as AddressInfo
  const world = await opened({ geocoderUrl: `http://127.0.0.1:${port}/search` })
  const fields = { last_name: 'Haddad', address: '14, rue des Lavoirs', postcode: '08000' }
  const response = await post(world, '/patients', { ...fields, locate: '1' })
  expect(response.body).toContain('value="49.7712, 4.7203"')
  expect(response.body).toContain('est envoyée au service d’adresses')
  expect(asked).toEqual(['/search?q=14,+rue+des+Lavoirs+08000&limit=1'])
  const unset = await opened()
  const form = await unset.app.inject({ url: '/patients/new', headers: { cookie: unset.cookies.camille } })
  expect(form.body).not.toContain('name="locate"')
})

test('a geocoder that does not answer is a message, and nothing typed is lost', async () => {
  const world = await opened({ geocoderUrl: 'http://127.0.0.1:9/search' })
  const response = await post(world, '/patients', { last_name: 'Haddad', address: '14, rue', locate: '1' })
  expect(response.statusCode).toBe(200)
  expect(response.body).toContain('Le service d’adresses ne répond pas.')
  expect(response.body).toContain('value="Haddad"')
})
