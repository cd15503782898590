import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/db/database.ts'
import { recordReport } from '../../../src/messages/delivery-status.ts'
import type { Gateway, SendOutcome } from '../../../src/messages/gateways/gateway.ts'
import { originsOf } from '../../../src/server/workings.ts'
import { onBothDatabases } from '../../support/database.ts'
import { type Chain, lateMorning, PHONES } from './chain.ts'

/** A provider that answers what it is told to, and keeps what reached it. */
const provider = () => {
  const reached: string[] = []
  let answer: SendOutcome = { outcome: 'unreached', detail: 'ECONNREFUSED' }
  let back = false
  const gateway: Gateway = {
    async send({ to }) {
      if (answer.outcome === 'accepted') reached.push(to)
      return answer
    },
    answers: async () => back,
  }
  return {
    gateway,
    reached,
    become(outcome: SendOutcome) {
      answer = outcome
      back = outcome.outcome === 'accepted'
    },
  }
}

const accepted: SendOutcome = { outcome: 'accepted', providerId: 'SM1' }

const callsOf = async (scene: Chain) =>
  (await scene.tasks()).filter(task => task.kind === 'call').map(task => `${task.reason} ${task.facts.phone}`)

onBothDatabases('when the provider of texts is down', fresh => {
  const outage = async () => {
    const scene = await lateMorning(fresh)
    const twilio = provider()
    for (const time of ['08:34', '08:35', '08:36', '08:37'] as const) {
      scene.setTime(time)
      await scene.turnWith(twilio.gateway)
    }
    return { scene, twilio }
  }

  test('everybody who should be told now is a call to make, the most urgent first', async () => {
    const { scene } = await outage()
    expect(await callsOf(scene)).toEqual([
      `provider_down ${PHONES.roussel}`,
      `provider_down ${PHONES.delmas}`,
      `provider_down ${PHONES.petit}`,
    ])
  })

  test('who was told by voice gets no text when it is back; the others do, and are no calls any more', async () => {
    const { scene, twilio } = await outage()
    await scene.tellByPhone(scene.stops.roussel)
    twilio.become(accepted)
    for (const time of ['08:38', '08:39', '08:40'] as const) {
      scene.setTime(time)
      await scene.turnWith(twilio.gateway)
    }
    expect(twilio.reached).toEqual([PHONES.delmas, PHONES.petit])
    expect(await callsOf(scene)).toEqual([])
  })

  test('nothing stale leaves when it is back: a visit that began meanwhile is told of no delay', async () => {
    const { scene, twilio } = await outage()
    scene.setTime('09:00')
    await scene.tap('completion', scene.stops.lemoine)
    await scene.tap('arrival', scene.stops.roussel)
    twilio.become(accepted)
    for (const time of ['09:01', '09:02'] as const) {
      scene.setTime(time)
      await scene.turnWith(twilio.gateway)
    }
    expect(twilio.reached).not.toContain(PHONES.roussel)
    expect(await scene.tasks(scene.stops.roussel)).toEqual([])
  })
})

onBothDatabases('a notice of unknown outcome', fresh => {
  const unknown = async () => {
    const scene = await lateMorning(fresh)
    const twilio = provider()
    twilio.become({ outcome: 'unknown', detail: 'ECONNRESET' })
    scene.setTime('08:34')
    await scene.turnWith(twilio.gateway)
    return { scene, twilio }
  }

  const textTo = async ({ house }: Chain, phone: string) =>
    await house.db.selectFrom('messages').selectAll().where('to_phone', '=', phone).executeTakeFirstOrThrow()

  test('is never sent again, and is a call to make when its time ends', async () => {
    const { scene, twilio } = await unknown()
    twilio.become(accepted)
    for (const time of ['08:40', '08:50', '09:20', '09:50'] as const) {
      scene.setTime(time)
      await scene.turnWith(twilio.gateway)
    }
    expect(await textTo(scene, PHONES.roussel)).toMatchObject({ status: 'unknown', reason: 'unknown' })
    expect(twilio.reached).not.toContain(PHONES.roussel)
    const calls = (await scene.tasks(scene.stops.roussel)).filter(task => task.reason === 'unknown')
    expect(calls).toHaveLength(1)
  })

  test('that is proved to have left counts as told', async () => {
    const { scene } = await unknown()
    const text = await textTo(scene, PHONES.roussel)
    const of = { practiceId: text.practice_id, id: text.id }
    const report = { status: 'delivered', providerId: 'SM7' } as const
    await inTransaction(scene.house.db, trx =>
      recordReport(trx, originsOf(scene.house), of, report, scene.house.clock.now()),
    )
    expect(await scene.decision(scene.stops.roussel)).toMatchObject({ kind: 'told', reason: 'late' })
  })
})
