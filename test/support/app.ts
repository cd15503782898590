import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import type { House } from '../../src/house.ts'
import { secretsFrom } from '../../src/secrets.ts'
import { type TestClock, testClock } from './clock.ts'
import { type FreshDatabase, freshSqlite } from './database.ts'

export const testConfig = (facts: Partial<Config> = {}): Config => ({
  port: 0,
  host: '127.0.0.1',
  publicUrl: 'http://localhost:3000',
  databaseUrl: '',
  trustProxy: false,
  secretKey: 'a secret key of the tests, 32 characters and more',
  demo: false,
  twilio: null,
  geocoderUrl: null,
  noticeUndoSeconds: 180,
  metricsToken: 'a-token-of-the-monitor',
  logLevel: 'silent',
  logFormat: 'json',
  ...facts,
})

export type TestHouse = House & { clock: TestClock; url: string }

/** A house of its own for a test: fresh database, a clock that stands still, nothing listening. */
export const testHouse = async (
  facts: Partial<Config> = {},
  fresh: () => Promise<FreshDatabase> = freshSqlite,
): Promise<TestHouse> => {
  const { db, url } = await fresh()
  const config = testConfig({ databaseUrl: url, ...facts })
  return { db, url, clock: testClock(), config, secrets: secretsFrom(config.secretKey) }
}

export const testApp = async (house: House): Promise<FastifyInstance> => {
  const app = buildApp(house)
  await app.ready()
  return app
}
