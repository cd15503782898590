import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import {
  closeTask,
  listOpenTasks,
  listOutcomes,
  type NewTask,
  openTask,
  recordNoAnswer,
  reopenTask,
  withdrawTasks,
} from '../../src/messages/tasks.ts'
import { addMinutes } from '../../src/time.ts'
import { cast } from '../support/cast.ts'
import { testClock } from '../support/clock.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'

const taskWorld = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const clock = testClock()
  const { halle, camille, roussel } = people
  const { stopId } = await stop(db, {
    practiceId: halle.id,
    clinicianId: camille,
    patientId: roussel,
    at: '09:30',
  })
  const task: NewTask = {
    practiceId: halle.id,
    kind: 'call',
    patientId: roussel,
    carerId: null,
    clinicianId: camille,
    stopId,
    key: `delay-call:${stopId}`,
    reason: 'landline',
    facts: { phone: '+33324570001' },
    clinical: false,
    dueAt: addMinutes(clock.now(), 60),
  }
  const open = (facts: Partial<NewTask> = {}) =>
    inTransaction(db, trx => openTask(trx, { ...task, ...facts }, clock.now()))
  const of = (id: string) => ({ practiceId: halle.id, id, by: camille })
  const close = (id: string, outcome: 'told' | 'done' = 'told') =>
    inTransaction(db, trx => closeTask(trx, { ...of(id), outcome }, clock.now()))
  return { ...people, db, clock, stopId, open, of, close }
}

onBothDatabases('a task', fresh => {
  test('is open once per key, and learns the newest facts and deadline', async () => {
    const world = await taskWorld(fresh)
    const dueAt = addMinutes(world.clock.now(), 20)
    const first = await world.open()
    const again = await world.open({ reason: 'undelivered', dueAt, facts: { toAt: dueAt } })
    expect(again).toBe(first)
    expect(await listOpenTasks(world.db, world.halle.id)).toMatchObject([
      { id: first, reason: 'undelivered', due_at: dueAt, facts: { toAt: dueAt } },
    ])
  })

  test('of the same key in another practice is another task', async () => {
    const world = await taskWorld(fresh)
    await world.open()
    await world.open({ practiceId: world.port.id, stopId: null, patientId: null })
    expect(await listOpenTasks(world.db, world.halle.id)).toHaveLength(1)
    expect(await listOpenTasks(world.db, world.port.id)).toHaveLength(1)
  })

  test('closed by one person keeps their outcome when another closes it too', async () => {
    const world = await taskWorld(fresh)
    const id = await world.open()
    expect([await world.close(id, 'told'), await world.close(id, 'done')]).toEqual(['closed', 'already'])
    expect(await listOutcomes(world.db, world.halle.id, [world.stopId])).toMatchObject([
      { id, outcome: 'told', closed_by: world.camille, facts: { phone: '+33324570001' } },
    ])
  })

  test('without an answer stays to be made, with its deadline, and the try is kept', async () => {
    const world = await taskWorld(fresh)
    const id = await world.open()
    const tries = () => inTransaction(world.db, trx => recordNoAnswer(trx, world.of(id), world.clock.now()))
    expect([await tries(), await tries()]).toEqual(['kept', 'already'])
    const [still, ...others] = await listOpenTasks(world.db, world.halle.id)
    expect(others).toEqual([])
    expect(still).toMatchObject({ due_at: addMinutes(world.clock.now(), 60), reason: 'landline' })
    expect(await listOutcomes(world.db, world.halle.id, [world.stopId])).toMatchObject([
      { id, outcome: 'no_answer' },
    ])
  })

  test('closed by mistake opens again, unless the same thing has become a task again', async () => {
    const world = await taskWorld(fresh)
    const id = await world.open()
    const reopen = () => inTransaction(world.db, trx => reopenTask(trx, world.of(id)))
    await world.close(id)
    expect(await reopen()).toBe('reopened')
    expect((await listOpenTasks(world.db, world.halle.id)).map(task => task.key)).toEqual([
      `delay-call:${world.stopId}`,
    ])
    expect(await reopen()).toBe('open')
    await world.close(id)
    await world.open()
    expect(await reopen()).toBe('open')
  })

  test('that became pointless is withdrawn, which is nobody’s outcome', async () => {
    const world = await taskWorld(fresh)
    await world.open()
    await world.open({ key: 'other', stopId: null })
    const which = { practiceId: world.halle.id, stopId: world.stopId }
    expect(await inTransaction(world.db, trx => withdrawTasks(trx, which, world.clock.now()))).toBe(1)
    expect(await listOpenTasks(world.db, world.halle.id)).toMatchObject([{ key: 'other' }])
    expect(await listOutcomes(world.db, world.halle.id, [world.stopId])).toEqual([])
  })

  test('with the nearest deadline comes first, one without a deadline last', async () => {
    const world = await taskWorld(fresh)
    await world.open({ key: 'some day', dueAt: null })
    await world.open({ key: 'in an hour' })
    await world.open({ key: 'soon', dueAt: addMinutes(world.clock.now(), 5) })
    const keys = (await listOpenTasks(world.db, world.halle.id)).map(task => task.key)
    expect(keys).toEqual(['soon', 'in an hour', 'some day'])
  })
})
