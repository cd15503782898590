import { expect, test } from 'vitest'
import type { NewAppointment } from '../../src/agenda/appointment.ts'
import { listDay } from '../../src/agenda/queries.ts'
import { copyDay, listCopyableDays } from '../../src/day-planning/copy-day.ts'
import { inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { openTask } from '../../src/messages/tasks.ts'
import { bookInRound, cancelInRound, changeInRound } from '../../src/planning/place.ts'
import { addBreak, setStart } from '../../src/rounds/frame.ts'
import { moveStop } from '../../src/rounds/order.ts'
import { findRound, loadRound } from '../../src/rounds/queries.ts'
import type { Id, Instant, LocalDate } from '../../src/terms.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { patient } from '../support/people.ts'

const NOW = '2026-11-25T06:00:00.000Z'
const BY_SYSTEM = { kind: 'system' } as const
const moment = { now: NOW, today: '2026-11-25', by: BY_SYSTEM }

const planning = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const { halle, camille, roussel } = people
  const quere = await patient(db, halle.id, { last_name: 'Quéré' })
  const wanted = (patientId: Id, agreedAt: Instant | null, on: LocalDate = '2026-11-25'): NewAppointment => ({
    practiceId: halle.id,
    patientId,
    clinicianId: camille,
    on,
    kind: 'visit',
    care: 'Pansement',
    place: 'home',
    agreedAt,
    window: null,
    notBeforeAt: null,
    hardBeforeAt: null,
    durationMinutes: 15,
    toleranceMinutes: null,
  })
  const book = async (patientId: Id, agreedAt: Instant, on?: LocalDate) => {
    const booking = await inTransaction(db, async trx =>
      bookInRound(trx, wanted(patientId, agreedAt, on), moment, { overlap: false }),
    )
    if (!booking.booked) throw new Error(booking.why)
    return booking.id
  }
  const change = async (id: Id, version: number, to: NewAppointment) =>
    await inTransaction(db, async trx =>
      changeInRound(trx, { practiceId: halle.id, id, version }, to, moment, { overlap: false }),
    )
  const cancel = async (id: Id, version = 1) =>
    await inTransaction(db, async trx => cancelInRound(trx, { practiceId: halle.id, id, version }, moment))
  const day = async (on: LocalDate = '2026-11-25') => {
    const round = await findRound(db, halle.id, camille, on)
    return round && (await loadRound(db, halle.id, round.id))
  }
  const order = async (on?: LocalDate) => ((await day(on))?.stops ?? []).map(each => each.patient_id)
  const copy = async (from: LocalDate, to: LocalDate) =>
    await inTransaction(db, async trx =>
      copyDay(trx, { practiceId: halle.id, clinicianId: camille, from, to, zone: 'Europe/Paris' }, moment),
    )
  return { ...people, db, quere, wanted, book, change, cancel, day, order, copy, roussel }
}

onBothDatabases('a passage entered by hand', fresh => {
  test('makes the round and takes its place by agreed time', async () => {
    const { roussel, quere, book, order } = await planning(fresh)
    await book(quere, '2026-11-25T09:00:00.000Z')
    await book(roussel, '2026-11-25T07:30:00.000Z')
    expect(await order()).toEqual([roussel, quere])
  })

  test('changes places when another time is agreed, not when its length changes', async () => {
    const { db, halle, roussel, quere, book, change, order, wanted, day } = await planning(fresh)
    const first = await book(roussel, '2026-11-25T07:30:00.000Z')
    await book(quere, '2026-11-25T09:00:00.000Z')
    expect(await change(first, 1, wanted(roussel, '2026-11-25T10:00:00.000Z'))).toBe('changed')
    expect(await order()).toEqual([quere, roussel])
    const { round, stops } = (await day())!
    const place = { practiceId: halle.id, roundId: round.id, stopId: stops[1]!.id }
    await inTransaction(db, async trx => await moveStop(trx, place, -1))
    const longer = { ...wanted(roussel, '2026-11-25T10:00:00.000Z'), durationMinutes: 40 }
    expect(await change(first, 2, longer)).toBe('changed')
    expect(await order()).toEqual([roussel, quere])
  })

  test('moves to another day, and leaves this one', async () => {
    const { roussel, book, change, order, wanted } = await planning(fresh)
    const id = await book(roussel, '2026-11-25T07:30:00.000Z')
    expect(await change(id, 1, wanted(roussel, '2026-11-26T07:30:00.000Z', '2026-11-26'))).toBe('changed')
    expect([await order(), await order('2026-11-26')]).toEqual([[], [roussel]])
  })

  test('is not changed behind the back of somebody who changed it first', async () => {
    const { roussel, book, change, order, wanted } = await planning(fresh)
    const id = await book(roussel, '2026-11-25T07:30:00.000Z')
    await change(id, 1, wanted(roussel, '2026-11-25T08:00:00.000Z'))
    expect(await change(id, 1, wanted(roussel, '2026-11-26T07:30:00.000Z', '2026-11-26'))).toBe('outdated')
    expect([await order(), await order('2026-11-26')]).toEqual([[roussel], []])
  })

  test('leaves the round when it is cancelled, with the call that was to be made', async () => {
    const { db, halle, camille, roussel, book, cancel, day, order } = await planning(fresh)
    const id = await book(roussel, '2026-11-25T07:30:00.000Z')
    const stopId = (await day())!.stops[0]!.id
    const who = { practiceId: halle.id, patientId: roussel, carerId: null, clinicianId: camille, stopId }
    const call = { kind: 'call', reason: 'landline', facts: {}, clinical: false, dueAt: null } as const
    await inTransaction(db, async trx => openTask(trx, { ...who, ...call, key: `call:${stopId}` }, NOW))
    expect(await cancel(id)).toBe('changed')
    expect(await order()).toEqual([])
    const open = await db.selectFrom('tasks').selectAll().where('closed_at', 'is', null).execute()
    expect(open).toEqual([])
  })

  test('can neither be cancelled nor leave its day once it has begun', async () => {
    const { db, halle, camille, roussel, book, change, cancel, day, wanted } = await planning(fresh)
    const id = await book(roussel, '2026-11-25T07:30:00.000Z')
    const { round, stops } = (await day())!
    const tap = {
      kind: 'arrival',
      happened_at: NOW,
      received_at: NOW,
      minutes: null,
      of_tap_id: null,
    } as const
    const place = { practice_id: halle.id, round_id: round.id, stop_id: stops[0]!.id, by_user_id: camille }
    await db
      .insertInto('taps')
      .values({ id: newId(), ...place, ...tap })
      .execute()
    expect(await cancel(id)).toBe('begun')
    expect(await change(id, 1, wanted(roussel, '2026-11-26T07:30:00.000Z', '2026-11-26'))).toBe('begun')
  })
})

onBothDatabases('a day taken over', fresh => {
  test('has the same patients at the same times of day, in the same order, with its start and breaks', async () => {
    const { db, halle, roussel, quere, book, copy, day, order } = await planning(fresh)
    await book(roussel, '2026-11-20T08:00:00.000Z', '2026-11-20')
    await book(quere, '2026-11-20T07:30:00.000Z', '2026-11-20')
    const source = (await day('2026-11-20'))!
    const of = { practiceId: halle.id, roundId: source.round.id }
    await inTransaction(db, async trx => {
      await moveStop(trx, { ...of, stopId: source.stops[1]!.id }, -1)
      await setStart(trx, of, '2026-11-20T05:30:00.000Z')
      const rest = { from_at: '2026-11-20T11:00:00.000Z', to_at: '2026-11-20T12:00:00.000Z' }
      await addBreak(trx, of, { ...rest, at_least_minutes: 20 })
    })
    expect(await copy('2026-11-20', '2026-11-27')).toEqual({ copied: 2, left: 0 })
    expect(await order('2026-11-27')).toEqual([roussel, quere])
    const copied = (await day('2026-11-27'))!
    expect(copied.stops.map(each => each.agreed_at)).toEqual([
      '2026-11-27T08:00:00.000Z',
      '2026-11-27T07:30:00.000Z',
    ])
    expect(copied.round.starts_at).toBe('2026-11-27T05:30:00.000Z')
    expect(copied.breaks).toMatchObject([{ from_at: '2026-11-27T11:00:00.000Z', at_least_minutes: 20 }])
  })

  test('keeps its times of day when the clocks change', async () => {
    const { roussel, book, copy, day } = await planning(fresh)
    await book(roussel, '2026-10-24T06:30:00.000Z', '2026-10-24')
    await copy('2026-10-24', '2026-10-25')
    expect((await day('2026-10-25'))!.stops[0]!.agreed_at).toBe('2026-10-25T07:30:00.000Z')
  })

  test('doubles nothing, and leaves former patients aside', async () => {
    const { db, halle, camille, roussel, quere, book, copy } = await planning(fresh)
    await book(roussel, '2026-11-20T07:30:00.000Z', '2026-11-20')
    await book(quere, '2026-11-20T08:00:00.000Z', '2026-11-20')
    await db.updateTable('patients').set({ archived_at: NOW }).where('id', '=', quere).execute()
    expect(await copy('2026-11-20', '2026-11-25')).toEqual({ copied: 1, left: 1 })
    expect(await copy('2026-11-20', '2026-11-25')).toEqual({ copied: 0, left: 2 })
    expect(await listDay(db, halle.id, camille, '2026-11-25')).toHaveLength(1)
  })

  test('is offered with the same weekday first', async () => {
    const { db, halle, camille, roussel } = await planning(fresh)
    const visit = { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:00' }
    for (const on of ['2026-11-24', '2026-11-18', '2026-11-23', '2026-11-25', '2026-10-01'])
      await stop(db, { ...visit, on })
    expect((await listCopyableDays(db, halle.id, camille, '2026-11-25')).map(({ on }) => on)).toEqual([
      '2026-11-18',
      '2026-11-24',
      '2026-11-23',
    ])
  })
})
