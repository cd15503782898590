import { afterEach, expect, test } from 'vitest'
import type { Id } from '../../src/terms.ts'
import { stop } from '../support/day.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { answerOfRoussel, callToMake, passageOfRoussel } from './scene.ts'

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

const openWorld = async (): Promise<World> => {
  const world = await freshWorld()
  opened.push(world)
  return world
}

const page = async (world: World, person: Person, url = '/tasks') => {
  const headers = { cookie: world.cookies[person], accept: 'text/html' }
  const { body } = await world.app.inject({ url, headers })
  return body.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
}

const post = (
  world: World,
  person: Person,
  url: string,
  payload: Record<string, string> = {},
  htmx = false,
) =>
  world.app.inject({
    method: 'POST',
    url,
    headers: {
      cookie: world.cookies[person],
      'content-type': 'application/x-www-form-urlencoded',
      ...(htmx && { 'hx-request': 'true', 'hx-request-type': 'partial' }),
    },
    payload: new URLSearchParams(payload).toString(),
  })

test('a calm day says so, and the tab counts nothing', async () => {
  const world = await openWorld()
  const body = await page(world, 'camille')
  expect(body).toContain('Rien à faire pour l’instant')
  expect(body).toContain('id="open-tasks" hidden')
})

test('a call says who, the fact, why and until when, and dials', async () => {
  const world = await openWorld()
  await callToMake(world, await passageOfRoussel(world))
  const body = await page(world, 'camille')
  expect(body).toContain('Mme Odette Roussel')
  expect(body).toContain('Passage de 9 h 30, prévu 9 h 50 – 10 h 10')
  expect(body).toContain('Téléphone fixe, avant 9 h 20')
  expect(body).toContain('href="tel:+33324570001"')
  expect(body).toContain('id="open-tasks"><b>1')
})

test('« Prévenue » closes it for everybody, and can be undone for a moment', async () => {
  const world = await openWorld()
  const id = await callToMake(world, await passageOfRoussel(world))
  const response = await post(world, 'ines', `/tasks/${id}/outcome`, { outcome: 'told' }, true)
  expect(response.body).toContain('id="tasks"')
  expect(response.body).not.toContain('<html')
  expect(response.body.replaceAll('\u00a0', ' ')).toContain('Prévenue à 8 h par Inès')
  expect(await page(world, 'camille')).toContain('Rien à faire pour l’instant')
  await post(world, 'ines', `/tasks/${id}/reopening`)
  expect(await page(world, 'camille')).toContain('Téléphone fixe')
})

test('what was done today stays to be seen, and says by whom', async () => {
  const world = await openWorld()
  const id = await callToMake(world, await passageOfRoussel(world))
  await post(world, 'bastien', `/tasks/${id}/outcome`, { outcome: 'told' })
  expect(await page(world, 'camille')).toContain('Faites aujourd’hui : 1')
  expect(await page(world, 'camille', '/tasks?done=1')).toContain('Prévenue à 8 h par Bastien')
})

test('« Pas de réponse » keeps the call and says when it was tried', async () => {
  const world = await openWorld()
  const id = await callToMake(world, await passageOfRoussel(world))
  await post(world, 'camille', `/tasks/${id}/outcome`, { outcome: 'no_answer' })
  const body = await page(world, 'camille')
  expect(body).toContain('Pas de réponse à 8 h')
  expect(body).toContain('Téléphone fixe, avant 9 h 20')
})

test('an answer is read with its words by those who care, and once read it is marked by whom', async () => {
  const world = await openWorld()
  const stopId = await passageOfRoussel(world)
  const id = await answerOfRoussel(world, stopId, 'unread', 'Mon pansement a saigné')
  expect(await page(world, 'camille')).toContain('« Mon pansement a saigné »')
  await post(world, 'camille', `/tasks/${id}/outcome`, { outcome: 'done' })
  const read = () => world.house.db.selectFrom('inbound_messages').select('read_by').execute()
  expect(await read()).toEqual([{ read_by: world.camille }])
  await post(world, 'camille', `/tasks/${id}/reopening`)
  expect(await read()).toEqual([{ read_by: null }])
})

test('the secretary sees that there is an answer, not its words, and cannot mark it read', async () => {
  const world = await openWorld()
  const stopId = await passageOfRoussel(world)
  const id = await answerOfRoussel(world, stopId, 'unread', 'Mon pansement a saigné')
  const body = await page(world, 'ines')
  expect(body).toContain('À lire par le soignant')
  expect(body).not.toContain('pansement')
  expect(body).toContain('id="open-tasks" hidden')
  const response = await post(world, 'ines', `/tasks/${id}/outcome`, { outcome: 'done' })
  expect(response.statusCode).toBe(403)
})

test('the secretary reads it where the practice lets her', async () => {
  const world = await openWorld()
  await world.house.db.updateTable('practices').set({ secretary_reads_clinical: 1 }).execute()
  await answerOfRoussel(world, await passageOfRoussel(world), 'unread', 'Mon pansement a saigné')
  expect(await page(world, 'ines')).toContain('« Mon pansement a saigné »')
})

test('a person who asks for a call is called by anybody, but only those who care read why', async () => {
  const world = await openWorld()
  await answerOfRoussel(world, await passageOfRoussel(world), 'cannot', 'Je ne peux pas')
  const [camille, ines] = [await page(world, 'camille'), await page(world, 'ines')]
  expect(camille).toContain('« Je ne peux pas »')
  expect(ines).toContain('Demande un appel')
  expect(ines).not.toContain('Je ne peux pas')
  expect(ines).not.toContain('Ne peut pas')
})

test('a substitute sees the calls of the round taken over, of these days only', async () => {
  const world = await openWorld()
  const { house, halle, bastien, camille, roussel } = world
  await callToMake(world, await passageOfRoussel(world), { reason: 'landline' })
  const elsewhere = async (clinicianId: Id, on: string) =>
    (await stop(house.db, { practiceId: halle.id, clinicianId, patientId: roussel, at: '09:30', on })).stopId
  await callToMake(world, await elsewhere(bastien, '2026-11-25'), { reason: 'outside_hours' })
  await callToMake(world, await elsewhere(camille, '2026-12-02'), { reason: 'too_late' })
  const unrelated = await callToMake(world, null, { reason: 'refused' })
  const body = await page(world, 'remi')
  expect(body).toContain('Téléphone fixe')
  expect(body).toContain('id="open-tasks"><b>1')
  expect(body).not.toMatch(/Hors de ses heures|pas pu partir|Numéro refusé/)
  expect((await post(world, 'remi', `/tasks/${unrelated}/outcome`, { outcome: 'told' })).statusCode).toBe(404)
})

test('somebody else’s round is named, and no one’s own', async () => {
  const world = await openWorld()
  await callToMake(world, await passageOfRoussel(world))
  expect(await page(world, 'bastien')).toContain('Tournée de Camille')
  expect(await page(world, 'camille')).not.toContain('Tournée de')
})

test('an outcome that does not exist is refused and changes nothing', async () => {
  const world = await openWorld()
  const id = await callToMake(world, await passageOfRoussel(world))
  expect((await post(world, 'camille', `/tasks/${id}/outcome`, { outcome: 'perhaps' })).statusCode).toBe(422)
  expect(await page(world, 'camille')).toContain('Téléphone fixe')
})

test('what it shows of patients leaves an audit entry', async () => {
  const world = await openWorld()
  await callToMake(world, await passageOfRoussel(world))
  await page(world, 'ines')
  const entries = await world.house.db.selectFrom('audit_entries').select(['actor', 'patient_ids']).execute()
  expect(entries).toEqual([{ actor: `user:${world.ines}`, patient_ids: JSON.stringify([world.roussel]) }])
})
