import { afterEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { noteFailure } from '../../src/messages/circuit.ts'
import { makeMeters } from '../../src/server/metrics/meters.ts'
import { workings } from '../../src/server/workings.ts'
import { makeWorker } from '../../src/worker.ts'
import { outboxWorld } from '../messages/outbox-world.ts'
import { testConfig, testHouse } from '../support/app.ts'
import { freshSqlite } from '../support/database.ts'
import { freshWorld } from '../support/world.ts'

const AS_MONITOR = { authorization: `Bearer ${testConfig().metricsToken}` }

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const opened = <App extends { close(): Promise<unknown> }>(app: App): App => {
  closing.push(() => app.close())
  return app
}

/** Each line without its comments, as `name{labels}` to value. */
const parse = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter(line => line && !line.startsWith('#'))
      .map(line => {
        const space = line.lastIndexOf(' ')
        return [line.slice(0, space), line.slice(space + 1)]
      }),
  )

const scrape = async (app: ReturnType<typeof buildApp>) => {
  const response = await app.inject({ url: '/metrics', headers: AS_MONITOR })
  expect(response.statusCode).toBe(200)
  expect(response.headers['content-type']).toContain('text/plain')
  return parse(response.body)
}

describe('who may read the metrics', () => {
  const statusFor = async (facts: Partial<Config>, headers: Record<string, string>) => {
    const app = opened(buildApp(await testHouse(facts)))
    return (await app.inject({ url: '/metrics', headers })).statusCode
  }

  test('who shows the token, and nobody else, not even from this machine', async () => {
    expect(await statusFor({}, AS_MONITOR)).toBe(200)
    expect(await statusFor({}, {})).toBe(403)
    expect(await statusFor({}, { authorization: 'Bearer a-token-of-somebody' })).toBe(403)
    expect(await statusFor({}, { authorization: `Basic ${testConfig().metricsToken}` })).toBe(403)
  })

  test('nobody where no token is set', async () => {
    expect(await statusFor({ metricsToken: null }, AS_MONITOR)).toBe(404)
    expect(await statusFor({ metricsToken: null }, { authorization: 'Bearer null' })).toBe(404)
  })
})

test('requests are counted by the pattern of their route: no id, no token', async () => {
  const { app, cookies, roussel } = await freshWorld()
  opened(app)
  await app.inject({ url: `/patients/${roussel}`, headers: { cookie: cookies.camille } })
  await app.inject('/p/a-token-of-a-patient')
  await app.inject('/nowhere')
  const metrics = await scrape(app)
  const counted = (labels: string) => metrics[`prevenance_http_request_seconds_count{${labels}}`]
  expect(counted('method="GET",route="/patients/:id",status="200"')).toBe('1')
  expect(counted('method="GET",route="/p/:token",status="404"')).toBe('1')
  expect(counted('method="GET",route="?",status="404"')).toBe('1')
  expect(Object.keys(metrics).join('\n')).not.toMatch(/a-token-of|nowhere/)
  expect(Object.keys(metrics).join('\n')).not.toContain(roussel)
})

test('what is in the outbox, and whether the provider takes it, is said in numbers', async () => {
  const { db, clock, queue } = await outboxWorld(freshSqlite)
  const app = opened(buildApp({ ...(await testHouse()), db, clock }))
  await queue()
  clock.pass(2)
  expect(await scrape(app)).toMatchObject({
    'prevenance_outbox_messages{status="queued"}': '1',
    'prevenance_outbox_messages{status="unknown"}': '0',
    prevenance_outbox_oldest_due_seconds: '120',
    'prevenance_notices_today{state="sent"}': '0',
    prevenance_audit_unsealed_entries: '0',
    'prevenance_sms_gateway_up{gateway="simulated"}': '1',
    'prevenance_sms_account_refused{gateway="simulated"}': '0',
  })
  await noteFailure(db, 'locked_out', clock.now())
  expect(await scrape(app)).toMatchObject({
    'prevenance_sms_gateway_up{gateway="simulated"}': '0',
    'prevenance_sms_account_refused{gateway="simulated"}': '1',
  })
})

test('turns of the background work are timed by kind, and their faults counted', async () => {
  const meters = makeMeters()
  const house = await testHouse()
  const app = opened(buildApp(house, meters))
  const setup = workings(house, () => {}, meters)
  const broken = {
    name: 'broken',
    run: async () => {
      throw new Error('no')
    },
  }
  await makeWorker({ ...setup, chores: [broken] }).turn()
  expect(await scrape(app)).toMatchObject({
    'prevenance_worker_turn_seconds_count{job="delivery"}': '1',
    'prevenance_worker_turn_seconds_count{job="broken"}': '1',
    'prevenance_worker_faults_total{job="broken"}': '1',
  })
})

test('a database that does not answer is said, and nothing old is shown', async () => {
  const house = await testHouse()
  const app = opened(buildApp(house))
  expect(await scrape(app)).toMatchObject({ 'prevenance_database_up{kind="sqlite"}': '1' })
  await house.db.destroy()
  const metrics = await scrape(app)
  expect(metrics).toMatchObject({
    'prevenance_database_up{kind="sqlite"}': '0',
    prevenance_outbox_oldest_due_seconds: 'Nan',
  })
  expect(metrics).not.toHaveProperty('prevenance_outbox_messages{status="queued"}')
})
