import { existsSync } from 'node:fs'
import { rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { measure, readManifest, writeBackup } from '../../scripts/backup/backup-file.ts'
import { findOneTimeLink, issueOneTimeLink } from '../../src/access/one-time-links.ts'
import { findSignedIn, openSession } from '../../src/access/sessions.ts'
import { systemClock } from '../../src/clock.ts'
import { inTransaction } from '../../src/db/database.ts'
import { secretsFrom } from '../../src/secrets.ts'
import { type FreshDatabase, freshSqlite } from '../support/database.ts'
import { dump, textOf } from '../support/dump.ts'
import { altered, emptyDatabase, KEY, namesIn, open, savable, savedWorld } from './saved-world.ts'
import { start } from './start-process.ts'

// Each test starts several processes.
vi.setConfig({ testTimeout: 60_000 })

const rowsOf = async (url: string): Promise<string[]> => textOf(await dump(open(url)))

/** A saved practice and an empty database; what must be refused leaves it empty. */
const savedOnce = async (fresh: () => Promise<FreshDatabase>) => {
  const world = await savedWorld(fresh)
  await world.save()
  const url = await emptyDatabase(world)
  const refusal = async (...how: [args?: string[], facts?: Parameters<typeof world.restore>[2]]) => {
    const names = namesIn(world.folder)
    const { code, out, err } = await world.restore(url, ...how)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(namesIn(world.folder)).toEqual(names)
    if (!url.startsWith('sqlite:')) expect(await rowsOf(url)).toEqual([])
    const sentence = err.trimEnd().replaceAll(world.folder, 'FOLDER')
    expect(sentence).not.toContain('\n')
    return sentence
  }
  return { ...world, restoredUrl: url, refusal }
}

describe.each(savable)('restoring a backup of %s', (_name, fresh) => {
  test('gives a database with which the server starts', async () => {
    const { restore, restoredUrl, folder } = await savedOnce(fresh)
    const { out } = await restore(restoredUrl)
    expect(out).toMatch(/^Restored and checked: the database of 20\S+Z, \d+ tables\.$/m)
    const server = start({ folder, env: { DATABASE_URL: restoredUrl, SECRET_KEY: 'k'.repeat(40) } })
    const said = await server.says(/sign in/)
    const ready = await fetch(`${said.match(/http:\/\/\S+:\d+/)![0]}/ready`)
    expect(ready.status).toBe(200)
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 })
  })

  test('a text that waited to leave then is never sent again: it may have left since', async () => {
    const { restore, restoredUrl, db } = await savedOnce(fresh)
    const waiting = await db.selectFrom('messages').select(['id', 'status']).executeTakeFirstOrThrow()
    expect(waiting.status).toBe('queued')
    expect((await restore(restoredUrl)).out).toContain('may have left since: 1. They are not sent again.')
    const texts = await open(restoredUrl).selectFrom('messages').selectAll().execute()
    expect(texts).toMatchObject([{ id: waiting.id, status: 'attempted', claimed_by: 'restore' }])
  })

  test('lets nobody in who was let in then: they may have been signed out since', async () => {
    const world = await savedWorld(fresh)
    const { db, camille, halle } = world
    const secrets = secretsFrom(KEY)
    const [now, later] = [systemClock.now(), '2099-01-01T00:00:00.000Z']
    const session = { userId: camille, practiceId: halle.id, userAgent: 'test' }
    const token = await openSession(db, secrets, session, now)
    const reset = { purpose: 'password_reset', user_id: camille, expires_at: later } as const
    const link = await inTransaction(db, trx => issueOneTimeLink(trx, secrets, reset, now))
    await world.save()
    expect(await findSignedIn(db, secrets, token, now)).toBeDefined()
    const url = await emptyDatabase(world)
    await world.restore(url)
    const restored = open(url)
    const then = systemClock.now()
    expect(await findSignedIn(restored, secrets, token, then)).toBeUndefined()
    expect(await findOneTimeLink(restored, secrets, ['password_reset'], link, then)).toBeUndefined()
  })

  test('is refused into a database that is not empty, which stays as it was', async () => {
    const { restore, url, db } = await savedOnce(fresh)
    const before = textOf(await dump(db))
    const { code, err } = await restore(url)
    expect(code).toBe(1)
    expect(err).toMatch(/add --replace to put the backup in its place and keep it aside/)
    expect(textOf(await dump(db))).toEqual(before)
  })

  test('with --replace keeps what was there', async () => {
    const { restore, url, db } = await savedOnce(fresh)
    await db
      .insertInto('installation')
      .values({ key: 'demo_hands', value: 'written after the backup' })
      .execute()
    await db.destroy()
    const { code, out } = await restore(url, ['--replace'])
    expect(code).toBe(0)
    const kept = out.match(/^What was there before is kept: (?:the schema )?(.*)\.$/m)![1]!
    const keys = async (from: ReturnType<typeof open>) =>
      (await from.selectFrom('installation').select('key').orderBy('key').execute()).map(({ key }) => key)
    expect(await keys(open(url))).toEqual(['secret_key'])
    const old = kept.includes('/') ? open(`sqlite:${kept}`) : open(url).withSchema(kept)
    expect(await keys(old)).toEqual(['demo_hands', 'secret_key'])
  })

  test('with --replace is refused while the database is in use', async () => {
    const { restore, url, db } = await savedOnce(fresh)
    const before = textOf(await dump(db))
    const { code, err } = await restore(url, ['--replace'])
    expect(code).toBe(1)
    expect(err).toMatch(/in use.*: stop the server, then restore\.\n$/)
    expect(textOf(await dump(db))).toEqual(before)
  })

  test('is refused when the file was cut off', async () => {
    const { refusal, backup } = await savedOnce(fresh)
    await truncate(backup, 10_240)
    expect(await refusal()).toBe('FOLDER/practice.backup is damaged, or is not a backup of Prévenance.')
  })

  test('is refused when it does not hold as many rows as were saved', async () => {
    const { refusal, backup } = await savedOnce(fresh)
    await altered(backup, manifest => ({ ...manifest, rows: { ...manifest.rows, patients: 2 } }))
    expect(await refusal()).toMatch(/table patients has (1 rows instead of 2|not 2 rows)/)
  })

  test('is refused when what was saved is no database', async () => {
    const { refusal, backup, folder } = await savedOnce(fresh)
    const garbage = join(folder, 'garbage')
    await writeFile(garbage, 'no database')
    const manifest = { ...(await readManifest(backup)), database: await measure(garbage) }
    await rm(backup)
    await writeBackup(backup, manifest, garbage)
    expect(await refusal()).toMatch(
      /it is damaged\.$|^Database: pg_restore: input file does not appear to be a valid archive/,
    )
  })

  test('is refused into a database of the other kind, or as the demo', async () => {
    const { refusal, restoredUrl } = await savedOnce(fresh)
    const other = restoredUrl.startsWith('sqlite:') ? 'postgres://127.0.0.1/x' : 'sqlite:other.db'
    expect(await refusal([], { env: { DATABASE_URL: other } })).toMatch(/^DATABASE_URL: this backup is of a /)
    expect(await refusal([], { env: { DEMO: '1' } })).toBe(
      'DEMO: this is a backup of a practice; unset DEMO.',
    )
  })
})

describe('restoring a backup', () => {
  test('is refused without the key it belongs to, named by its fingerprint; none is made', async () => {
    const { refusal, folder, restoredUrl } = await savedOnce(freshSqlite)
    const belongs = /^SECRET_KEY: this backup belongs to the key with the fingerprint \S{16}, and /
    expect(await refusal([], { env: { SECRET_KEY: 'x'.repeat(40) } })).toMatch(belongs)
    const without = await start({
      folder,
      program: 'scripts/restore.ts',
      args: ['practice.backup'],
      env: { DATABASE_URL: restoredUrl },
    }).ended
    expect(without.err).toMatch(
      /and there is none here; put that key into data\/secret or SECRET_KEY first\.\n$/,
    )
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('is refused by a version that does not know all of its migrations', async () => {
    const { refusal, backup } = await savedOnce(freshSqlite)
    const later = '2099-01-01-0000-something-new'
    await altered(backup, manifest => ({
      ...manifest,
      version: '9.0.0',
      migrations: [...manifest.migrations, later],
    }))
    expect(await refusal()).toBe(
      'This backup was made by Prévenance 9.0.0, which this version cannot read; restore it with that one, or a newer one.',
    )
  })
})
