import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test, vi } from 'vitest'
import { freshFolder, refusalOf, start } from './start-process.ts'

/** Each is a process that loads the whole application; a busy machine takes its time. */
vi.setConfig({ testTimeout: 60_000 })

const addressIn = (out: string): string => out.match(/http:\/\/\S+:\d+/)![0]

describe('the first start', () => {
  test('opens the demo, says where and how to come in, and ends quietly when told to', async () => {
    const folder = freshFolder()
    const server = start({ folder, env: { LOG_LEVEL: 'warn' } })
    const out = await server.says(/choose a person/)
    const page = await fetch(addressIn(out), { redirect: 'follow' })
    expect(page.url).toMatch(/\/demo$/)
    expect(await page.text()).toContain('Camille Vasseur')
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, err: '' })
    expect(existsSync(join(folder, 'data', 'demo.db-wal'))).toBe(false)
    expect(statSync(join(folder, 'data', 'secret')).mode & 0o777).toBe(0o600)
  })

  test('goes on where the demo was left', async () => {
    const folder = freshFolder()
    const first = start({ folder })
    const address = addressIn(await first.says(/choose a person/))
    await fetch(`${address}/demo/jump`, { method: 'POST', body: new URLSearchParams({ to: '30' }) })
    await first.stop('SIGINT')
    const second = start({ folder })
    const page = await fetch(`${addressIn(await second.says(/choose a person/))}/demo/time`)
    expect(await page.text()).toMatch(/9\u00a0h\u00a01\d/)
  })

  test('of a real practice prints the code that opens the first-run page', async () => {
    const server = start({ folder: freshFolder(), env: { DEMO: '0' } })
    const out = await server.says(/type this code/)
    expect(out).toMatch(/\/first-run\n.*good for a day: [A-Z\d-]{8,}/)
    const page = await fetch(`${addressIn(out)}/first-run`)
    expect(page.status).toBe(200)
  })

  test('of a real practice is followed by no demo', async () => {
    const folder = freshFolder()
    await start({ folder, env: { DEMO: '0' } }).says(/type this code/)
    expect(await start({ folder }).says(/Prévenance/)).toContain('/first-run')
  })
})

describe('npm run migrate', () => {
  test('brings a database up to date, then finds nothing to do', async () => {
    const facts = { folder: freshFolder(), env: { DEMO: '0' }, program: 'scripts/migrate.ts' }
    const first = await start(facts).ended
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain('create-practices')
    expect(await start(facts).ended).toMatchObject({ code: 0, out: 'Nothing to migrate.\n', err: '' })
  })

  test('leaves nothing half-written when a migration fails', async () => {
    const folder = freshFolder()
    const env = { DATABASE_URL: 'sqlite:half.db', SECRET_KEY: 'k'.repeat(40) }
    const database = new Database(join(folder, 'half.db'))
    database.exec('create table messages (id text)')
    const { code } = await start({ folder, env, program: 'scripts/migrate.ts' }).ended
    expect(code).not.toBe(0)
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all()
    expect(tables.filter(name => !String(name).startsWith('kysely_'))).toEqual(['messages'])
    database.close()
  })
})

describe('npm run demo:reset', () => {
  test('begins the demo again, and never touches a real practice', async () => {
    const folder = freshFolder()
    const reset = await start({ folder, program: 'scripts/demo-reset.ts' }).ended
    expect(reset).toMatchObject({ code: 0, out: 'The demo begins again.\n', err: '' })
    expect(await refusalOf({ folder, env: { DEMO: '0' }, program: 'scripts/demo-reset.ts' })).toBe(
      'DEMO: this is a real practice, which is never reset; set DEMO=1.',
    )
  })
})
