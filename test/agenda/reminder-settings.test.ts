import { afterEach, beforeEach, expect, test } from 'vitest'
import { FIRST_REMINDER_SETTINGS, reminderSettingsOf } from '../../src/agenda/reminder-settings.ts'
import { planReminders } from '../../src/agenda/reminders.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { toldStage } from './told-stage.ts'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
afterEach(async () => {
  await world.app.close()
})

const post = (payload: Record<string, string>) =>
  world.app.inject({
    method: 'POST',
    url: '/practice/reminders',
    headers: { cookie: world.cookies.camille, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(payload).toString(),
  })

test('until the practice chooses, the evening before is reminded of and changes are told', async () => {
  expect(await reminderSettingsOf(world.house.db, world.halle.id)).toEqual(FIRST_REMINDER_SETTINGS)
})

test('an hour at which nobody may be texted is refused beside its field, and nothing typed is lost', async () => {
  for (const remind_at of ['21:00', '07:00', 'soir']) {
    const response = await post({ reminder_week: '1', remind_at, cancel_hours: '36' })
    expect(response.statusCode).toBe(422)
    expect(response.body).toContain('Une heure entre 8\u00a0h et 19\u00a0h\u00a030.')
    expect(response.body).toMatch(/name="reminder_week" value="1" checked/)
    expect(response.body).toContain('value="36"')
  }
  expect(await reminderSettingsOf(world.house.db, world.halle.id)).toEqual(FIRST_REMINDER_SETTINGS)
})

test('what is saved is shown, each purpose on its own', async () => {
  await post({ moved: '1', remind_at: '17h30', cancel_hours: '0' })
  expect(await reminderSettingsOf(world.house.db, world.halle.id)).toEqual({
    on: {
      reminder_week: false,
      reminder_day: false,
      confirmation: false,
      moved: true,
      cancelled: false,
      replaced: false,
    },
    visits: false,
    remindAt: '17:30',
    cancelHours: 0,
  })
})

onBothDatabases('a purpose that is switched off', fresh => {
  test('stops what was planned already', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    stage.setTime(TODAY, '18:00')
    await planReminders(stage.house.db, stage.house.clock.now())
    await stage.settings({ on: { reminder_day: false } })
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual(['reminder_day withdrawn purpose_off'])
  })
})
