import { expect, test } from 'vitest'
import { onBothDatabases } from '../support/database.ts'
import { twilioWorld } from './twilio-world.ts'

const impatient = { silenceMs: 150, wholeMs: 300 }

onBothDatabases('a text of unknown outcome', fresh => {
  test.each(['fail_after', 'reset_after', 'hang_after', 'garble_after'] as const)(
    'that Twilio has (%s) is found in its list and told once',
    async how => {
      const world = await twilioWorld(fresh, undefined, how.startsWith('hang') ? impatient : undefined)
      const id = await world.queue()
      world.twilio.behave(how)
      await world.turn()
      expect(await world.message(id)).toMatchObject({ status: 'unknown', provider_id: null })
      world.pass(6)
      await world.turn()
      expect(await world.message(id)).toMatchObject({
        status: 'accepted',
        provider_id: world.twilio.accepted[0]!.sid,
      })
      world.pass(3600)
      await world.turn()
      expect(world.origin.heard).toEqual(['sent'])
      expect(world.twilio.asked(), 'never sent again').toBe(1)
    },
  )

  test.each(['fail_before', 'reset_before', 'hang_before'] as const)(
    'that Twilio does not have (%s) is looked for, never sent again, and is a call when its time ends',
    async how => {
      const world = await twilioWorld(fresh, undefined, how.startsWith('hang') ? impatient : undefined)
      const id = await world.queue()
      world.twilio.behave(how)
      await world.turn()
      world.twilio.behave('accept')
      for (let looks = 0; looks < 5; looks++) {
        world.pass(200)
        await world.turn()
      }
      expect(await world.message(id)).toMatchObject({ status: 'unknown', reason: null })
      expect(world.origin.heard).toEqual([])
      world.pass(1800)
      await world.turn()
      await world.turn()
      expect(await world.message(id)).toMatchObject({ status: 'unknown', reason: 'unknown' })
      expect(world.origin.heard, 'once').toEqual(['unknown'])
      expect([world.twilio.asked(), world.twilio.accepted.length]).toEqual([1, 0])
    },
  )

  test('is looked for less and less often', async () => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    world.twilio.behave('fail_before')
    await world.turn()
    for (let second = 0; second < 100; second++) {
      world.pass(1)
      await world.turn()
    }
    const looks = await world.db
      .selectFrom('message_events')
      .select('at')
      .where('message_id', '=', id)
      .where('detail', '=', 'looked for')
      .orderBy('at')
      .execute()
    const start = Date.parse((await world.message(id)).attempted_at!)
    expect(looks.map(look => (Date.parse(look.at) - start) / 1000)).toEqual([5, 15, 35, 75])
  })

  test('is not mistaken for another one with the same words', async () => {
    const world = await twilioWorld(fresh)
    const first = await world.queue()
    world.twilio.behave('fail_after')
    await world.turn()
    world.twilio.behave('fail_before')
    const second = await world.queue()
    await world.turn()
    world.pass(20)
    await world.turn()
    const statuses = [(await world.message(first)).status, (await world.message(second)).status]
    expect(statuses.sort()).toEqual(['accepted', 'unknown'])
    expect(world.twilio.accepted).toHaveLength(1)
  })

  test('is settled by a report, which carries our id', async () => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    world.twilio.behave('fail_after')
    await world.turn()
    expect(await world.report(id, 'delivered')).toBe(true)
    expect(await world.report(id, 'sent'), 'an earlier one that comes later').toBe(false)
    expect(await world.report(id, 'delivered'), 'the same again').toBe(false)
    expect(await world.message(id)).toMatchObject({ status: 'delivered', provider_id: 'SM1' })
    expect(world.origin.heard).toEqual(['sent'])
  })

  test('that arrives after all, when it was given up, counts as told', async () => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    world.twilio.behave('fail_after')
    world.twilio.answer(false)
    await world.turn()
    world.pass(1801)
    await world.turn()
    expect(world.origin.heard).toEqual(['unknown'])
    await world.report(id, 'delivered')
    expect(world.origin.heard).toEqual(['unknown', 'sent'])
  })
})
