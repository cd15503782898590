import { expect, test } from 'vitest'
import type { FreshDatabase } from '../../support/database.ts'
import { onBothDatabases } from '../../support/database.ts'
import { chain, PHONES } from './chain.ts'

/** 8 h 35, the first visit is over; the next was agreed for 10 h, and the clinician says how late the round is. */
const nextAtTen = async (fresh: () => Promise<FreshDatabase>) => {
  const scene = await chain(fresh)
  const first = await scene.place({ at: '08:00' }, { phone: PHONES.lemoine })
  const petit = await scene.place({ at: '10:00' }, { last_name: 'Petit', phone: PHONES.petit })
  scene.setTime('08:15')
  await scene.tap('completion', first)
  scene.setTime('08:35')
  return {
    ...scene,
    petit,
    /** « J’ai N minutes de retard », then the undo time and a turn of the worker. */
    async say(minutes: number): Promise<void> {
      await scene.tap('delay', null, { minutes })
      scene.house.clock.pass(3)
      await scene.turn()
    },
    sent: async () => (await scene.notices()).map(notice => `${notice.kind} ${notice.state}`),
  }
}

onBothDatabases('what a patient is told about one passage', fresh => {
  test('is told again only when the estimate has moved by ten minutes', async () => {
    const scene = await nextAtTen(fresh)
    await scene.say(30)
    await scene.say(39)
    expect(await scene.texts()).toHaveLength(1)
    await scene.say(41)
    const notices = await scene.notices()
    expect(notices.map(notice => scene.local(notice.estimate_at))).toEqual(['10:30', '10:41'])
    expect((await scene.texts()).map(text => text.body)).toEqual(
      notices.map(notice => expect.stringContaining(scene.range(notice))),
    )
  })

  test('is at most two delays and one « à l’heure »; what is wrong after that is said by voice', async () => {
    const scene = await nextAtTen(fresh)
    for (const minutes of [30, 50, 5]) await scene.say(minutes)
    expect(await scene.sent()).toEqual(['late sent', 'update sent', 'on_time sent'])
    await scene.say(45)
    expect(await scene.decision(scene.petit)).toMatchObject({
      kind: 'to_call',
      reason: 'used_up',
      calls: [{ carerId: null, reason: 'used_up' }],
    })
    expect(await scene.tasks()).toMatchObject([
      { kind: 'call', reason: 'notices_used_up', facts: { estimateAt: scene.time('10:45') } },
    ])
    expect(await scene.texts(PHONES.petit)).toHaveLength(3)
  })

  test('is enough while what they believe is wrong by no more than the tolerance', async () => {
    const scene = await nextAtTen(fresh)
    for (const minutes of [30, 50]) await scene.say(minutes)
    await scene.say(69)
    expect(await scene.decision(scene.petit)).toMatchObject({ kind: 'told', reason: 'update' })
    expect(await scene.tasks()).toEqual([])
    await scene.say(72)
    expect(await scene.tasks()).toMatchObject([{ reason: 'notices_used_up' }])
  })

  test('takes the call away again when the estimate comes back to what they were told', async () => {
    const scene = await nextAtTen(fresh)
    for (const minutes of [30, 50, 80]) await scene.say(minutes)
    expect(await scene.tasks()).toHaveLength(1)
    await scene.say(55)
    expect(await scene.tasks()).toEqual([])
  })

  test('never says « à l’heure » to somebody who was not told of a delay', async () => {
    const scene = await nextAtTen(fresh)
    await scene.say(10)
    await scene.say(0)
    expect(await scene.texts()).toEqual([])
  })
})
