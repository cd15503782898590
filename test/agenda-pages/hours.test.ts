import { expect, test } from 'vitest'
import { newId } from '../../src/ids.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { type Desk, desk, WEEK } from './desk.ts'

const MADE = '2026-11-01T08:00:00.000Z'

/** Bastien sees people from 8 h to 12 h on Wednesdays and Thursdays. */
const opening = async ({ house, halle, bastien }: Desk) => {
  const own = { practice_id: halle.id, clinician_id: bastien }
  const hours = [3, 4].map(weekday => ({
    id: newId(),
    ...own,
    weekday,
    from_time: '08:00',
    to_time: '12:00',
    place: 'any' as const,
    valid_from_on: null,
    valid_to_on: null,
  }))
  await house.db.insertInto('weekly_hours').values(hours).execute()
  const course = { from_on: '2026-11-26', to_on: '2026-11-26', open: 0, label: 'Formation' }
  await house.db
    .insertInto('dated_hours')
    .values({ id: newId(), ...own, ...course, hours: '[]', version: 1, created_at: MADE })
    .execute()
}

onBothDatabases('hours in the agenda', fresh => {
  test('shade what is closed, hatch and name what is closed for once, and offer neither', async () => {
    const world = await desk(fresh)
    await opening(world)
    const { body } = await world.desk.open(`${WEEK}&clinician=${world.bastien}`)
    const day = (on: string) =>
      body.split('<section class="day').find(part => part.includes(`data-on="${on}"`))!
    expect(day(TODAY)).toMatch(/class="closed" data-h="12" data-m="0" data-th="13"/)
    expect(day(TODAY).match(/class="gap"/g)).toHaveLength(1)
    expect(day('2026-11-26')).toMatch(/class="off"[\s\S]*Formation/)
    expect(day('2026-11-26')).not.toContain('class="gap"')
    expect(day('2026-11-27')).not.toContain('class="gap"')
  })

  test('say before a move that nobody is there then, and why', async () => {
    const world = await desk(fresh)
    await opening(world)
    const id = await world.session({ at: '10:30' })
    const there = (date: string, time: string) =>
      world.desk.read(`/appointments/${id}/move?${new URLSearchParams({ date, time })}`)
    expect(await there('2026-11-26', '10:30')).toContain('Ce moment n’est pas ouvert : Formation.')
    expect(await there(TODAY, '11:45')).toContain('Ce moment n’est pas ouvert : en dehors des horaires.')
    expect(await there(TODAY, '11:00')).not.toContain('pas ouvert')
  })
})
