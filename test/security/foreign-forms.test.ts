import { afterEach, describe, expect, test } from 'vitest'
import { allRouteExamples } from '../access/all-route-examples.ts'
import { dump, textOf } from '../support/dump.ts'
import type { Person, RouteExample, Sent, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

const openWorld = async (facts: Parameters<typeof freshWorld>[0] = {}): Promise<World> => {
  const world = await freshWorld(facts)
  opened.push(world)
  return world
}

/** A link and a webhook bring their proof in the request itself, which another site does not know. */
const actions = allRouteExamples.filter(
  ({ route, as }) => route.startsWith('POST ') && as !== 'link' && as !== 'webhook',
)

const FOREIGN: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
  { 'sec-fetch-site': 'same-site', origin: 'https://blog.example.fr' },
  // Browsers that do not say Sec-Fetch-Site, and pages without an origin of their own.
  { origin: 'https://elsewhere.example' },
  { origin: 'http://localhost:80.elsewhere.example' },
  { origin: 'null' },
]

const send = ({ app, cookies }: World, { as }: RouteExample, sent: Sent, headers: Record<string, string>) => {
  const cookie = cookies[as as Person]
  return app.inject({
    method: 'POST',
    url: sent.url,
    headers: {
      host: 'localhost:3000',
      'content-type': 'application/x-www-form-urlencoded',
      ...(cookie && { cookie }),
      ...sent.headers,
      ...headers,
    },
    payload: new URLSearchParams(sent.payload).toString(),
  })
}

describe.each(actions)('$route', example => {
  test('does nothing for a form of another site', async () => {
    const world = await openWorld({ demo: example.route.includes(' /demo') })
    const sent = (await example.arrange?.(world)) ?? { url: example.route.split(' ')[1]! }
    const before = textOf(await dump(world.house.db))
    for (const headers of FOREIGN)
      expect((await send(world, example, sent, headers)).statusCode, JSON.stringify(headers)).toBe(403)
    expect(textOf(await dump(world.house.db))).toEqual(before)
  })
})

test.each<Record<string, string>>([
  { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
  { 'sec-fetch-site': 'none' },
  { origin: 'http://localhost:3000' },
])('%j is one of our own pages', async headers => {
  const world = await openWorld()
  const example = actions.find(({ route }) => route === 'POST /patients')!
  const sent = await example.arrange!(world)
  expect((await send(world, example, sent, headers)).statusCode).toBe(303)
})
