import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { loggedFault } from '../../src/http/logged-fault.ts'
import { readableLine } from '../../src/http/logging.ts'
import { testHouse } from '../support/app.ts'
import { freshPostgres } from '../support/database.ts'

let written: string[] = []
let app: FastifyInstance

beforeEach(async () => {
  written = []
  vi.spyOn(process.stderr, 'write').mockImplementation(text => written.push(String(text)) > 0)
  app = buildApp(await testHouse({ logLevel: 'info' }))
  app.get('/broken/:name', { config: { access: 'public' } }, async () => {
    throw new Error('a row with +33639980101 of Odette Roussel', { cause: new Error('Roussel again') })
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await app.close()
})

const entries = () => written.map(line => JSON.parse(line))

describe('the log of requests', () => {
  test('has one entry for each, with route, status and time', async () => {
    await app.inject('/p/a-token-of-a-patient')
    expect(entries()).toMatchObject([
      { msg: 'request', method: 'GET', route: '/p/:token', status: 404, ms: expect.any(Number) },
    ])
  })

  test('holds neither address nor IP address, nor who asked with what', async () => {
    await app.inject({
      url: '/p/a-token-of-a-patient?q=roussel',
      remoteAddress: '203.0.113.7',
      headers: { 'user-agent': 'a-browser', cookie: 'session=a-cookie' },
    })
    await app.inject('/nowhere/roussel')
    expect(entries()).toHaveLength(2)
    expect(written.join('')).not.toMatch(/a-token-of|roussel|203\.0\.113\.7|a-browser|a-cookie/)
  })

  test('leaves out what machines ask every few seconds', async () => {
    await app.inject('/health')
    await app.inject('/assets/app.css')
    expect(written).toEqual([])
  })

  test('says where a fault happened under the reference that the person was given, without its message', async () => {
    const { body } = await app.inject('/broken/odette')
    const [fault, request] = entries()
    expect(body).toContain(fault.reqId)
    expect(fault).toMatchObject({ msg: 'fault', err: { kind: 'Error', cause: { kind: 'Error' } } })
    expect(fault.err.place[0]).toContain('logging.test.ts')
    expect(request).toMatchObject({ reqId: fault.reqId, route: '/broken/:name', status: 500 })
    expect(written.join('')).not.toMatch(/33639980101|roussel|odette/i)
  })
})

describe('what is kept of a fault', () => {
  test('of a database’s, what it names but not the values that it quotes', async () => {
    const { db } = await freshPostgres()
    const row = { key: 'demo', value: 'Odette' } as const
    await db.insertInto('installation').values(row).execute()
    const fault = await db
      .insertInto('installation')
      .values(row)
      .execute()
      .catch(thrown => thrown)
    expect(fault.detail).toContain('(demo)')
    const kept = loggedFault(fault)
    expect(kept).toMatchObject({ code: '23505', table: 'installation', constraint: 'installation_pkey' })
    expect(JSON.stringify(kept)).not.toMatch(/\(demo\)|Odette/)
  })

  test('of a message with several lines, none, even when they look like places', () => {
    const kept = loggedFault(new Error('refused\n    at Odette Roussel, 12 rue de la Halle'))
    expect(kept.place!.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toContain('Odette')
  })

  test('of what is no error, its type', () => {
    expect(loggedFault('Odette')).toEqual({ kind: 'string' })
  })
})

test('a person at a terminal reads kind, code, reference and place', () => {
  const err = { kind: 'SqliteError', code: 'SQLITE_ERROR', place: ['at load (src/x.ts:1:2)'] }
  expect(readableLine(JSON.stringify({ level: 50, msg: 'fault', reqId: 'Ab3d', err }))).toBe(
    'error: fault, reference Ab3d (SqliteError SQLITE_ERROR)\n    at load (src/x.ts:1:2)\n',
  )
  expect(readableLine(JSON.stringify({ level: 40, msg: 'slow' }))).toBe('warning: slow\n')
})
