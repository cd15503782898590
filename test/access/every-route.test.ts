import type { LightMyRequestResponse } from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import type { RouteAccess } from '../../src/http/access-declaration.ts'
import { type DumpedRow, dump, textOf } from '../support/dump.ts'
import type { Person, RouteExample, Sent, World } from '../support/route-examples.ts'
import { TWILIO } from '../support/twilio-texts.ts'
import { freshWorld } from '../support/world.ts'
import { allRouteExamples } from './all-route-examples.ts'
import { giveChloeTheSameRole, type Stranger, strangersTo } from './strangers.ts'

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

test('every route has one example, and every example its route', async () => {
  const { app } = await openWorld('demo')
  const declared = app.declaredRoutes.map(({ method, url }) => `${method} ${url}`)
  const given = allRouteExamples.map(example => example.route)
  expect({
    withoutExample: declared.filter(route => !given.includes(route)),
    withoutRoute: given.filter(route => !declared.includes(route)),
    twice: given.filter((route, index) => given.indexOf(route) !== index),
  }).toEqual({ withoutExample: [], withoutRoute: [], twice: [] })
})

describe.each(allRouteExamples)('$route', example => {
  test(`serves ${example.as} and nobody who has no right to it`, async () => {
    const world = await openWorld(await accessOf(example))
    const access = declarationIn(world, example)
    await giveChloeTheSameRole(world, example)
    const sent = await arrange(world, example)
    for (const stranger of await strangersTo(world, access, example, sent))
      await expectRefusal(world, example, sent, stranger)
    if (example.everyonesOwn) await expectHerOwnOnly(world, example, sent)
    if (access === 'link') await expectNotOnceEnded(world, example, sent)
    if (access === 'demo') await expectNotOutsideTheDemo(world, example, sent)
    await expectEffect(world, example, sent)
  })
})

const openWorld = async (access: RouteAccess): Promise<World> => {
  const world = await freshWorld({ demo: access === 'demo', twilio: access === 'webhook' ? TWILIO : null })
  opened.push(world)
  return world
}

let declarations: Map<string, RouteAccess> | undefined

/** What a route declares, known before its world is made: demo routes need a demo. */
const accessOf = async (example: RouteExample): Promise<RouteAccess> => {
  if (!declarations) {
    const { app } = await openWorld('demo')
    declarations = new Map(app.declaredRoutes.map(({ method, url, access }) => [`${method} ${url}`, access]))
  }
  return declarations.get(example.route) ?? 'public'
}

const declarationIn = ({ app }: World, { route }: RouteExample): RouteAccess => {
  const found = app.declaredRoutes.find(({ method, url }) => `${method} ${url}` === route)
  if (!found) throw new Error(`no such route: ${route}`)
  return found.access
}

const arrange = async (world: World, example: RouteExample): Promise<Sent> =>
  (await example.arrange?.(world)) ?? { url: example.route.split(' ')[1]! }

const send = (world: World, example: RouteExample, sent: Sent, cookie?: string) => {
  const method = example.route.split(' ')[0] as 'GET' | 'POST'
  return world.app.inject({
    method,
    url: sent.url,
    headers: {
      accept: 'text/html',
      ...(sent.payload && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(cookie && { cookie }),
      ...sent.headers,
    },
    ...(sent.payload && { payload: new URLSearchParams(sent.payload).toString() }),
  })
}

const actorOf = (userId?: string) => (userId ? `user:${userId}` : undefined)

const expectRefusal = async (world: World, example: RouteExample, sent: Sent, stranger: Stranger) => {
  const { house } = world
  const before = textOf(await dump(house.db, actorOf(stranger.userId)))
  const now = house.clock.now()
  house.clock.set(stranger.at ?? now)
  const response = await send(world, example, stranger.sent ?? sent, stranger.cookie)
  house.clock.set(now)
  const answer = `${response.statusCode} ${isLedAway(response) ? 'led away' : ''}`
  expect.soft(answer, `${stranger.who} is refused`).toMatch(/^(403|404|303 led away)/)
  expect(textOf(await dump(house.db, actorOf(stranger.userId))), `${stranger.who} changes nothing`).toEqual(
    before,
  )
}

/** Opening a page without the right to it leads to the sign-in, or to the choice of a practice. */
const isLedAway = ({ statusCode, headers }: LightMyRequestResponse): boolean =>
  statusCode === 303 && /^\/(sign-in|account\/practice)\b/.test(String(headers.location))

/** Chloé's answer holds nothing of Camille's practice, whose rows stay as they were, and no row of hers points there. */
const expectHerOwnOnly = async (world: World, example: RouteExample, sent: Sent) => {
  const { house, halle, chloe } = world
  const before = await dump(house.db, actorOf(chloe))
  const response = await send(world, example, sent, world.cookies.chloe)
  const after = await dump(house.db, actorOf(chloe))
  const ofHalle = (rows: DumpedRow[]) => textOf(rows.filter(row => row.practiceId === halle.id))
  expect(ofHalle(after), 'Chloé changes nothing of another practice').toEqual(ofHalle(before))
  expect(response.statusCode).toBeLessThan(500)
  const known = new Set(textOf(before))
  const fresh = after.filter(row => !known.has(row.text)).map(row => row.text)
  const typed = JSON.stringify(sent)
  for (const id of idsOf(before, world)) {
    if (!typed.includes(id)) expect(response.body, 'Chloé sees nothing of another practice').not.toContain(id)
    for (const row of fresh) expect(row, 'no row of Chloé’s points to another practice').not.toContain(id)
  }
  expect(response.body).not.toContain('Roussel')
}

const idsOf = (rows: DumpedRow[], { halle, camille, bastien, ines, remi }: World): string[] => [
  ...rows.flatMap(row => (row.practiceId === halle.id && row.id ? [row.id] : [])),
  ...[camille, bastien, ines, remi],
]

const expectNotOnceEnded = async (world: World, example: RouteExample, sent: Sent) => {
  const { db } = world.house
  const endAll = async (at: string | null) => {
    for (const table of ['patient_links', 'calendar_feeds', 'waiting_rooms'] as const)
      await db.updateTable(table).set({ ended_at: at }).execute()
  }
  await endAll(world.house.clock.now())
  await expectRefusal(world, example, sent, { who: 'the link, once it was ended' })
  await endAll(null)
}

const expectNotOutsideTheDemo = async (world: World, example: RouteExample, sent: Sent) => {
  const app = buildApp({ ...world.house, config: { ...world.house.config, demo: false } })
  const before = textOf(await dump(world.house.db))
  const response = await send({ ...world, app }, example, sent, world.cookies.camille)
  await app.close()
  expect(response.statusCode, 'outside the demo').toBe(404)
  expect(textOf(await dump(world.house.db))).toEqual(before)
}

const expectEffect = async (world: World, example: RouteExample, sent: Sent) => {
  const person = example.as as Person
  const before = await dump(world.house.db)
  const response = await send(world, example, sent, world.cookies[person])
  await example.effect(world, response)
  const after = await dump(world.house.db)
  if (example.route.startsWith('GET ') || example.leavesNoTrace)
    expect(withoutAudit(after), 'nothing changes').toEqual(withoutAudit(before))
  else expect(withoutAudit(after), 'an action changes something').not.toEqual(withoutAudit(before))
}

const withoutAudit = (rows: DumpedRow[]) => textOf(rows.filter(row => row.table !== 'audit_entries'))
