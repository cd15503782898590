import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { freshPostgres, freshSqlite } from '../support/database.ts'
import { full, locked, openTroubled } from '../support/failing-database.ts'
import { accepting, gatewayThat, originThat, outboxWorld, stillTrue } from './outbox-world.ts'

/** More than the statements of a turn with one text. */
const STATEMENTS = 40

const ignore = () => {}

test.each([
  ['locked', locked],
  ['full', full],
])(
  'a database that is %s from any statement of a turn on loses no text and sends none twice',
  async (_name, fault) => {
    const ends: Record<string, number> = {}
    for (let nth = 0; nth < STATEMENTS; nth++) {
      const world = await outboxWorld(freshSqlite)
      const id = await world.queue()
      let failing = true
      const db = openTroubled(world.url, at => {
        if (failing && at >= nth) throw fault()
      })
      const { gateway, texts } = accepting()
      const origin = originThat(stillTrue)
      await world.deliver({ db, gateway, origin, log: ignore }).catch(ignore)
      failing = false
      for (let turn = 0; turn < 3; turn++) {
        world.clock.pass(1.1)
        await world.deliver({ db, gateway, origin })
      }
      const { status } = await world.message(id)
      expect.soft(texts.length, `statement ${nth}`).toBeLessThanOrEqual(1)
      expect.soft(['accepted', 'unknown'], `statement ${nth}`).toContain(status)
      if (status === 'accepted') expect.soft(texts.length, `statement ${nth}`).toBe(1)
      ends[status] = (ends[status] ?? 0) + 1
      await db.destroy()
    }
    // Both must occur: before the intent it is sent later, after it nobody knows.
    expect(ends.accepted).toBeGreaterThan(10)
    expect(ends.unknown).toBeGreaterThan(2)
  },
  60_000,
)

test('one that is really locked by another program is waited for, then left for the next turn', async () => {
  const world = await outboxWorld(freshSqlite)
  const id = await world.queue()
  const other = openDatabase(world.url)
  await sql`pragma busy_timeout = 20`.execute(world.db)
  const lock = await other.startTransaction().execute()
  const { gateway, texts } = accepting()
  const faults: unknown[] = []
  await world.deliver({ gateway, log: fault => faults.push((fault as { code?: string }).code) })
  expect(faults).toEqual(['SQLITE_BUSY'])
  expect([texts.length, (await world.message(id)).status]).toEqual([0, 'queued'])
  await lock.rollback().execute()
  await world.deliver({ gateway })
  expect([texts.length, (await world.message(id)).status]).toEqual([1, 'accepted'])
  await other.destroy()
})

test('one that is locked while a text is at the provider leaves it unknown, never sent again', async () => {
  const world = await outboxWorld(freshSqlite)
  const id = await world.queue()
  const other = openDatabase(world.url)
  await sql`pragma busy_timeout = 20`.execute(world.db)
  const locks: { rollback(): { execute(): Promise<void> } }[] = []
  const { gateway, texts } = gatewayThat(async () => {
    locks.push(await other.startTransaction().execute())
    return { outcome: 'accepted', providerId: 'SM1' }
  })
  await world.deliver({ gateway, log: ignore })
  await locks[0]!.rollback().execute()
  world.clock.pass(2)
  await world.deliver({ gateway })
  expect([texts.length, (await world.message(id)).status]).toEqual([1, 'unknown'])
  await other.destroy()
})

test('one that is really full takes no intent, so nothing leaves; with room again everything does', async () => {
  const world = await outboxWorld(freshSqlite)
  const ids: string[] = []
  for (let nth = 10; nth < 50; nth++) ids.push(await world.queue({ toPhone: `+336399802${nth}` }))
  const limitPages = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(world.db)
  await limitPages(1)
  const { gateway, texts } = accepting()
  const faults: unknown[] = []
  for (let turn = 0; turn < 3; turn++)
    await world.deliver({ gateway, log: fault => faults.push((fault as { code?: string }).code) })
  expect(new Set(faults)).toEqual(new Set(['SQLITE_FULL']))
  const beforehand = texts.length
  expect(beforehand).toBeLessThan(40)
  await limitPages(1_000_000)
  for (let turn = 0; turn < 5; turn++) {
    world.clock.pass(1.1)
    await world.deliver({ gateway })
  }
  const sent = texts.map(text => text.messageId)
  expect(new Set(sent).size, 'none twice').toBe(sent.length)
  const rows = await world.db.selectFrom('messages').select(['id', 'status']).execute()
  for (const { id, status } of rows)
    expect(status === 'accepted' || (status === 'unknown' && sent.includes(id)), `${id} ${status}`).toBe(true)
  expect(rows).toHaveLength(ids.length)
})

test('a server that ends our connection while a text is at the provider leaves it unknown, never sent again', async () => {
  const world = await outboxWorld(freshPostgres)
  const id = await world.queue()
  const other = openDatabase(world.url)
  const { gateway, texts } = gatewayThat(async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other)
    return { outcome: 'accepted', providerId: 'SM1' }
  })
  await world.deliver({ gateway, log: ignore }).catch(ignore)
  for (let turn = 0; turn < 3; turn++) {
    world.clock.pass(2)
    await world.deliver({ gateway, log: ignore }).catch(ignore)
  }
  expect(texts).toHaveLength(1)
  expect(['accepted', 'unknown']).toContain((await world.message(id)).status)
  await other.destroy()
})
