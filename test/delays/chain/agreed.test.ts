import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/db/database.ts'
import { closeTask } from '../../../src/messages/tasks.ts'
import { onBothDatabases } from '../../support/database.ts'
import { type Chain, chain, PHONES } from './chain.ts'

/** 8 h 15, the first visit is over and the next one is what `place` says. */
const nextVisit = async (
  fresh: Parameters<typeof chain>[0],
  place: Parameters<Chain['place']>[0],
): Promise<Chain & { petit: string }> => {
  const scene = await chain(fresh)
  const first = await scene.place({ at: '08:00' }, { phone: PHONES.lemoine })
  const petit = await scene.place(place, { last_name: 'Petit', phone: PHONES.petit })
  scene.setTime('08:15')
  await scene.tap('completion', first)
  return { ...scene, petit }
}

onBothDatabases('where a window was agreed', fresh => {
  test('a visit is late only after its end', async () => {
    const scene = await nextVisit(fresh, { window: ['08:30', '09:30'] })
    await scene.tap('delay', null, { minutes: 55 })
    expect(await scene.decision(scene.petit), '9 h 25').toMatchObject({ kind: 'not_yet', reason: 'on_time' })
    await scene.tap('delay', null, { minutes: 65 })
    expect(await scene.decision(scene.petit), '9 h 35').toMatchObject({ kind: 'scheduled', reason: 'late' })
  })

  test('the text says the window, and may leave until its end', async () => {
    const scene = await nextVisit(fresh, { window: ['08:30', '09:30'] })
    scene.setTime('09:20')
    await scene.tap('delay', null, { minutes: 75 })
    scene.setTime('09:23')
    await scene.turn()
    const [notice] = await scene.notices()
    expect((await scene.texts()).map(text => text.body)).toEqual([
      expect.stringContaining(`, ${scene.range(notice!)}, au lieu de 8h30-9h30.`),
    ])
  })

  test('a tolerance agreed for this appointment comes after the window', async () => {
    const scene = await nextVisit(fresh, { window: ['08:30', '09:30'], tolerance_minutes: 20 })
    await scene.tap('delay', null, { minutes: 75 })
    expect(await scene.decision(scene.petit)).toMatchObject({
      kind: 'not_yet',
      reason: 'within_tolerance',
      toleranceMinutes: 20,
    })
  })
})

onBothDatabases('where nothing was agreed', fresh => {
  test('nothing can be late, and the reason says so', async () => {
    const scene = await nextVisit(fresh, {})
    await scene.tap('delay', null, { minutes: 90 })
    expect(await scene.decision(scene.petit)).toMatchObject({ kind: 'never', reason: 'nothing_agreed' })
    expect(await scene.notices()).toEqual([])
  })
})

onBothDatabases('an imperative time', fresh => {
  const insulin = { at: '09:00', hardBefore: '09:20' } as const

  test('in danger alerts the clinician, whatever the patient is told', async () => {
    const scene = await nextVisit(fresh, insulin)
    await scene.tap('delay', null, { minutes: 20 })
    expect(await scene.decision(scene.petit)).toMatchObject({ kind: 'scheduled', alert: true })
    expect(await scene.tasks()).toMatchObject([
      {
        kind: 'alert',
        reason: 'hard_time_at_risk',
        clinician_id: scene.nurse,
        facts: { hardBeforeAt: scene.time('09:20') },
      },
    ])
  })

  test('that will be missed is an alert and a call, not only a text', async () => {
    const scene = await nextVisit(fresh, insulin)
    await scene.tap('delay', null, { minutes: 40 })
    expect(await scene.decision(scene.petit)).toMatchObject({ kind: 'to_call', reason: 'hard_time' })
    const tasks = await scene.tasks()
    expect(tasks.map(task => `${task.kind} ${task.reason}`).sort()).toEqual([
      'alert hard_time_at_risk',
      'call hard_time',
    ])
    expect(tasks.find(task => task.kind === 'call')?.facts.phone).toBe(PHONES.petit)
  })

  test('out of danger again needs nobody', async () => {
    const scene = await nextVisit(fresh, insulin)
    await scene.tap('delay', null, { minutes: 40 })
    await scene.tap('delay', null, { minutes: 5 })
    expect(await scene.tasks()).toEqual([])
  })

  test('an alert that was seen stays seen at the next tap, and comes back with a new danger', async () => {
    const scene = await nextVisit(fresh, insulin)
    await scene.tap('delay', null, { minutes: 20 })
    const [alert] = await scene.tasks()
    const seen = { practiceId: scene.cabinet.id, id: alert!.id, outcome: 'done', by: scene.nurse } as const
    await inTransaction(scene.house.db, trx => closeTask(trx, seen, scene.house.clock.now()))
    scene.setTime('08:20')
    await scene.tap('delay', null, { minutes: 20 })
    expect(await scene.tasks()).toEqual([])
    await scene.tap('delay', null, { minutes: 3 })
    scene.setTime('08:25')
    await scene.tap('delay', null, { minutes: 20 })
    expect(await scene.tasks()).toMatchObject([{ kind: 'alert' }])
  })
})
