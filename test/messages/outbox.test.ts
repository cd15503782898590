import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { claim, listDue } from '../../src/messages/claims.ts'
import { cancelMessages, rescheduleMessages } from '../../src/messages/outbox.ts'
import { prepare } from '../../src/messages/prepare.ts'
import { addMinutes } from '../../src/time.ts'
import { onBothDatabases } from '../support/database.ts'
import { accepting, gatewayThat, originThat, outboxWorld, stillTrue } from './outbox-world.ts'

onBothDatabases('a message that waits', fresh => {
  test('can be moved forward: « Envoyer maintenant »', async () => {
    const world = await outboxWorld(fresh)
    const refId = newId()
    await world.queue({ refId, dueAt: addMinutes(world.clock.now(), 3) })
    await world.queue({ dueAt: addMinutes(world.clock.now(), 3) })
    const now = world.clock.now()
    const which = { practiceId: world.halle.id, origin: 'notice', refId }
    expect(await inTransaction(world.db, trx => rescheduleMessages(trx, which, { dueAt: now }, now))).toBe(1)
    const { gateway, texts } = accepting()
    await world.deliver({ gateway })
    expect(texts).toHaveLength(1)
  })

  test('is cancelled with its reason, and only where it was asked for', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const elsewhere = await world.queue({ practiceId: world.port.id })
    const which = { practiceId: world.halle.id, patientId: world.roussel }
    const cancelled = await inTransaction(world.db, trx =>
      cancelMessages(trx, which, 'archived', world.clock.now()),
    )
    expect(cancelled).toBe(1)
    expect(await world.message(id)).toMatchObject({ status: 'cancelled', reason: 'archived' })
    expect(await world.message(elsewhere)).toMatchObject({ status: 'queued' })
  })

  test('is not called back once the gateway may have it', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const cancelled: number[] = []
    const { gateway } = gatewayThat(async () => {
      const which = { practiceId: world.halle.id, patientId: world.roussel }
      const now = world.clock.now()
      cancelled.push(await inTransaction(world.db, trx => cancelMessages(trx, which, 'vetoed', now)))
      return { outcome: 'accepted', providerId: 'SM1' }
    })
    await world.deliver({ gateway })
    expect(cancelled).toEqual([0])
    expect(await world.message(id)).toMatchObject({ status: 'accepted' })
  })

  test('claimed by a worker that died is taken over, but not before a minute', async () => {
    const world = await outboxWorld(fresh)
    const id = await world.queue()
    const { gateway, texts } = accepting()
    const dying = originThat(() => {
      throw new Error('killed')
    })
    await world.deliver({ gateway, origin: dying, log: () => {} })
    expect(await world.message(id)).toMatchObject({ status: 'claimed' })
    await world.deliver({ gateway })
    expect(texts).toEqual([])
    world.clock.pass(2)
    await world.deliver({ gateway })
    expect(texts).toHaveLength(1)
  })

  test('a claim that was taken over is worth nothing to the worker that wakes up', async () => {
    const world = await outboxWorld(fresh)
    const { db, clock } = world
    const id = await world.queue()
    const [due] = await listDue(db, clock.now(), 1)
    const lost = await inTransaction(db, trx => claim(trx, due!, 'sleeper', clock.now()))
    world.clock.pass(2)
    const { gateway } = accepting()
    await world.deliver({ gateway })
    const origins = { notice: originThat(stillTrue) }
    const text = await inTransaction(db, trx => prepare(trx, origins, due!, lost!, clock.now()))
    expect(text).toBeUndefined()
    expect(await world.message(id)).toMatchObject({ status: 'accepted' })
  })
})
