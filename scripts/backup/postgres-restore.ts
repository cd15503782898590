import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { openDatabase } from '../../src/db/database.ts'
import { StartRefusal } from '../../src/server/start-refusal.ts'
import type { Instant } from '../../src/terms.ts'
import { extractDatabase } from './backup-file.ts'
import { endAccess } from './ended-access.ts'
import type { Manifest } from './manifest.ts'
import { HELD_BACK, holdBack } from './possibly-sent.ts'
import { run } from './postgres-programs.ts'
import type { Restored } from './sqlite-restore.ts'

/**
 * Restores a backup into the schema `public`, all in one transaction: the old schema is renamed, the dump is read, its
 * rows are counted; what fails on the way leaves everything as it was.
 * @throws StartRefusal when tables are there and `replace` is not said, or when others are connected
 */
export const restorePostgres = async (
  backup: string,
  manifest: Manifest,
  { url, replace, now }: { url: string; replace: boolean; now: Instant },
): Promise<Restored> => {
  const { tables, others } = await lookAt(url)
  if (tables > 0 && !replace)
    throw new StartRefusal(
      'Database: it is not empty: add --replace to put the backup in its place and keep it aside, or set DATABASE_URL to another one.',
    )
  if (tables > 0 && others > 0)
    throw new StartRefusal(
      `Database: it is in use by ${others} other connections: stop the server, then restore.`,
    )
  const kept = tables > 0 ? `before_${now.replace(/\D/g, '')}` : null
  const begin = `begin;\n${kept ? `alter schema public rename to ${kept}; create schema public;\n` : ''}`
  await readDump(backup, url, begin, `${endOf(manifest, now)}\ncommit;\n`)
  return {
    kept: kept && `the schema ${kept}`,
    heldBack: manifest.demo ? 0 : await countHeldBack(url, manifest),
  }
}

const lookAt = async (url: string): Promise<{ tables: number; others: number }> => {
  const db = openDatabase(url)
  try {
    const { rows } = await sql<{ tables: number; others: number }>`
      select
        (select count(*) from pg_catalog.pg_tables where schemaname = 'public') as tables,
        (select count(*) from pg_catalog.pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend') as others
    `.execute(db)
    return rows[0]!
  } finally {
    await db.destroy()
  }
}

/** pg_restore turns the dump into SQL and psql carries it out; without what comes last nothing is kept. */
const readDump = async (backup: string, url: string, first: string, last: string): Promise<void> => {
  const restore = run('pg_restore', ['--no-owner', '--no-privileges', '--schema=public', '--file=-'])
  const psql = run('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--file=-'], url)
  const sqlInput = psql.child.stdin!
  sqlInput.on('error', () => {})
  psql.child.stdout!.resume()
  sqlInput.write(first)
  try {
    await Promise.all([
      unlessItsReaderEnded(extractDatabase(backup, restore.child.stdin!)),
      unlessItsReaderEnded(pipeline(restore.child.stdout!, sqlInput, { end: false })),
      restore.ended,
    ])
    sqlInput.write(last)
  } catch (fault) {
    restore.child.kill()
    sqlInput.end()
    // Where psql has ended for a reason of its own, that is the reason.
    await psql.ended
    throw fault
  }
  sqlInput.end()
  await psql.ended
}

/** A program that ends early says itself why; that nobody reads on any more is no news. */
const unlessItsReaderEnded = (writing: Promise<void>): Promise<void> =>
  writing.catch((fault: { code?: string }) => {
    if (!/^(EPIPE|ECONNRESET|ERR_STREAM_PREMATURE_CLOSE|ERR_STREAM_DESTROYED)$/.test(fault.code ?? ''))
      throw fault
  })

/** Fails the transaction unless every table has as many rows as were saved; the dump leaves no search path behind. */
const endOf = ({ rows, demo, createdAt }: Manifest, now: Instant): string =>
  [
    'set search_path = public;',
    'do $$ begin',
    ...Object.entries(rows).map(
      ([table, count]) =>
        `if (select count(*) from ${table}) <> ${count} then raise exception 'table ${table} has not ${count} rows'; end if;`,
    ),
    'end $$;',
    ...(demo
      ? []
      : [holdBack(createdAt, now), ...endAccess(now, Object.keys(rows))].map(statement => `${statement};`)),
  ].join('\n')

const countHeldBack = async (url: string, { createdAt }: Manifest): Promise<number> => {
  const db = openDatabase(url)
  try {
    const { count } = await db
      .selectFrom('messages')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('claimed_by', '=', HELD_BACK)
      .where('claimed_at', '=', createdAt)
      .executeTakeFirstOrThrow()
    return count
  } finally {
    await db.destroy()
  }
}
