import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../support/database.ts'
import { dump, textOf } from '../../support/dump.ts'
import { lateMorning, type Morning, morning } from './chain.ts'

/** The table is not where it should be: whatever is written to it faults. */
const breakTable = ({ house }: Morning, table: string) =>
  sql`alter table ${sql.table(table)} rename to elsewhere`.execute(house.db)
const mendTable = ({ house }: Morning, table: string) =>
  sql`alter table elsewhere rename to ${sql.table(table)}`.execute(house.db)

const countsOf = async ({ house }: Morning): Promise<Record<string, number>> => {
  const rows = await dump(house.db)
  const counted = ['taps', 'forecasts', 'decisions', 'notices', 'messages', 'message_events', 'tasks']
  return Object.fromEntries(
    counted.map(table => [table, rows.filter(row => row.table === table).length] as const),
  )
}

onBothDatabases('a tap', fresh => {
  test.each(['decisions', 'notices', 'messages', 'message_events', 'forecasts'])(
    'leaves nothing at all when %s cannot be written, and everything when it is sent again',
    async table => {
      const scene = await morning(fresh)
      scene.setTime('08:30')
      const before = textOf(await dump(scene.house.db))
      const arrival = { id: 'the-same-arrival' }
      await breakTable(scene, table)
      await expect(scene.tap('arrival', scene.stops.lemoine, arrival)).rejects.toThrow()
      await mendTable(scene, table)
      expect(textOf(await dump(scene.house.db))).toEqual(before)
      await scene.tap('arrival', scene.stops.lemoine, arrival)
      expect(await countsOf(scene)).toEqual({
        taps: 1,
        forecasts: 1,
        decisions: 5,
        notices: 3,
        messages: 3,
        message_events: 3,
        tasks: 0,
      })
    },
  )

  test('thought over twice at the same instant, changes nothing the second time', async () => {
    const scene = await lateMorning(fresh)
    const before = textOf(await dump(scene.house.db))
    await scene.reconsider()
    expect(textOf(await dump(scene.house.db))).toEqual(before)
  })

  test('and as time passes, only what somebody would be told makes a new decision', async () => {
    const scene = await lateMorning(fresh)
    const before = await countsOf(scene)
    scene.setTime('08:31')
    await scene.reconsider()
    expect(await countsOf(scene)).toEqual(before)
  })
})
