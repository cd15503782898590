import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { NotFound } from '../../src/http/refusals.ts'
import { moveStop, placeStop } from '../../src/rounds/order.ts'
import { findRound, listRounds, loadRound } from '../../src/rounds/queries.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'
import type { Id } from '../../src/terms.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { stop, TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'

const NOW = '2026-11-25T07:00:00.000Z'

/** Stops agreed for 8 h, 9 h and 10 h. */
const threeStops = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const { halle, camille } = people
  const own = { practiceId: halle.id, clinicianId: camille }
  const place = async (facts: Partial<Parameters<typeof stop>[1]>) =>
    await stop(db, { ...own, patientId: await patient(db, halle.id), ...facts })
  const placed = [await place({ at: '08:00' }), await place({ at: '09:00' }), await place({ at: '10:00' })]
  const roundId = placed[0]!.roundId
  const order = async () => (await loadRound(db, halle.id, roundId)).stops.map(each => each.id)
  const move = (stopId: Id, by: -1 | 1, practiceId = halle.id) =>
    inTransaction(db, trx => moveStop(trx, { practiceId, roundId, stopId }, by))
  return { ...people, db, place, roundId, order, move, stopIds: placed.map(each => each.stopId) }
}

onBothDatabases('the order of a round', fresh => {
  test('a stop moves by one place, and the patients of both stops are named', async () => {
    const { order, move, stopIds, db, halle, roundId } = await threeStops(fresh)
    const [a, b, c] = stopIds as [Id, Id, Id]
    const { stops } = await loadRound(db, halle.id, roundId)
    expect(await move(c, -1)).toEqual([stops[2]!.patient_id, stops[1]!.patient_id])
    expect(await order()).toEqual([a, c, b])
    await move(a, 1)
    expect(await order()).toEqual([c, a, b])
  })

  test('at the edge nothing moves', async () => {
    const { order, move, stopIds } = await threeStops(fresh)
    await move(stopIds[0]!, -1)
    await move(stopIds[2]!, 1)
    expect(await order()).toEqual(stopIds)
  })

  test('a stop skips the cancelled ones, which nobody sees', async () => {
    const { order, move, stopIds, db } = await threeStops(fresh)
    const [a, b, c] = stopIds as [Id, Id, Id]
    const cancelled = db.selectFrom('stops').select('appointment_id').where('id', '=', b)
    await db.updateTable('appointments').set({ status: 'cancelled' }).where('id', 'in', cancelled).execute()
    await move(c, -1)
    expect(await order()).toEqual([c, a])
  })

  test('a stop skips those that are over: it is moved among what is still to come', async () => {
    const { order, move, stopIds, db, halle, roundId, camille } = await threeStops(fresh)
    const [a, b, c] = stopIds as [Id, Id, Id]
    const facts = {
      practiceId: halle.id,
      roundId,
      stopId: b,
      minutes: null,
      ofTapId: null,
      byUserId: camille,
    }
    const done = { ...facts, id: 'done', kind: 'completion', happenedAt: NOW } as const
    await inTransaction(db, trx => recordTap(trx, done, NOW))
    await move(c, -1)
    expect(await order()).toEqual([c, a, b])
    await move(a, 1)
    expect(await order(), 'nothing waits behind it').toEqual([c, a, b])
  })

  test('a stop of another practice is not found, and nothing moves', async () => {
    const { order, move, stopIds, port } = await threeStops(fresh)
    await expect(move(stopIds[1]!, 1, port.id)).rejects.toThrow(NotFound)
    expect(await order()).toEqual(stopIds)
  })

  test.each([
    ['08:30', 1],
    ['07:00', 0],
    ['09:00', 2],
    ['11:00', 3],
  ])('an appointment of %s is placed before what was agreed for later', async (at, index) => {
    const { order, place, stopIds, db, halle, roundId } = await threeStops(fresh)
    const other = await place({ at })
    const placing = { practiceId: halle.id, roundId, appointmentId: other.appointmentId }
    await db.deleteFrom('stops').where('id', '=', other.stopId).execute()
    const id = await inTransaction(db, trx => placeStop(trx, placing, NOW))
    expect(await order()).toEqual(stopIds.toSpliced(index, 0, id))
  })
})

onBothDatabases('the rounds of a day', fresh => {
  test('are those of one practice', async () => {
    const { db, halle, port, camille } = await threeStops(fresh)
    expect((await listRounds(db, halle.id, TODAY)).map(round => round.first_name)).toEqual(['Camille'])
    expect(await listRounds(db, port.id, TODAY)).toEqual([])
    expect(await findRound(db, port.id, camille, TODAY)).toBeUndefined()
  })
})
