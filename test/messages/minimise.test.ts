import { expect, test } from 'vitest'
import type { Gateway } from '../../src/messages/gateways/gateway.ts'
import { eraseAtProvider, forgetTexts } from '../../src/messages/minimise.ts'
import { onBothDatabases } from '../support/database.ts'
import { twilioWorld } from './twilio-world.ts'

const erasing = (answer: () => 'erased' | 'not_yet' | 'unanswered') => {
  const asked: string[] = []
  const gateway: Gateway = {
    send: async () => ({ outcome: 'accepted', providerId: 'SM0' }),
    async erase(providerId) {
      asked.push(providerId)
      return answer()
    },
  }
  return { gateway, asked }
}

onBothDatabases('what is kept of a text', fresh => {
  const delivered = async () => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    await world.turn()
    const { sid } = world.twilio.accepted[0]!
    await world.report(id, 'delivered')
    return { world, id, sid }
  }

  test('is erased at the provider a while after its outcome is known, once', async () => {
    const { world } = await delivered()
    const { gateway, asked } = erasing(() => 'erased')
    await eraseAtProvider(world.db, gateway, world.clock.now())
    expect(asked, 'the provider has only just finished').toEqual([])
    world.pass(301)
    expect(await eraseAtProvider(world.db, gateway, world.clock.now())).toBe(1)
    world.pass(7200)
    expect(await eraseAtProvider(world.db, gateway, world.clock.now())).toBe(0)
    expect(asked).toHaveLength(1)
  })

  test('is not erased at the provider while its outcome is unknown: it could not be found any more', async () => {
    const world = await twilioWorld(fresh)
    world.twilio.behave('fail_after')
    await world.queue()
    await world.turn()
    world.pass(7 * 24 * 3600)
    const { gateway, asked } = erasing(() => 'erased')
    await eraseAtProvider(world.db, gateway, world.clock.now())
    expect(asked).toEqual([])
  })

  test('is erased a day later where the network never reported its arrival', async () => {
    const world = await twilioWorld(fresh)
    await world.queue()
    await world.turn()
    const { gateway, asked } = erasing(() => 'erased')
    world.pass(23 * 3600)
    await eraseAtProvider(world.db, gateway, world.clock.now())
    expect(asked).toEqual([])
    world.pass(3601)
    await eraseAtProvider(world.db, gateway, world.clock.now())
    expect(asked).toHaveLength(1)
  })

  test('is asked for again an hour later when the provider was not ready, at once when it did not answer', async () => {
    const { world } = await delivered()
    world.pass(301)
    let answer: 'erased' | 'not_yet' | 'unanswered' = 'unanswered'
    const { gateway, asked } = erasing(() => answer)
    await eraseAtProvider(world.db, gateway, world.clock.now())
    answer = 'not_yet'
    await eraseAtProvider(world.db, gateway, world.clock.now())
    await eraseAtProvider(world.db, gateway, world.clock.now())
    expect(asked).toHaveLength(2)
    world.pass(3601)
    answer = 'erased'
    expect(await eraseAtProvider(world.db, gateway, world.clock.now())).toBe(1)
  })

  test('in words lasts as many days as its practice wants; when and what became of it stays', async () => {
    const { world, id } = await delivered()
    await forgetTexts(world.db, world.clock.now())
    world.pass(31 * 24 * 3600)
    await forgetTexts(world.db, world.clock.now())
    expect(
      (await world.message(id)).body,
      'kept with the record unless the practice says otherwise',
    ).not.toBeNull()
    await world.db.updateTable('practices').set({ message_text_days: 32 }).execute()
    await forgetTexts(world.db, world.clock.now())
    expect((await world.message(id)).body).not.toBeNull()
    world.pass(2 * 24 * 3600)
    await forgetTexts(world.db, world.clock.now())
    expect(await world.message(id)).toMatchObject({ body: null, status: 'delivered', segments: 1 })
  })
})
