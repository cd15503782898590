import { statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { readManifest } from '../../scripts/backup/backup-file.ts'
import { migrationNames } from '../../src/db/migrations.ts'
import { freshPostgres, freshSqlite } from '../support/database.ts'
import { dump, textOf } from '../support/dump.ts'
import {
  emptyDatabase,
  FINGERPRINT,
  namesIn,
  open,
  savable,
  savedWorld,
  startWriting,
} from './saved-world.ts'

// Each test starts several processes.
vi.setConfig({ testTimeout: 60_000 })

const oneSentence = (err: string): string => {
  expect(err.trimEnd()).not.toContain('\n')
  return err.trimEnd()
}

describe.each(savable)('a backup of %s', (_name, fresh) => {
  test('is one file for this account alone, and says what is in it and which key is not', async () => {
    const world = await savedWorld(fresh)
    const { code, out, err } = await world.save()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`The secret key is NOT inside: the variable SECRET_KEY, fingerprint ${FINGERPRINT}`)
    expect(statSync(world.backup).mode & 0o777).toBe(0o600)
    expect(namesIn(world.folder)).toEqual(['practice.backup'])
    expect(await readManifest(world.backup)).toMatchObject({
      demo: false,
      secretKey: FINGERPRINT,
      migrations: migrationNames(),
      rows: { practices: 2, patients: 1, messages: 1, notices: 0 },
    })
  })

  test('gives back every row', async () => {
    const world = await savedWorld(fresh)
    await world.db
      .updateTable('messages')
      .set({ status: 'accepted', body: 'Camille arrive vers 9 h 40 ☀' })
      .execute()
    await world.save()
    const url = await emptyDatabase(world)
    expect(await world.restore(url)).toMatchObject({ code: 0, err: '' })
    expect(textOf(await dump(open(url)))).toEqual(textOf(await dump(world.db)))
  })

  test('taken while another process writes is a moment between two of its transactions', async () => {
    const world = await savedWorld(fresh)
    const stopWriting = await startWriting(world.url)
    const saved = await world.save()
    await stopWriting()
    expect(saved).toMatchObject({ code: 0, err: '' })
    const { rows } = await readManifest(world.backup)
    expect(rows.opt_outs).toBeGreaterThan(0)
    expect(rows.practices).toBe(rows.opt_outs! + 2)
    const url = await emptyDatabase(world)
    expect(await world.restore(url)).toMatchObject({ code: 0, err: '' })
    const restored = await open(url).selectFrom('opt_outs').select('id').execute()
    expect(restored.length).toBe(rows.opt_outs)
  })
})

describe('a backup that cannot be made says why in one sentence and leaves nothing', () => {
  const refused = async (
    facts: Parameters<Awaited<ReturnType<typeof savedWorld>>['save']>[0],
    fresh = freshSqlite,
  ) => {
    const world = await savedWorld(fresh)
    const { code, out, err } = await world.save(facts)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(namesIn(world.folder)).toEqual([])
    return oneSentence(err).replaceAll(world.folder, 'FOLDER').replace(world.url.slice(7), 'THE DATABASE')
  }

  test('where there is no database', async () => {
    expect(await refused({ env: { DATABASE_URL: 'sqlite:nowhere.db' } })).toBe(
      'nowhere.db is not there: there is nothing to back up.',
    )
  })

  test('where the key is another, or is not there', async () => {
    expect(await refused({ env: { SECRET_KEY: 'x'.repeat(40) } })).toContain('made with another key')
    const { save, folder } = await savedWorld(freshSqlite)
    const { err } = await save({ env: { SECRET_KEY: '' } })
    expect(oneSentence(err)).toMatch(/^SECRET_KEY: /)
    expect(namesIn(folder)).toEqual([])
  })

  test('into a folder that does not exist', async () => {
    expect(await refused({ args: ['nowhere/practice.backup'] })).toBe(
      'FOLDER/nowhere: there is no such file or folder.',
    )
  })

  test('when the disk is full', async () => {
    expect(await refused({ diskKilobytes: 64 })).toMatch(/full/)
  })

  test('when PostgreSQL’s programs are missing, or its server is', async () => {
    expect(await refused({ env: { PG_BIN: '/nowhere' } }, freshPostgres)).toBe(
      'pg_dump is missing on this machine: install PostgreSQL’s client programs, or name their folder in PG_BIN.',
    )
    expect(await refused({ env: { DATABASE_URL: 'postgres://camille:secret@127.0.0.1:1/prevenance' } })).toBe(
      'Database: no database server answers at 127.0.0.1:1.',
    )
  })
})

test('an older backup stays until the new one is there, and stays when there is none', async () => {
  const world = await savedWorld(freshSqlite)
  writeFileSync(world.backup, 'the older one')
  const file = world.url.slice('sqlite:'.length)
  await world.db.destroy()
  truncateSync(file, Math.floor(statSync(file).size / 4096 / 2) * 4096)
  const { code, err } = await world.save()
  expect(code).toBe(1)
  expect(oneSentence(err)).toMatch(/damaged/)
  expect(namesIn(world.folder)).toEqual(['practice.backup'])
  expect(statSync(world.backup).size).toBe('the older one'.length)
})

test('without a file’s name it says how it is called', async () => {
  const { save, folder } = await savedWorld(freshSqlite)
  expect(await save({ args: [] })).toMatchObject({ code: 2, err: 'Usage: npm run backup -- FILE\n' })
  expect(namesIn(join(folder))).toEqual([])
})
