import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { recordReport } from '../../src/messages/delivery-status.ts'
import type { SendOutcome } from '../../src/messages/gateways/gateway.ts'
import { onBothDatabases } from '../support/database.ts'
import { accepting, gatewayThat, originThat, outboxWorld, stillTrue } from './outbox-world.ts'

const busy: SendOutcome = { outcome: 'busy', retryAfterSeconds: 0 }
const unknown: SendOutcome = { outcome: 'unknown', detail: 'timeout' }

onBothDatabases('after the gateway was called', fresh => {
  test('a busy provider is asked again, later each time, and the text leaves once', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const crowded = gatewayThat(() => busy)
    const waits: number[] = []
    for (let times = 0; times < 3; times++) {
      await world.deliver({ gateway: crowded.gateway })
      const { due_at, status, attempted_at, body } = await world.message(id)
      expect({ status, attempted_at, body }).toEqual({ status: 'queued', attempted_at: null, body: null })
      waits.push((Date.parse(due_at) - world.clock.epochMs()) / 1000)
      world.clock.set(due_at)
    }
    expect(waits).toEqual([2, 4, 8])
    const { gateway, texts } = accepting()
    const origin = originThat(stillTrue)
    await world.deliver({ gateway, origin })
    await world.deliver({ gateway, origin })
    expect(texts).toHaveLength(1)
    expect(origin.heard).toEqual(['sent'])
  })

  test('a provider that stays busy past the useful time makes it a call to make, before that time', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const origin = originThat(stillTrue)
    const { gateway } = gatewayThat(() => ({ outcome: 'busy', retryAfterSeconds: 1800 }))
    await world.deliver({ gateway, origin })
    expect(await world.message(id)).toMatchObject({ status: 'failed', reason: 'busy' })
    expect(origin.heard).toEqual(['busy'])
  })

  test.each([
    ['says nothing', () => unknown],
    [
      'breaks off',
      () => {
        throw new Error('reset')
      },
    ],
  ])('a gateway that %s leaves it unknown, and it is not sent again', async (_name, answer) => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const { gateway, texts } = gatewayThat(answer)
    await world.deliver({ gateway, log: () => {} })
    world.clock.pass(10)
    await world.deliver({ gateway })
    expect(texts).toHaveLength(1)
    expect(await world.message(id)).toMatchObject({ status: 'unknown', reason: null })
  })

  test('proof settles an unknown one: told once, and no call to make when its time ends', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const origin = originThat(stillTrue)
    const origins = { notice: origin }
    await world.deliver({ gateway: gatewayThat(() => unknown).gateway, origin })
    const of = { practiceId: world.halle.id, id }
    const say = (status: 'sent' | 'delivered') =>
      inTransaction(world.db, trx =>
        recordReport(trx, origins, of, { status, providerId: 'SM7' }, world.clock.now()),
      )
    expect(await say('delivered')).toBe(true)
    expect(await say('sent'), 'a late report never goes back').toBe(false)
    expect(await say('delivered'), 'nor does the same again').toBe(false)
    world.clock.pass(40)
    await world.deliver({ gateway: accepting().gateway, origin })
    expect(await world.message(id)).toMatchObject({ status: 'delivered', provider_id: 'SM7', reason: null })
    expect(origin.heard).toEqual(['sent'])
  })

  test('what was accepted and never arrived is a call to make', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const origin = originThat(stillTrue)
    await world.deliver({ gateway: accepting().gateway, origin })
    const report = { status: 'undelivered', errorCode: '30003', why: 'undelivered' } as const
    const of = { practiceId: world.halle.id, id }
    await inTransaction(world.db, trx => recordReport(trx, { notice: origin }, of, report, world.clock.now()))
    expect(await world.message(id)).toMatchObject({ status: 'undelivered', error_code: '30003' })
    expect(origin.heard).toEqual(['sent', 'undelivered'])
  })

  test('a worker that was only slow settles its own message after it was given up for dead', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const origin = originThat(stillTrue)
    const statusMeanwhile: string[] = []
    const { gateway } = gatewayThat(async () => {
      world.clock.pass(2)
      await world.deliver({ gateway: accepting().gateway, origin })
      statusMeanwhile.push((await world.message(id)).status)
      return { outcome: 'accepted', providerId: 'SM1' }
    })
    await world.deliver({ gateway, origin })
    expect(statusMeanwhile).toEqual(['unknown'])
    expect(await world.message(id)).toMatchObject({ status: 'accepted', provider_id: 'SM1' })
    expect(origin.heard).toEqual(['sent'])
  })
})
