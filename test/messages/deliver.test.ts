import { expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { addMinutes, addSeconds } from '../../src/time.ts'
import { onBothDatabases } from '../support/database.ts'
import { accepting, gatewayThat, originThat, outboxWorld, ROUSSEL_PHONE, stillTrue } from './outbox-world.ts'

onBothDatabases('the outbox', fresh => {
  test('sends what is due, keeps its text and segments, and tells its origin', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const { gateway, texts } = accepting()
    const origin = originThat(stillTrue)
    expect(await world.deliver({ gateway, origin })).toBe(1)
    expect(texts).toEqual([
      {
        messageId: id,
        practiceId: world.halle.id,
        sender: null,
        to: '+33639980101',
        body: 'Camille arrive vers 9 h 40.',
        validitySeconds: 1800,
      },
    ])
    expect(await world.message(id)).toMatchObject({
      status: 'accepted',
      body: 'Camille arrive vers 9 h 40.',
      segments: 1,
      attempted_at: world.clock.now(),
      provider_id: expect.stringMatching(/^SM/),
    })
    expect(origin.heard).toEqual(['sent'])
    expect(await statusesOf(world, id)).toEqual(['queued', 'claimed', 'attempted', 'accepted'])
  })

  test('sends nothing before its time, and the longest due first', async () => {
    const world = await outboxWorld(fresh)
    const late = await world.queue({ dueAt: addSeconds(world.clock.now(), -5) })
    const later = await world.queue({ dueAt: addSeconds(world.clock.now(), -60) })
    await world.queue({ dueAt: addSeconds(world.clock.now(), 1) })
    const { gateway, texts } = accepting()
    await world.deliver({ gateway })
    expect(texts.map(text => text.messageId)).toEqual([later, late])
  })

  test('writes the intent to send before the gateway hears of it', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const seen: unknown[] = []
    const other = openDatabase(world.url)
    const { gateway } = gatewayThat(async () => {
      const rows = await other.selectFrom('messages').select(['id', 'status', 'body']).execute()
      seen.push(...rows)
      return { outcome: 'accepted', providerId: 'SM1' }
    })
    await world.deliver({ gateway })
    await other.destroy()
    expect(seen).toEqual([{ id, status: 'attempted', body: 'Camille arrive vers 9 h 40.' }])
  })

  test('does not send what is no longer true, and keeps the reason', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const { gateway, texts } = accepting()
    const origin = originThat(() => ({ send: false, reason: 'absorbed' }))
    await world.deliver({ gateway, origin })
    expect(texts).toEqual([])
    expect(await world.message(id)).toMatchObject({ status: 'cancelled', reason: 'absorbed', body: null })
    expect(origin.heard).toEqual([])
  })

  test('waits until its origin says so, then sends', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const dueAt = addMinutes(world.clock.now(), 4)
    const { gateway, texts } = accepting()
    await world.deliver({ gateway, origin: originThat(() => ({ send: 'later', dueAt })) })
    expect(await world.message(id)).toMatchObject({ status: 'queued', due_at: dueAt, claimed_by: null })
    world.clock.pass(3)
    await world.deliver({ gateway })
    expect(texts).toEqual([])
    world.clock.pass(1)
    await world.deliver({ gateway })
    expect(texts).toHaveLength(1)
  })

  test('what is still true but no longer useful does not leave, and its origin makes it a call', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    world.clock.pass(30)
    const { gateway, texts } = accepting()
    const origin = originThat(stillTrue)
    await world.deliver({ gateway, origin })
    expect(texts).toEqual([])
    expect(await world.message(id)).toMatchObject({ status: 'cancelled', reason: 'too_late' })
    expect(origin.heard).toEqual(['too_late'])
  })

  test('a refused text is a call to make at once, and is not tried again', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const { gateway, texts } = gatewayThat(() => ({
      outcome: 'refused',
      code: '21614',
      lesson: 'no_texts',
    }))
    const origin = originThat(stillTrue)
    await world.deliver({ gateway, origin })
    world.clock.pass(5)
    await world.deliver({ gateway, origin })
    expect(texts).toHaveLength(1)
    expect(await world.message(id)).toMatchObject({
      status: 'failed',
      error_code: '21614',
      reason: 'refused',
    })
    expect(origin.heard).toEqual(['refused'])
    const phones = await world.db
      .selectFrom('phones')
      .select('status')
      .where('e164', '=', ROUSSEL_PHONE)
      .execute()
    expect(phones, 'nobody texts this number again').toEqual([{ status: 'unreachable' }])
  })

  test('a text too long for a network without concatenation is a call to make', async () => {
    const world = await outboxWorld(fresh)
    const { gateway, texts } = accepting()
    const origin = originThat(
      message => ({ ...stillTrue(message), send: true, body: 'a'.repeat(161) }) as never,
    )
    await world.queue({ toPhone: '+594694201234' })
    await world.deliver({ gateway, origin })
    expect(texts).toEqual([])
    expect(origin.heard).toEqual(['too_long'])
  })

  test('one message whose origin breaks does not hold up the others', async () => {
    const world = await outboxWorld(fresh)
    const broken = await world.queue({ dueAt: addSeconds(world.clock.now(), -1) })
    await world.queue()
    const { gateway, texts } = accepting()
    const faults: string[] = []
    const origin = originThat(message => {
      if (message.id === broken) throw new Error('broken')
      return stillTrue(message)
    })
    await world.deliver({ gateway, origin, log: (_fault, { messageId }) => faults.push(messageId) })
    expect(texts).toHaveLength(1)
    expect(faults).toEqual([broken])
  })
})

const statusesOf = async (world: Awaited<ReturnType<typeof outboxWorld>>, id: string): Promise<string[]> => {
  const events = await world.db
    .selectFrom('message_events')
    .select('status')
    .where('message_id', '=', id)
    .orderBy('id')
    .execute()
  return events.map(event => event.status)
}
