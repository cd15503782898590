import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { endAccess } from '../../scripts/backup/ended-access.ts'
import { buildApp } from '../../src/app.ts'
import { feedOfCamille, roomOf } from '../exchange/scene.ts'
import { freshWorld } from '../support/world.ts'

test('after a restore no address opens that may have been closed since the backup was made', async () => {
  const world = await freshWorld()
  const app = buildApp(world.house)
  const addresses = [await feedOfCamille(world), await roomOf(world)]
  const statuses = () => Promise.all(addresses.map(async url => (await app.inject({ url })).statusCode))
  expect(await statuses()).toEqual([200, 200])
  const tables = (await world.house.db.introspection.getTables()).map(({ name }) => name)
  for (const statement of endAccess(world.house.clock.now(), tables))
    await sql.raw(statement).execute(world.house.db)
  expect(await statuses()).toEqual([404, 404])
  await app.close()
  await world.app.close()
})

test('of a backup made before there were feeds and screens, the rest is ended', () => {
  const ended = endAccess('2026-11-25T08:00:00.000Z', ['sessions', 'one_time_links', 'patients'])
  expect(ended.map(statement => statement.split(' ')[1])).toEqual(['sessions', 'one_time_links'])
})
