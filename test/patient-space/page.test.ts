import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stop } from '../support/day.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { forecastPassage, lateMorning, linkTo, paris, passageOfRoussel, type Scene, tap } from './scene.ts'

let world: World
let scene: Scene

beforeEach(async () => {
  world = await freshWorld()
  scene = await passageOfRoussel(world)
  world.house.clock.set(paris('09:14'))
})
afterEach(async () => {
  await world.app.close()
})

const open = (address = scene.address, headers: Record<string, string> = {}) =>
  world.app.inject({ url: address, headers })

/** What is read on the page, with plain spaces. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim()

describe('the page of a passage', () => {
  test('shows the estimate with its range, how many come before, what was agreed and when it was estimated', async () => {
    await lateMorning(world, scene)
    const text = textOf((await open()).body)
    expect(text).toContain('Camille arrive vers 9 h 40')
    expect(text).toContain('entre 9 h 30 et 9 h 50')
    expect(text).toContain('2 passages avant vous')
    expect(text).toContain('Heure convenue 9 h 25')
    expect(text).toContain('Dernière mise à jour 9 h 14')
    expect(text).toContain('Appeler le 02 61 91 00 42')
    expect(text).toContain('Cette page s’efface ce soir à 20 h.')
  })

  test('says what was agreed while nothing is known', async () => {
    expect(textOf((await open()).body)).toContain('Rémi passera vers 9 h 25 comme convenu')
  })

  test('follows the taps: begun, then done, with the next passage', async () => {
    await lateMorning(world, scene)
    await tap(world, scene, 'arrival', '09:41')
    expect(textOf((await open()).body)).toContain('Camille est là depuis 9 h 41')
    await tap(world, scene, 'completion', '09:58')
    const { halle, camille, roussel } = world
    const next = { practiceId: halle.id, clinicianId: camille, patientId: roussel, on: '2026-11-26' }
    await stop(world.house.db, { ...next, at: '09:25' })
    const text = textOf((await open()).body)
    expect(text).toContain('C’est fait Camille a fait son passage ce matin.')
    expect(text).toContain('Prochain passage : Demain, jeudi 26 novembre vers 9 h 25')
  })

  test('says so when the appointment was cancelled', async () => {
    await lateMorning(world, scene)
    await world.house.db
      .updateTable('appointments')
      .set({ status: 'cancelled' })
      .where('patient_id', '=', world.roussel)
      .execute()
    expect(textOf((await open()).body)).toContain('Ce passage n’aura pas lieu.')
  })

  test('names no patient, profession, care or place, neither to the patient nor to a carer', async () => {
    await lateMorning(world, scene)
    const carers = await linkTo(world, scene.stopId, world.paul)
    for (const address of [scene.address, `${scene.address}/texts`, carers.address])
      expect((await open(address)).body).not.toMatch(
        /Roussel|Odette|Paul|infirmi|pansement|lavoirs|charleville|vasseur/i,
      )
  })

  test('leaves out a practice’s name that tells a specialty', async () => {
    await world.house.db.updateTable('practices').set({ name: 'Cabinet infirmier' }).execute()
    const { body } = await open()
    expect(body).not.toContain('infirmier')
    expect(body).toContain('Le cabinet')
  })

  test('gives a poll the fragment alone', async () => {
    const { body } = await open(scene.address, { 'hx-request': 'true', 'hx-request-type': 'partial' })
    expect(body).toContain('id="passage"')
    expect(body).not.toContain('<html')
  })

  test('may be kept by no cache, found by no search engine and passed on to no other site', async () => {
    const carers = await linkTo(world, scene.stopId, world.paul)
    for (const address of [scene.address, carers.address, '/p/aaaaaaaaaaaaaaaa']) {
      const { headers } = await open(address)
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['x-robots-tag']).toContain('noindex')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  })

  test('leaves one audit entry per reading, by the link', async () => {
    await open()
    await open()
    const entries = await world.house.db.selectFrom('audit_entries').selectAll().execute()
    expect(entries.map(({ actor, route, patient_ids }) => ({ actor, route, patient_ids }))).toEqual([
      { actor: `link:${scene.linkId}`, route: 'GET /p/:token', patient_ids: JSON.stringify([world.roussel]) },
      { actor: `link:${scene.linkId}`, route: 'GET /p/:token', patient_ids: JSON.stringify([world.roussel]) },
    ])
  })
})

describe('a link that does not open', () => {
  test('is told the same whether it never was, has expired or was ended', async () => {
    const never = await open('/p/aaaaaaaaaaaaaaaa')
    world.house.clock.set(paris('20:00'))
    const expired = await open()
    world.house.clock.set(paris('09:14'))
    await world.house.db
      .updateTable('patient_links')
      .set({ ended_at: paris('09:00') })
      .execute()
    const ended = await open()
    expect(never.statusCode).toBe(404)
    expect([expired.statusCode, ended.statusCode]).toEqual([404, 404])
    expect([textOf(expired.body), textOf(ended.body)]).toEqual([textOf(never.body), textOf(never.body)])
    expect(never.body).not.toContain('Halle')
  })

  test('may be tried twenty times from one address, while living links go on opening from there', async () => {
    for (let miss = 1; miss <= 20; miss++) expect((await open('/p/aaaaaaaaaaaaaaaa')).statusCode).toBe(404)
    expect((await open('/p/bbbbbbbbbbbbbbbb')).statusCode).toBe(429)
    expect((await open()).statusCode).toBe(200)
  })

  test('is counted for the whole network of an address that is one of very many', async () => {
    const from = async (host: number) =>
      (
        await world.app.inject({
          url: '/p/aaaaaaaaaaaaaaaa',
          remoteAddress: `2001:db8:1:2::${host.toString(16)}`,
        })
      ).statusCode
    for (let host = 1; host <= 20; host++) expect(await from(host)).toBe(404)
    expect(await from(21)).toBe(429)
  })

  test('counts for nothing while it is living ones that are opened', async () => {
    for (let hit = 1; hit <= 25; hit++) await open()
    expect((await open('/p/aaaaaaaaaaaaaaaa')).statusCode).toBe(404)
  })
})

test('a forecast that changes is read at the next poll', async () => {
  await lateMorning(world, scene)
  await forecastPassage(world, scene, { at: '09:25', visitsBefore: 1, late: false })
  expect(textOf((await open()).body)).toContain('Camille arrive vers 9 h 25 à l’heure convenue')
})
