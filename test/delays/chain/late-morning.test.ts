import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/db/database.ts'
import { claim, listDue } from '../../../src/messages/claims.ts'
import { prepare } from '../../../src/messages/prepare.ts'
import { originsOf } from '../../../src/server/workings.ts'
import { onBothDatabases } from '../../support/database.ts'
import { lateMorning, type Morning, morning, PHONES } from './chain.ts'

const phonesOf = async (scene: Pick<Morning, 'texts'>): Promise<string[]> =>
  (await scene.texts()).map(text => text.phone)

const pendingOf = async (scene: Pick<Morning, 'notices'>) =>
  (await scene.notices()).filter(notice => notice.state === 'pending')

onBothDatabases('a late morning', fresh => {
  test('makes one decision per patient with its reason: three will be told, one is on time', async () => {
    const scene = await lateMorning(fresh)
    expect(await scene.decisions()).toEqual([
      'never begun',
      'scheduled late',
      'scheduled late',
      'scheduled late',
      'not_yet on_time',
    ])
  })

  test('leaves the clinician the time to undo: each text is due three minutes later', async () => {
    const scene = await lateMorning(fresh)
    const notices = await scene.notices()
    expect(notices.map(notice => scene.local(notice.due_at))).toEqual(['08:33', '08:33', '08:33'])
    const waiting = await scene.house.db
      .selectFrom('messages')
      .select(['to_phone', 'due_at', 'status'])
      .execute()
    expect(waiting).toEqual(
      [PHONES.roussel, PHONES.delmas, PHONES.petit].map(to_phone => ({
        to_phone,
        due_at: scene.time('08:33'),
        status: 'queued',
      })),
    )
    scene.house.clock.pass(2.9)
    expect(await scene.turn()).toBe(0)
    expect(await scene.texts()).toEqual([])
  })

  test('after it the three texts leave in one turn of the worker, and none of them twice', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:33')
    expect(await scene.turn()).toBe(3)
    expect(await scene.turn()).toBe(0)
    expect((await phonesOf(scene)).sort()).toEqual([PHONES.roussel, PHONES.delmas, PHONES.petit])
    const [text] = await scene.texts(PHONES.roussel)
    const [notice] = await scene.notices(scene.stops.roussel)
    expect(text?.body).toMatch(/^Camille arrivera vers \S+, entre .* au lieu de 8h45\. .*\/p\/[\w-]{16}\n/)
    expect(text?.body).toContain(`, ${scene.range(notice!)}, `)
    expect(await scene.decisions()).toEqual([
      'never begun',
      'told late',
      'told late',
      'told late',
      'not_yet on_time',
    ])
  })

  test('a delay made up before the texts leave takes them back, and says why', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:32')
    await scene.tap('completion', scene.stops.lemoine)
    const notices = await scene.notices()
    expect(notices.map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'withdrawn on_time',
      'withdrawn on_time',
      'withdrawn on_time',
    ])
    scene.setTime('08:40')
    await scene.turn()
    expect(await scene.texts()).toEqual([])
  })

  test('« Annuler le dernier geste » on the wrong arrival takes the texts back with it', async () => {
    const scene = await morning(fresh)
    scene.setTime('07:50')
    const wrong = await scene.tap('arrival', scene.stops.petit)
    scene.setTime('07:51')
    await scene.tap('undo', scene.stops.petit, { of: wrong })
    expect(await pendingOf(scene)).toEqual([])
    scene.setTime('08:00')
    await scene.tap('arrival', scene.stops.lemoine)
    const [begun, ...others] = await scene.decisions()
    expect(begun).toBe('never begun')
    for (const decision of others) expect(decision).toMatch(/^not_yet (on_time|within_tolerance)$/)
  })

  test('whoever is visited before their text is due gets none', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:32')
    await scene.tap('arrival', scene.stops.delmas)
    scene.setTime('08:34')
    await scene.turn()
    expect(await scene.texts(PHONES.delmas)).toEqual([])
    const [notice] = await scene.notices(scene.stops.delmas)
    expect(notice).toMatchObject({ state: 'withdrawn', reason: 'begun' })
  })

  test('a text already claimed by the worker does not leave when « J’arrive » comes first', async () => {
    const scene = await lateMorning(fresh)
    const { db, clock } = scene.house
    scene.setTime('08:33')
    const due = (await listDue(db, clock.now(), 10)).at(0)!
    const held = await inTransaction(db, trx => claim(trx, due, 'worker', clock.now()))
    await scene.tap('arrival', scene.stops.roussel)
    const origins = originsOf(scene.house)
    const text = await inTransaction(db, trx => prepare(trx, origins, due, held!, clock.now()))
    expect(text).toBeUndefined()
    await scene.turn()
    expect(await scene.texts(PHONES.roussel)).toEqual([])
  })

  test('an estimate that moves before the text leaves is the one it says, at the time first shown', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:32')
    const [first] = await scene.notices(scene.stops.roussel)
    await scene.tap('delay', null, { minutes: 38 })
    const notices = await scene.notices(scene.stops.roussel)
    expect(notices.map(notice => [notice.state, scene.local(notice.due_at)])).toEqual([['pending', '08:33']])
    expect(scene.range(notices[0]!)).not.toBe(scene.range(first!))
    scene.setTime('08:33')
    await scene.turn()
    expect((await scene.texts(PHONES.roussel)).map(text => text.body)).toEqual([
      expect.stringContaining(`, ${scene.range(notices[0]!)}, au lieu de 8h45.`),
    ])
  })

  test('what only the clock has changed since is asked for again when the text leaves', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:46')
    await scene.turn()
    expect(await scene.texts(PHONES.roussel), 'past her hours').toEqual([])
    expect((await phonesOf(scene)).sort()).toEqual([PHONES.delmas, PHONES.petit])
    expect(await scene.notices(scene.stops.roussel)).toMatchObject([
      { state: 'withdrawn', reason: 'after_hours' },
    ])
    expect(await scene.tasks(scene.stops.roussel)).toMatchObject([{ kind: 'call', reason: 'outside_hours' }])
  })
})
