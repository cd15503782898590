import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { allRouteExamples } from '../access/all-route-examples.ts'
import type { Person, RouteExample, Sent, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { answerOfRoussel, callToMake, passageOfRoussel } from '../todo/scene.ts'

/** A mark that no page of ours has, and what would end an attribute. */
const MARKUP = `<x-markup a="b" c='d'>`

/** What people type, by table; JSON apart. */
const TYPED: Record<string, string[]> = {
  practices: ['name', 'sms_signature'],
  users: ['first_name', 'last_name'],
  memberships: ['profession'],
  patients: ['first_name', 'last_name', 'address', 'address_extra', 'city'],
  carers: ['name', 'relation'],
  phones: ['label'],
  appointments: ['care'],
  inbound_messages: ['body'],
  messages: ['body'],
  simulated_texts: ['body'],
  one_time_links: ['profession'],
  sessions: ['user_agent'],
  calendar_sources: ['name'],
  imports: ['file_name'],
  waiting_rooms: ['name'],
}

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

const arrange = async (example: RouteExample): Promise<{ world: World; sent: Sent }> => {
  const world = await freshWorld({ demo: example.route.includes(' /demo') })
  opened.push(world)
  if (!example.route.endsWith(' /first-run')) await bringMarkup(world)
  const sent = (await example.arrange?.(world)) ?? { url: example.route.split(' ')[1]! }
  await typeEverywhere(world)
  return { world, sent }
}

const bringMarkup = async (world: World): Promise<void> => {
  const stopId = await passageOfRoussel(world)
  await answerOfRoussel(world, stopId, 'unread', MARKUP)
  await callToMake(world, stopId, { facts: { sentence: MARKUP, phone: MARKUP } })
}

const typeEverywhere = async ({ house: { db } }: World): Promise<void> => {
  for (const [table, columns] of Object.entries(TYPED))
    for (const column of columns)
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${MARKUP}`.execute(db)
  const lines = ['locality', 'building', 'floor', 'intercom', 'animal', 'parking', 'equipment']
  const home = JSON.stringify(Object.fromEntries(lines.map(name => [name, MARKUP])))
  await db
    .updateTable('patients')
    .set({ home, needs: JSON.stringify([MARKUP]) })
    .execute()
}

const ask = async ({ app, cookies }: World, { as, route }: RouteExample, sent: Sent) => {
  const cookie = cookies[as as Person]
  const { body } = await app.inject({
    method: route.split(' ')[0] as 'GET' | 'POST',
    url: sent.url,
    headers: {
      accept: 'text/html',
      ...(sent.payload && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(cookie && { cookie }),
      ...sent.headers,
    },
    ...(sent.payload && { payload: new URLSearchParams(sent.payload).toString() }),
  })
  return body
}

const asMarkup = (names: string[]) => Object.fromEntries(names.map(name => [name, MARKUP]))

/** Calendars and tables are no pages: a browser that is told so shows none of it as one. */
const isPage = ({ route }: RouteExample): boolean => route.startsWith('GET ') && !/\.(csv|ics)$/.test(route)

describe.each(allRouteExamples.filter(isPage))('$route', example => {
  test('writes what people typed as text', async () => {
    const { world, sent } = await arrange(example)
    expect(await ask(world, example, sent)).not.toContain('<x-markup')
    const query = new URLSearchParams(asMarkup(['q', 'clinician', 'next', 'moment', 'closed', 'copied']))
    const url = `${sent.url}${sent.url.includes('?') ? '&' : '?'}${query}`
    expect(await ask(world, example, { ...sent, url })).not.toContain('<x-markup')
  })
})

describe.each(allRouteExamples.filter(({ route }) => route.startsWith('POST ')))('$route', example => {
  test('shows a form again with what was typed as text', async () => {
    const { world, sent } = await arrange(example)
    const payload = asMarkup(Object.keys(sent.payload ?? { back: '' }))
    expect(await ask(world, example, { ...sent, payload })).not.toContain('<x-markup')
  })
})
