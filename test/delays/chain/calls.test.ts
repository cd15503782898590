import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/db/database.ts'
import { optOut } from '../../../src/messages/opt-out.ts'
import type { Id, Instant } from '../../../src/terms.ts'
import { toInstant } from '../../../src/time.ts'
import { onBothDatabases } from '../../support/database.ts'
import { type Chain, chain, lateMorning, PHONES } from './chain.ts'

/** 8 h 30: half an hour late at the first visit; the second, agreed for 8 h 45, cannot be texted. */
const lateBefore = async (scene: Chain, person: Parameters<Chain['place']>[1]) => {
  const first = await scene.place({ at: '08:00', minutes: 30 })
  const second = await scene.place({ at: '08:45', tolerance_minutes: 5 }, person)
  scene.setTime('08:30')
  await scene.tap('arrival', first)
  return { first, second }
}

const estimateOf = async (scene: Chain, stopId: Id): Promise<Instant> =>
  toInstant((await scene.forecast()).stops.find(stop => stop.stopId === stopId)!.startAt)

onBothDatabases('a patient who cannot be texted', fresh => {
  test.each([
    ['has a landline only', { landline: '+33324990120' }, 'no_mobile', 'landline', '+33324990120'],
    ['has no number at all', {}, 'no_phone', 'no_phone', null],
  ] as const)('and %s is to be called, never dropped', async (_why, person, reason, because, phone) => {
    const scene = await chain(fresh)
    const { second } = await lateBefore(scene, person)
    expect(await scene.decision(second)).toMatchObject({
      kind: 'to_call',
      reason,
      calls: [{ carerId: null, reason }],
    })
    expect(await scene.tasks()).toMatchObject([
      {
        kind: 'call',
        stop_id: second,
        reason: because,
        clinician_id: scene.nurse,
        due_at: scene.time('08:35'),
        facts: {
          phone,
          agreedAt: scene.time('08:45'),
          estimateAt: await estimateOf(scene, second),
        },
      },
    ])
    scene.setTime('08:40')
    await scene.turn()
    expect(await scene.texts()).toEqual([])
  })

  test('because they want no more texts is to be called', async () => {
    const scene = await chain(fresh)
    const { db, clock } = scene.house
    const refusal = { practiceId: scene.cabinet.id, phone: PHONES.roussel, via: 'page' } as const
    await inTransaction(db, trx => optOut(trx, refusal, clock.now()))
    const { second } = await lateBefore(scene, scene.roussel)
    expect(await scene.decision(second)).toMatchObject({ kind: 'to_call', reason: 'opted_out' })
    expect(await scene.tasks(second)).toMatchObject([{ kind: 'call', reason: 'opted_out' }])
  })

  test('who says so while the text waits is called instead', async () => {
    const scene = await lateMorning(fresh)
    const { db, clock } = scene.house
    const refusal = { practiceId: scene.cabinet.id, phone: PHONES.roussel, via: 'sms' } as const
    await inTransaction(db, trx => optOut(trx, refusal, clock.now()))
    scene.setTime('08:33')
    await scene.turn()
    expect(await scene.texts(PHONES.roussel)).toEqual([])
    expect(await scene.tasks(scene.stops.roussel)).toMatchObject([{ kind: 'call', reason: 'opted_out' }])
    expect(await scene.decision(scene.stops.roussel)).toMatchObject({ kind: 'to_call', reason: 'opted_out' })
  })

  test('is one task however often one thinks about it, with the latest estimate', async () => {
    const scene = await chain(fresh)
    const { second } = await lateBefore(scene, { landline: '+33324990120' })
    scene.setTime('08:32')
    await scene.tap('delay', null, { minutes: 40 })
    expect(await scene.tasks(second)).toMatchObject([
      { facts: { estimateAt: await estimateOf(scene, second) } },
    ])
  })

  test('stays to be called while a tap is overdue, though nobody new is', async () => {
    const scene = await chain(fresh)
    const { second } = await lateBefore(scene, { landline: '+33324990120' })
    const third = await scene.place({ at: '09:30' }, { landline: '+33324990121' })
    const [call] = await scene.tasks(second)
    scene.setTime('11:00')
    await scene.reconsider()
    expect(await scene.decisions()).toEqual([expect.anything(), 'not_yet overdue', 'not_yet overdue'])
    expect(await scene.tasks(second)).toMatchObject([{ id: call!.id }])
    expect(await scene.tasks(third)).toEqual([])
  })

  test('need not be called once the delay is made up, or once the visit has begun', async () => {
    const absorbed = await chain(fresh)
    const early = await lateBefore(absorbed, { landline: '+33324990120' })
    absorbed.setTime('08:33')
    await absorbed.tap('completion', early.first)
    expect(await absorbed.tasks()).toEqual([])
    const visited = await chain(fresh)
    const { second } = await lateBefore(visited, { landline: '+33324990120' })
    visited.setTime('08:40')
    await visited.tap('arrival', second)
    expect(await visited.tasks()).toEqual([])
  })
})

onBothDatabases('a call closed as « Prévenu »', fresh => {
  test('counts as told, with the estimate of then', async () => {
    const scene = await chain(fresh)
    const { second } = await lateBefore(scene, { landline: '+33324990120' })
    scene.setTime('08:34')
    await scene.tellByPhone(second)
    expect(await scene.decision(second)).toMatchObject({ kind: 'told', reason: 'call', calls: [] })
    scene.setTime('08:36')
    await scene.reconsider()
    expect(await scene.tasks(second), 'nobody is asked to call again').toEqual([])
  })

  test('is to be made again when what was said becomes wrong by more than the tolerance', async () => {
    const scene = await chain(fresh)
    const { second } = await lateBefore(scene, { landline: '+33324990120' })
    scene.setTime('08:34')
    await scene.tellByPhone(second)
    await scene.tap('delay', null, { minutes: 45 })
    expect(await scene.decision(second)).toMatchObject({ kind: 'to_call', reason: 'no_mobile' })
    expect(await scene.tasks(second)).toMatchObject([
      { facts: { estimateAt: await estimateOf(scene, second) } },
    ])
  })
})
