import { describe, expect, test } from 'vitest'
import { newId } from '../../src/ids.ts'
import type { SendOutcome } from '../../src/messages/gateways/gateway.ts'
import { addSeconds } from '../../src/time.ts'
import { type Chance, chanceOf } from '../kill/chance.ts'
import { onBothDatabases } from '../support/database.ts'
import { gatewayThat, originThat, outboxWorld, stillTrue } from './outbox-world.ts'

/** An hour forwards or back, past every claim and attempt, or a little. */
const JUMPS_SECONDS = [-7200, -3600, -61, -5, 1, 5, 61, 3600, 7200]

const anyOutcome = (chance: Chance): SendOutcome =>
  chance.one<SendOutcome>([
    { outcome: 'accepted', providerId: `SM${newId()}` },
    { outcome: 'accepted', providerId: `SM${newId()}` },
    { outcome: 'busy', retryAfterSeconds: 1 },
    { outcome: 'unreached', detail: 'ECONNREFUSED' },
    { outcome: 'unknown', detail: 'ECONNRESET' },
  ])

const NOT_LOOKED_AT = ['busy', 'unreached']

onBothDatabases('a clock that jumps forwards and back', fresh => {
  describe.each([1, 2, 3, 4])('as chance %i has it', seed => {
    test('loses no text and sends none twice, with two workers', async () => {
      const chance = chanceOf(seed)
      const world = await outboxWorld(fresh)
      const start = world.clock.now()
      const ids: string[] = []
      for (let nth = 0; nth < 5; nth++)
        ids.push(
          await world.queue({ toPhone: `+33639980${200 + nth}`, usefulUntilAt: addSeconds(start, 36_000) }),
        )
      const outcomes: SendOutcome[] = []
      const { gateway, texts } = gatewayThat(() => {
        const outcome = anyOutcome(chance)
        outcomes.push(outcome)
        return outcome
      })
      const origin = originThat(stillTrue)
      const workers = [newId(), newId()]
      for (let turn = 0; turn < 15; turn++) {
        world.clock.set(addSeconds(world.clock.now(), chance.one(JUMPS_SECONDS)))
        await Promise.all(workers.map(workerId => world.deliver({ gateway, origin, workerId })))
      }
      for (const hours of [12, 24]) {
        world.clock.set(addSeconds(start, hours * 3600))
        await world.deliver({ gateway, origin })
        await world.deliver({ gateway, origin })
      }
      for (const id of ids) {
        const tries = texts.flatMap((text, nth) => (text.messageId === id ? [outcomes[nth]!.outcome] : []))
        expect(tries.filter(outcome => !NOT_LOOKED_AT.includes(outcome)).length).toBeLessThanOrEqual(1)
        const { status, reason } = await world.message(id)
        expect([
          'accepted ',
          'unknown unknown',
          'cancelled too_late',
          'failed provider_down',
          'failed busy',
        ]).toContain(`${status} ${reason ?? ''}`)
      }
      const told = origin.heard.filter(heard => heard !== 'held_up')
      expect(told, 'each is told, or known to be a call').toHaveLength(ids.length)
    })
  })
})
