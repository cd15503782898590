import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { listHistory } from '../../src/agenda/history.ts'
import { getAppointment } from '../../src/agenda/queries.ts'
import { changeStatus } from '../../src/agenda/transition.ts'
import type { Db } from '../../src/db/database.ts'
import { inTransaction } from '../../src/db/database.ts'
import { NotFound } from '../../src/http/refusals.ts'
import { newId } from '../../src/ids.ts'
import { getTap, loadRound } from '../../src/rounds/queries.ts'
import { type NewTap, recordTap } from '../../src/rounds/record-tap.ts'
import { deriveRound } from '../../src/rounds/round-state.ts'
import type { Instant } from '../../src/terms.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { patient } from '../support/people.ts'

const script = new URL('tap-process.ts', import.meta.url).pathname
const NOW: Instant = '2026-11-25T08:00:00.000Z'

/** Camille's round with two stops, Bastien's with one, and Chloé's elsewhere. */
const twoStops = async (fresh: () => Promise<FreshDatabase>) => {
  const { db, url } = await fresh()
  const people = await cast(db)
  const { halle, camille, bastien, roussel, port, chloe } = people
  const first = await stop(db, {
    practiceId: halle.id,
    clinicianId: camille,
    patientId: roussel,
    at: '09:00',
  })
  const second = await stop(db, {
    practiceId: halle.id,
    clinicianId: camille,
    patientId: roussel,
    at: '09:30',
  })
  const his = await stop(db, { practiceId: halle.id, clinicianId: bastien, patientId: roussel, at: '10:00' })
  const stranger = { practiceId: port.id, clinicianId: chloe, patientId: await patient(db, port.id) }
  const hers = await stop(db, { ...stranger, at: '09:00' })
  const tap = (facts: Partial<NewTap> = {}): NewTap => ({
    id: newId(),
    practiceId: halle.id,
    roundId: first.roundId,
    stopId: first.stopId,
    kind: 'arrival',
    happenedAt: NOW,
    minutes: null,
    ofTapId: null,
    byUserId: camille,
    ...facts,
  })
  const record = (facts: Partial<NewTap> = {}, now = NOW) =>
    inTransaction(db, trx => recordTap(trx, tap(facts), now))
  return { ...people, db, url, first, second, his, hers, tap, record }
}

const countTaps = async (db: Db): Promise<number> =>
  (await db.selectFrom('taps').select('id').execute()).length

onBothDatabases('recording a tap', fresh => {
  test('the same tap twice counts once, whatever else differs the second time', async () => {
    const { db, record, second, halle, first } = await twoStops(fresh)
    expect(await record({ id: 'the-same-tap' })).toBe('recorded')
    const again = { id: 'the-same-tap', kind: 'absence', stopId: second.stopId } as const
    expect(await record(again, '2026-11-25T08:10:00.000Z')).toBe('already')
    expect(await countTaps(db)).toBe(1)
    const kept = await getTap(db, halle.id, first.roundId, 'the-same-tap')
    expect(kept).toMatchObject({ kind: 'arrival', stop_id: first.stopId, received_at: NOW })
  })

  test('says what became of the appointment, and of the one it left; taken back it is as it was before', async () => {
    const { db, halle, record, first, second } = await twoStops(fresh)
    const appointments = { practiceId: halle.id, id: first.appointmentId, by: { kind: 'patient' } } as const
    await inTransaction(db, trx => changeStatus(trx, { ...appointments, to: 'confirmed' }, NOW))
    const statuses = async () => [
      (await getAppointment(db, halle.id, first.appointmentId)).status,
      (await getAppointment(db, halle.id, second.appointmentId)).status,
    ]
    await record({ id: 'first', kind: 'arrival' })
    expect(await statuses()).toEqual(['in_progress', 'booked'])
    await record({
      id: 'second',
      kind: 'arrival',
      stopId: second.stopId,
      happenedAt: '2026-11-25T07:59:00.000Z',
    })
    await record({ kind: 'arrival', stopId: second.stopId, id: 'again' }, '2026-11-25T08:20:00.000Z')
    expect(await statuses()).toContain('in_progress')
    await record({ kind: 'undo', id: 'no-first', ofTapId: 'first' }, '2026-11-25T08:21:00.000Z')
    expect((await statuses())[0]).toBe('confirmed')
    await record({ kind: 'absence', id: 'nobody' }, '2026-11-25T08:22:00.000Z')
    expect((await statuses())[0]).toBe('no_show')
    const history = await listHistory(db, halle.id, first.appointmentId)
    expect(history.map(event => [event.to_status, event.by_kind])).toEqual(
      expect.arrayContaining([
        ['confirmed', 'patient'],
        ['in_progress', 'system'],
        ['no_show', 'system'],
      ]),
    )
  })

  test('the same tap over two connections at once counts once', async () => {
    const { db, url, tap } = await twoStops(fresh)
    const sent = JSON.stringify(tap({ id: 'the-same-tap' }))
    const send = () => promisify(execFile)(process.execPath, [script, url, NOW, sent])
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(answer => answer.stdout.trim()).sort()).toEqual(['already', 'already', 'recorded'])
    expect(await countTaps(db)).toBe(1)
  })

  test('two practices may use the same id: each has its own tap', async () => {
    const { db, record, hers, port, chloe } = await twoStops(fresh)
    await record({ id: 'the-same-tap' })
    const elsewhere = { practiceId: port.id, roundId: hers.roundId, stopId: hers.stopId, byUserId: chloe }
    expect(await record({ id: 'the-same-tap', ...elsewhere })).toBe('recorded')
    expect(await countTaps(db)).toBe(2)
  })

  test('a tap from a phone whose clock is fast counts as now', async () => {
    const { db, record, halle, first } = await twoStops(fresh)
    await record({ id: 'from-the-future', happenedAt: '2026-11-25T09:30:00.000Z' })
    expect(await getTap(db, halle.id, first.roundId, 'from-the-future')).toMatchObject({ happened_at: NOW })
  })

  test('taps that come in late or out of order give the same round as in order', async () => {
    const inOrder = await twoStops(fresh)
    const late = await twoStops(fresh)
    const gestures = [
      ['first', 'arrival', '08:00'],
      ['first', 'completion', '08:15'],
      ['second', 'departure', '08:16'],
      ['second', 'arrival', '08:25'],
    ] as const
    const noon = '2026-11-25T12:00:00.000Z'
    for (const [name, kind, time] of gestures) {
      const happenedAt = `2026-11-25T${time}:00.000Z`
      await inOrder.record({ kind, happenedAt, stopId: inOrder[name].stopId }, happenedAt)
    }
    for (const [name, kind, time] of gestures.toReversed())
      await late.record({ kind, happenedAt: `2026-11-25T${time}:00.000Z`, stopId: late[name].stopId }, noon)
    const expected = await stateOf(inOrder)
    expect(expected.map(({ status }) => status)).toEqual(['done', 'in_progress'])
    expect(await stateOf(late)).toEqual(expected)
  })

  test('a tap can be undone, and its undo undone', async () => {
    const world = await twoStops(fresh)
    await world.record({ id: 'the-arrival' })
    await world.record({ id: 'the-undo', kind: 'undo', ofTapId: 'the-arrival' })
    expect(await stateOf(world)).toMatchObject([{ status: 'waiting' }, { status: 'waiting' }])
    await world.record({ id: 'undo-of-undo', kind: 'undo', ofTapId: 'the-undo' })
    expect(await stateOf(world)).toMatchObject([{ status: 'in_progress' }, { status: 'waiting' }])
  })

  test('a tap can be corrected: the round has the corrected time, the tap keeps its own', async () => {
    const world = await twoStops(fresh)
    await world.record({ id: 'the-arrival' })
    const earlier = '2026-11-25T07:50:00.000Z'
    const correction = { kind: 'correction', ofTapId: 'the-arrival', happenedAt: earlier } as const
    await world.record(correction, '2026-11-25T08:20:00.000Z')
    expect(await stateOf(world)).toMatchObject([{ arrivedAt: Date.parse(earlier) }, {}])
    const { halle, first } = world
    expect(await getTap(world.db, halle.id, first.roundId, 'the-arrival')).toMatchObject({ happened_at: NOW })
  })

  test('refuses a stop or a tap of another round or practice, and keeps nothing', async () => {
    const { db, record, his, hers, bastien, port } = await twoStops(fresh)
    await record({ id: 'his-tap', roundId: his.roundId, stopId: his.stopId, byUserId: bastien })
    await expect(record({ stopId: his.stopId })).rejects.toThrow(NotFound)
    await expect(record({ stopId: hers.stopId })).rejects.toThrow(NotFound)
    await expect(record({ practiceId: port.id })).rejects.toThrow(NotFound)
    await expect(record({ kind: 'undo', stopId: null, ofTapId: 'his-tap' })).rejects.toThrow(NotFound)
    expect(await countTaps(db)).toBe(1)
  })
})

const stateOf = async ({ db, halle, first, second }: Awaited<ReturnType<typeof twoStops>>) => {
  const day = await loadRound(db, halle.id, first.roundId)
  const { stops } = deriveRound(
    day.stops.map(each => each.id),
    day.taps,
  )
  return [stops.get(first.stopId)!, stops.get(second.stopId)!]
}
