import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { endOptOut, optOut } from '../../src/messages/opt-out.ts'
import { closeTask, listOpenTasks } from '../../src/messages/tasks.ts'
import { onBothDatabases } from '../support/database.ts'
import {
  accepting,
  type OutboxWorld,
  originThat,
  outboxWorld,
  ROUSSEL_PHONE,
  stillTrue,
} from './outbox-world.ts'

const limit = async (world: OutboxWorld, limits: Record<string, number>) => {
  await world.db.updateTable('practices').set(limits).where('id', '=', world.halle.id).execute()
}

const alertsOf = async ({ db, halle }: OutboxWorld) =>
  (await listOpenTasks(db, halle.id)).filter(task => task.kind === 'alert')

onBothDatabases('the caps', fresh => {
  test('beyond so many a day to one person nothing leaves: a call to make, and one alert', async () => {
    const world = await outboxWorld(fresh)
    await limit(world, { messages_per_person_day: 2 })
    const origin = originThat(stillTrue)
    const { gateway, texts } = accepting()
    for (let count = 0; count < 4; count++) {
      await world.queue()
      await world.deliver({ gateway, origin })
      world.clock.pass(1)
    }
    await world.queue({ toPhone: '+33639980102' })
    await world.deliver({ gateway, origin })
    expect(texts.map(text => text.to)).toEqual([ROUSSEL_PHONE, ROUSSEL_PHONE, '+33639980102'])
    expect(origin.heard).toEqual(['sent', 'sent', 'cap_person_day', 'cap_person_day', 'sent'])
    expect(await alertsOf(world)).toMatchObject([{ reason: 'cap_person_day', patient_id: world.roussel }])
    const cancelled = await world.db
      .selectFrom('messages')
      .select('reason')
      .where('status', '=', 'cancelled')
      .execute()
    expect(cancelled).toEqual([{ reason: 'cap_person_day' }, { reason: 'cap_person_day' }])
  })

  test('the day is the practice’s own: after its midnight the count begins again', async () => {
    const world = await outboxWorld(fresh)
    await limit(world, { messages_per_person_day: 1 })
    const { gateway, texts } = accepting()
    world.clock.set('2026-11-25T22:50:00.000Z')
    await world.queue()
    await world.deliver({ gateway })
    world.clock.set('2026-11-25T22:55:00.000Z')
    await world.queue()
    await world.deliver({ gateway })
    expect(texts).toHaveLength(1)
    world.clock.set('2026-11-25T23:05:00.000Z')
    await world.queue()
    await world.deliver({ gateway })
    expect(texts).toHaveLength(2)
  })

  test('beyond so many an hour for a practice nothing leaves, and others are not concerned', async () => {
    const world = await outboxWorld(fresh)
    await limit(world, { messages_per_hour: 3 })
    const origin = originThat(stillTrue)
    const { gateway, texts } = accepting()
    for (let count = 0; count < 5; count++) await world.queue({ toPhone: `+3363998021${count}` })
    await world.queue({ practiceId: world.port.id })
    await world.deliver({ gateway, origin })
    expect(texts).toHaveLength(4)
    expect(origin.heard.filter(word => word === 'cap_practice_hour')).toHaveLength(2)
    expect(await alertsOf(world)).toMatchObject([{ reason: 'cap_practice_hour', patient_id: null }])
    world.clock.pass(61)
    await world.queue({ toPhone: '+33639980216' })
    await world.deliver({ gateway, origin })
    expect(texts).toHaveLength(5)
  })

  test('an alert that was seen is not raised again the same day', async () => {
    const world = await outboxWorld(fresh)
    await limit(world, { messages_per_person_day: 0 })
    const { gateway } = accepting()
    await world.queue()
    await world.deliver({ gateway })
    const [alert] = await alertsOf(world)
    const seen = { practiceId: world.halle.id, id: alert!.id, outcome: 'done', by: world.camille } as const
    await inTransaction(world.db, trx => closeTask(trx, seen, world.clock.now()))
    await world.queue()
    await world.deliver({ gateway })
    expect(await alertsOf(world)).toEqual([])
  })
})

onBothDatabases('who wants no texts', fresh => {
  test('gets none from that practice, a call instead, until they want them again', async () => {
    const world = await outboxWorld(fresh)
    const phone = { practiceId: world.halle.id, phone: ROUSSEL_PHONE }
    const say = () =>
      inTransaction(world.db, trx => optOut(trx, { ...phone, via: 'page' }, world.clock.now()))
    expect([await say(), await say()]).toEqual(['recorded', 'already'])
    const origin = originThat(stillTrue)
    const { gateway, texts } = accepting()
    await world.queue()
    await world.queue({ practiceId: world.port.id })
    await world.deliver({ gateway, origin })
    expect(texts.map(text => text.practiceId)).toEqual([world.port.id])
    expect(origin.heard.sort()).toEqual(['opted_out', 'sent'])
    await inTransaction(world.db, trx => endOptOut(trx, phone, world.clock.now()))
    await world.queue()
    await world.deliver({ gateway, origin })
    expect(texts).toHaveLength(2)
  })
})
