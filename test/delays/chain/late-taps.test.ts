import { expect, test } from 'vitest'
import type { NewTap } from '../../../src/rounds/record-tap.ts'
import type { LocalTime } from '../../../src/terms.ts'
import { onBothDatabases } from '../../support/database.ts'
import { type Morning, morning, PHONES } from './chain.ts'

/** A morning half an hour late, as the phone kept it while there was no network. */
const KEPT: [LocalTime, NewTap['kind'], keyof Morning['stops']][] = [
  ['08:30', 'arrival', 'lemoine'],
  ['09:00', 'completion', 'lemoine'],
  ['09:08', 'arrival', 'roussel'],
  ['09:23', 'completion', 'roussel'],
  ['09:31', 'arrival', 'delmas'],
]

const receive = async (scene: Morning, taps: typeof KEPT): Promise<void> => {
  for (const [at, kind, name] of taps)
    await scene.tap(kind, scene.stops[name], { at, id: `${kind}-${name}-${at}` })
}

onBothDatabases('taps that reach us late', fresh => {
  test('text nobody whose visit is over; those ahead are decided on as if they had come in time', async () => {
    const scene = await morning(fresh)
    scene.setTime('09:32')
    await receive(scene, KEPT)
    scene.setTime('09:34')
    await scene.turn()
    scene.setTime('09:36')
    await scene.turn()
    expect(await scene.texts(PHONES.roussel)).toEqual([])
    expect(await scene.texts(PHONES.delmas)).toEqual([])
    expect(await scene.decisions()).toEqual([
      'never begun',
      'never begun',
      'never begun',
      'to_call after_hours',
      'not_yet on_time',
    ])
  })

  test('send nothing when the whole morning comes in after it', async () => {
    const scene = await morning(fresh)
    scene.setTime('12:00')
    await receive(scene, KEPT)
    await scene.turn()
    scene.setTime('12:05')
    await scene.turn()
    expect(await scene.texts()).toEqual([])
    expect((await scene.notices()).filter(notice => notice.state === 'pending')).toEqual([])
  })

  test('give the same round in whatever order, and however often, they come', async () => {
    const inOrder = await morning(fresh)
    const jumbled = await morning(fresh)
    for (const scene of [inOrder, jumbled]) scene.setTime('09:32')
    await receive(inOrder, KEPT)
    await receive(jumbled, [KEPT[3]!, KEPT[4]!, KEPT[0]!, KEPT[3]!, KEPT[2]!, KEPT[1]!, KEPT[0]!])
    expect(await jumbled.decisions()).toEqual(await inOrder.decisions())
    expect(await startsOf(jumbled)).toEqual(await startsOf(inOrder))
  })
})

onBothDatabases('the day after', fresh => {
  test('a tap that comes in, or a time that is corrected, makes nobody late, called or alerted', async () => {
    const scene = await morning(fresh)
    const forgotten = await scene.place({ at: '10:45', hardBefore: '11:00' }, { landline: '+33324990199' })
    scene.setTime('08:02')
    const arrival = await scene.tap('arrival', scene.stops.lemoine)
    scene.house.clock.set('2026-11-26T08:00:00.000Z')
    await scene.tap('completion', scene.stops.lemoine, { at: '08:40' })
    await scene.tap('correction', scene.stops.lemoine, { at: '08:00', of: arrival })
    await scene.turn()
    expect(await scene.tasks(forgotten)).toEqual([])
    expect(await scene.tasks()).toEqual([])
    expect(await scene.notices()).toEqual([])
  })
})

/** When each visit still to come is expected. */
const startsOf = async (scene: Morning) =>
  (await scene.forecast()).stops.map(stop => new Date(stop.startAt).toISOString())
