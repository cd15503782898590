import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, inject, test, vi } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrations.ts'
import { freshPostgres, freshSqlite } from '../support/database.ts'
import { practice } from '../support/people.ts'
import { serverAccount } from '../support/server-account.ts'
import { freshFolder, refusalOf } from './start-process.ts'

/** Each is a process that loads the whole application; a busy machine takes its time. */
vi.setConfig({ testTimeout: 60_000 })

const REAL = { DATABASE_URL: 'sqlite:data/prevenance.db' }

/** Another account than root's, which may write everywhere; as ourselves elsewhere. */
const account = serverAccount()

const realFile = async (folder: string): Promise<string> => {
  const file = join(folder, 'data', 'prevenance.db')
  mkdirSync(join(folder, 'data'))
  const db = openDatabase(`sqlite:${file}`)
  await migrate(db)
  await db.destroy()
  return file
}

test('a wrong setting stops the start with its name and what was expected, and nothing is made', async () => {
  const folder = freshFolder()
  const env = { PUBLIC_URL: 'rdv.example.fr' }
  expect(await refusalOf({ folder, env })).toBe(
    'PUBLIC_URL: expected an address such as https://rdv.example.fr, not "rdv.example.fr".',
  )
  expect(readdirSync(folder)).toEqual([])
})

describe('a database that cannot be used stops the start with one sentence', () => {
  test('locked by another program', async () => {
    const folder = freshFolder()
    const database = new Database(await realFile(folder))
    database.pragma('journal_mode = DELETE')
    database.exec('begin exclusive')
    expect(await refusalOf({ folder, env: REAL })).toBe(
      'Database: data/prevenance.db is locked by another program; close that one, then start again.',
    )
    database.close()
  })

  test('damaged, or not a database at all, and left as it was', async () => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'prevenance.db'), 'a letter to the bank\n'.repeat(100))
    expect(await refusalOf({ folder, env: REAL })).toBe(
      'Database: data/prevenance.db is damaged or is not a database; put a backup in its place.',
    )
  })

  test.each([
    [10, 'before the first table'],
    [60, 'while tables are made'],
  ])('on a disk that is full after %i kB, %s, with no half of a table', async diskKilobytes => {
    const folder = freshFolder()
    expect(await refusalOf({ folder, env: REAL, diskKilobytes })).toBe(
      'Database: data/prevenance.db cannot be written; the disk may be full.',
    )
    const database = new Database(join(folder, 'data', 'prevenance.db'))
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all()
    database.close()
    expect(tables.filter(name => !String(name).startsWith('kysely_'))).toEqual([])
  })

  test('read-only', async () => {
    const folder = freshFolder()
    chmodSync(await realFile(folder), 0o444)
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'data'), 0o755)
    const env = { ...REAL, SECRET_KEY: 'k'.repeat(40) }
    expect(await refusalOf({ folder, env, account })).toMatch(
      /^Database: data\/prevenance\.db (may only be read here|cannot be opened)/,
    )
  })

  test('in a folder that may not be written', async () => {
    const folder = freshFolder()
    chmodSync(folder, 0o555)
    const env = { ...REAL, SECRET_KEY: 'k'.repeat(40) }
    expect(await refusalOf({ folder, env, account })).toBe(
      'Database: data/prevenance.db cannot be opened; check that its folder exists and may be written.',
    )
  })

  test('the key’s file, in a folder that may not be written', async () => {
    const folder = freshFolder()
    chmodSync(folder, 0o555)
    expect(await refusalOf({ folder, env: REAL, account })).toBe(
      'SECRET_KEY: it is unset and its file data/secret cannot be read or written (EACCES).',
    )
  })

  test('made by a version that this one does not know', async () => {
    const folder = freshFolder()
    const database = new Database(await realFile(folder))
    database.exec(
      `insert into kysely_migration values ('2099-01-01-0000-tomorrow', '2099-01-01T00:00:00.000Z')`,
    )
    database.close()
    expect(await refusalOf({ folder, env: REAL })).toBe(
      'Database: it was made by another version of Prévenance; start that version, or a newer one.',
    )
  })

  test('a server that does not answer', async () => {
    const env = { DATABASE_URL: 'postgres://camille:secret@127.0.0.1:1/prevenance' }
    expect(await refusalOf({ folder: freshFolder(), env })).toBe(
      'Database: no database server answers at 127.0.0.1:1.',
    )
  })

  test('a server that knows neither the user nor the database', async () => {
    const { host, username, password } = new URL(inject('postgresUrl'))
    const nobody = { DATABASE_URL: `postgres://nobody:wrong@${host}/postgres` }
    expect(await refusalOf({ folder: freshFolder(), env: nobody })).toBe(
      `Database: the database server at ${host} refuses this user or password.`,
    )
    const nowhere = { DATABASE_URL: `postgres://${username}:${password}@${host}/nowhere` }
    expect(await refusalOf({ folder: freshFolder(), env: nowhere })).toBe(
      `Database: there is no database of this name at ${host}; create it first.`,
    )
  })
})

describe('a database that is somebody else’s is left alone', () => {
  test('the demo’s is never opened as a real practice, under whatever name', async () => {
    const { db, url } = await freshPostgres()
    await db.insertInto('installation').values({ key: 'demo', value: '1' }).execute()
    expect(await refusalOf({ folder: freshFolder(), env: { DATABASE_URL: url } })).toBe(
      'Database: it belongs to the demo, which is never opened as a real practice.',
    )
  })

  test('a real practice is never opened as the demo', async () => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'data'))
    const db = openDatabase(`sqlite:${join(folder, 'data', 'demo.db')}`)
    await migrate(db)
    await practice(db)
    await db.destroy()
    expect(await refusalOf({ folder, env: { DEMO: '1' } })).toContain('holds a real practice')
  })

  test('one whose key is another is refused before anything is written', async () => {
    const { db, url } = await freshSqlite()
    await db.insertInto('installation').values({ key: 'secret_key', value: 'of another key' }).execute()
    const folder = freshFolder()
    const env = { DATABASE_URL: url, SECRET_KEY: 'k'.repeat(40) }
    expect(await refusalOf({ folder, env })).toContain('SECRET_KEY: this database was made with another key')
    expect(await db.selectFrom('installation').selectAll().execute()).toEqual([
      { key: 'secret_key', value: 'of another key' },
    ])
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })
})

test('a port that is taken stops the start with one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  expect(await refusalOf({ folder: freshFolder(), env: { ...REAL, PORT: port } })).toBe(
    `PORT: ${port} is taken by another program; choose another one.`,
  )
  other.close()
})
