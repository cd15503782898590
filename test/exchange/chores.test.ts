import { expect, test } from 'vitest'
import type { House } from '../../src/house.ts'
import { workings } from '../../src/server/workings.ts'
import { testHouse } from '../support/app.ts'
import { freshSqlite } from '../support/database.ts'
import { bring, post, scene } from './desk.ts'

const choresOf = (house: House) => workings(house, () => {}).chores ?? []

test('the worker reads other calendars again, but not in the demo, whose time is its own', async () => {
  const names = async (demo: boolean) => choresOf(await testHouse({ demo })).map(({ name }) => name)
  expect(await names(false)).toContain('calendars')
  expect(await names(true)).not.toContain('calendars')
})

test('a file that was looked at and left is forgotten after a day; what was done with others is not', async () => {
  const { desk, db, house } = await scene(freshSqlite)
  await post(desk, `${await bring(desk, 'patients', 'Nom\nPetit')}/completion`)
  await bring(desk, 'patients', 'Nom\nRoy')
  const kept = () => db.selectFrom('imports').select('done_at').execute()
  const chore = choresOf(house).find(({ name }) => name === 'imports')
  house.clock.pass(23 * 60)
  await chore?.run(house.clock.now())
  expect(await kept()).toHaveLength(2)
  house.clock.pass(2 * 60)
  await chore?.run(house.clock.now())
  expect(await kept()).toEqual([{ done_at: '2026-11-25T07:00:00.000Z' }])
})
