import { afterEach, describe, expect, test } from 'vitest'
import { allRouteExamples } from '../access/all-route-examples.ts'
import { stop } from '../support/day.ts'
import { dump } from '../support/dump.ts'
import { patient } from '../support/people.ts'
import type { Person, RouteExample, Sent, World } from '../support/route-examples.ts'
import { TWILIO } from '../support/twilio-texts.ts'
import { freshWorld } from '../support/world.ts'
import { callToMake } from '../todo/scene.ts'

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

/** The simulated phones of the demo are read by nobody real. */
const examples = allRouteExamples.filter(({ route }) => !route.includes(' /demo'))

/** What follows from a gesture for the others of the round is thought out by itself: the entry names whom it was about. */
const DERIVED = new Set([
  'audit_entries',
  'forecasts',
  'decisions',
  'notices',
  'messages',
  'message_events',
  'tasks',
])

const HTMX = { 'hx-request': 'true', 'hx-request-type': 'partial' }

describe.each(examples)('$route', example => {
  test.each([
    ['a form', {}],
    ['htmx', HTMX],
  ])('leaves one audit entry where it reads or writes of patients, sent by %s', async (_by, headers) => {
    const world = await freshWorld({ twilio: example.as === 'webhook' ? TWILIO : null })
    opened.push(world)
    await someoneElseToo(world, example)
    const sent = (await example.arrange?.(world)) ?? { url: example.route.split(' ')[1]! }
    const before = new Set((await dump(world.house.db)).map(row => row.text))
    const { body, statusCode } = await send(world, example, sent, headers)
    expect(statusCode).toBeLessThan(500)
    const fresh = (await dump(world.house.db)).filter(row => !before.has(row.text))
    const entries = fresh.filter(({ table }) => table === 'audit_entries')
    expect(entries.length).toBeLessThanOrEqual(1)
    const written = fresh.filter(({ table }) => !DERIVED.has(table)).map(row => row.text)
    const said = [body, ...written].join('\n')
    const named = (await patientsOf(world)).filter(
      ({ id, last_name }) => said.match(id) ?? said.match(last_name),
    )
    for (const { id } of named) expect(entries[0]?.text, 'the entry names them').toContain(id)
  })
})

/** Another patient in the same round, with a call to make: what is shown beside what a request is about counts too. */
const someoneElseToo = async (world: World, { route }: RouteExample): Promise<void> => {
  if (route.endsWith('/first-run')) return
  const { house, halle, camille } = world
  const delmas = await patient(house.db, halle.id, { last_name: 'Delmas', search_text: 'odette delmas' })
  const own = { practiceId: halle.id, clinicianId: camille, patientId: delmas, at: '11:00' }
  const { stopId } = await stop(house.db, own)
  await callToMake(world, stopId, { patientId: delmas })
}

const send = (world: World, example: RouteExample, sent: Sent, headers: Record<string, string>) => {
  const cookie = world.cookies[example.as as Person]
  return world.app.inject({
    method: example.route.split(' ')[0] as 'GET' | 'POST',
    url: sent.url,
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...(cookie && { cookie }),
      ...headers,
      ...sent.headers,
    },
    payload: new URLSearchParams(sent.payload).toString(),
  })
}

const patientsOf = async ({ house }: World) =>
  await house.db.selectFrom('patients').select(['id', 'last_name']).execute()
