import { afterEach, describe, expect, test } from 'vitest'
import { saveCadre } from '../../src/cadre/queries.ts'
import { DEFAULT_TERMS } from '../../src/cadre/terms.ts'
import { inTransaction } from '../../src/db/database.ts'
import { allRouteExamples } from '../access/all-route-examples.ts'
import type { RouteExample, Sent, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { answerOfRoussel, callToMake, passageOfRoussel } from '../todo/scene.ts'

const CLINICAL = 'Escarre du talon'

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

/** A care label, a reason of an imperative hour, what was said together, answers and an alert: all of them clinical. */
const writeClinicalText = async (world: World): Promise<void> => {
  const { house, halle, roussel, camille } = world
  const stopId = await passageOfRoussel(world)
  await answerOfRoussel(world, stopId, 'unread', CLINICAL)
  await answerOfRoussel(world, stopId, 'cannot', CLINICAL)
  const alert = { key: 'clinical-alert', clinical: true, facts: { sentence: CLINICAL } }
  await callToMake(world, stopId, { kind: 'alert', ...alert })
  const window = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '09:30', hardBefore: '10:00' }
  const terms = { ...DEFAULT_TERMS, windows: [{ ...window, hardReason: CLINICAL }], highlights: [CLINICAL] }
  const cadre = { practiceId: halle.id, patientId: roussel, basedOn: 0, terms, by: camille }
  await inTransaction(house.db, trx => saveCadre(trx, cadre, house.clock.now()))
}

const ask = async ({ app, cookies }: World, { route }: RouteExample, sent: Sent, htmx: boolean) => {
  const { body } = await app.inject({
    method: route.split(' ')[0] as 'GET' | 'POST',
    url: sent.url,
    headers: {
      cookie: cookies.ines,
      accept: 'text/html',
      ...(sent.payload && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(htmx && { 'hx-request': 'true', 'hx-request-type': 'partial' }),
      ...sent.headers,
    },
    ...(sent.payload && { payload: new URLSearchParams(sent.payload).toString() }),
  })
  return body
}

/** The round of somebody, where a page asks whose; what is folded away, unfolded. */
const widest = (url: string, { camille }: World): string =>
  `${url}${url.includes('?') ? '&' : '?'}clinician=${camille}&done=1`

/** The demo shows every phone to everybody, and a link is the patient's own. */
const examples = allRouteExamples.filter(({ route }) => !/ \/(demo|p\/)/.test(route))

describe.each(examples)('$route', example => {
  test.each([
    ['page', false],
    ['fragment', true],
  ])('shows the secretary nothing clinical, as a %s', async (_as, htmx) => {
    const world = await freshWorld()
    opened.push(world)
    if (!example.route.endsWith(' /first-run')) await writeClinicalText(world)
    const sent = (await example.arrange?.(world)) ?? { url: example.route.split(' ')[1]! }
    await world.house.db.updateTable('appointments').set({ care: CLINICAL }).execute()
    const body = await ask(world, example, { ...sent, url: widest(sent.url, world) }, htmx)
    expect(body).not.toContain(CLINICAL)
  })
})

test('all of it is there for those who care', async () => {
  const world = await freshWorld()
  opened.push(world)
  await writeClinicalText(world)
  await world.house.db.updateTable('appointments').set({ care: CLINICAL }).execute()
  for (const url of [
    '/tasks',
    `/patients/${world.roussel}`,
    `/patients/${world.roussel}/cadre`,
    '/rounds/2026-11-25',
  ]) {
    const { body } = await world.app.inject({ url, headers: { cookie: world.cookies.camille } })
    expect(body, url).toContain(CLINICAL)
  }
})
