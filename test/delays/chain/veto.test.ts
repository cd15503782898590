import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/db/database.ts'
import { endHold, holdNotices, releaseNotices } from '../../../src/delays/hold-notices.ts'
import type { Id, LocalTime } from '../../../src/terms.ts'
import { onBothDatabases } from '../../support/database.ts'
import { lateMorning, type Morning, morning, PHONES } from './chain.ts'

/** « Annuler », for one stop or for all. */
const hold = async (scene: Morning, stopId: Id | null, seen?: LocalTime): Promise<void> => {
  const { db, clock } = scene.house
  const which = { ...scene.round(), stopId, seenAt: seen ? scene.time(seen) : clock.now() }
  await inTransaction(db, trx => holdNotices(trx, which, scene.nurse, clock.now()))
  await scene.reconsider()
}

/** « Envoyer maintenant » */
const release = async (scene: Morning): Promise<void> => {
  const { db, clock } = scene.house
  const which = { ...scene.round(), stopId: null, seenAt: clock.now() }
  await inTransaction(db, trx => releaseNotices(trx, which, clock.now()))
  await scene.reconsider()
}

onBothDatabases('« Annuler »', fresh => {
  test('stops one text, keeps who stopped it and why, and lets the others leave', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:31')
    await hold(scene, scene.stops.delmas)
    expect(await scene.notices(scene.stops.delmas)).toMatchObject([
      { state: 'held', reason: 'vetoed', held_by: scene.nurse },
    ])
    expect(await scene.decision(scene.stops.delmas)).toMatchObject({ kind: 'not_yet', reason: 'vetoed' })
    scene.setTime('08:33')
    await scene.turn()
    expect((await scene.texts()).map(text => text.phone)).toEqual([PHONES.roussel, PHONES.petit])
  })

  test('can be taken back: the text is decided on anew, with its own time to undo', async () => {
    const scene = await lateMorning(fresh)
    const { db } = scene.house
    scene.setTime('08:31')
    await hold(scene, null)
    scene.setTime('08:34')
    await inTransaction(db, trx => endHold(trx, { ...scene.round(), stopId: scene.stops.delmas }))
    await scene.reconsider()
    const notices = await scene.notices(scene.stops.delmas)
    expect(notices.map(({ state, due_at }) => [state, scene.local(due_at)])).toEqual([
      ['withdrawn', '08:33'],
      ['pending', '08:37'],
    ])
    scene.setTime('08:37')
    await scene.turn()
    expect((await scene.texts()).map(text => text.phone)).toEqual([PHONES.delmas])
  })

  test('stops all of them when it is said of all', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:31')
    await hold(scene, null)
    expect((await scene.notices()).map(notice => notice.state)).toEqual(['held', 'held', 'held'])
    scene.setTime('08:33')
    await scene.turn()
    expect(await scene.texts()).toEqual([])
  })

  test('said without network long ago does not stop what was decided since', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:32')
    await hold(scene, null, '08:29')
    expect((await scene.notices()).map(notice => notice.state)).toEqual(['pending', 'pending', 'pending'])
  })

  test('holds while the estimate stays within ten minutes of what it was', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:31')
    await hold(scene, null)
    scene.setTime('08:35')
    await scene.tap('delay', null, { minutes: 32 })
    scene.setTime('08:40')
    await scene.turn()
    expect(await scene.decision(scene.stops.delmas)).toMatchObject({ kind: 'not_yet', reason: 'vetoed' })
    expect(await scene.texts()).toEqual([])
  })

  test('gives way once the estimate has moved by ten minutes: a new text, with its own time to undo', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:31')
    await hold(scene, null)
    scene.setTime('08:35')
    await scene.tap('delay', null, { minutes: 45 })
    const notices = await scene.notices(scene.stops.delmas)
    expect(notices.map(({ state, due_at }) => [state, scene.local(due_at)])).toEqual([
      ['held', '08:33'],
      ['pending', '08:38'],
    ])
    scene.setTime('08:38')
    await scene.turn()
    expect(await scene.texts(PHONES.delmas)).toHaveLength(1)
  })
})

onBothDatabases('« Annuler », once a text is at the gateway,', fresh => {
  test('does not claim to have stopped it', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:33')
    await scene.turnWith({ send: async () => ({ outcome: 'unknown', detail: 'time-out' }) })
    expect((await scene.notices(scene.stops.delmas)).map(notice => notice.state)).toEqual(['pending'])
    await hold(scene, null)
    expect((await scene.notices()).map(notice => notice.state)).not.toContain('held')
  })
})

onBothDatabases('« Envoyer maintenant »', fresh => {
  test('skips the time to undo', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:31')
    await release(scene)
    await scene.turn()
    expect(await scene.texts()).toHaveLength(3)
  })

  test('sends nothing that is no longer true', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:31')
    await release(scene)
    await scene.tap('completion', scene.stops.lemoine)
    await scene.turn()
    expect(await scene.texts()).toEqual([])
  })

  test('never opens the hours of the cadre: who may not be texted yet is texted when they may', async () => {
    const scene = await morning(fresh)
    await scene.tap('delay', null, { minutes: 45 })
    expect(await scene.decision(scene.stops.petit)).toMatchObject({ kind: 'not_yet', reason: 'before_hours' })
    await release(scene)
    await scene.turn()
    expect(await scene.texts(PHONES.petit)).toEqual([])
    expect(await scene.texts(PHONES.roussel)).toHaveLength(1)
    scene.setTime('08:02')
    await scene.turn()
    scene.setTime('08:05')
    await scene.turn()
    expect(await scene.texts(PHONES.petit)).toHaveLength(1)
  })

  test('does not reach past the end of the hours either', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:46')
    await release(scene)
    await scene.turn()
    expect(await scene.texts(PHONES.roussel)).toEqual([])
  })
})
