import { expect, test } from 'vitest'
import type { NewAppointment } from '../../src/agenda/appointment.ts'
import { listHistory } from '../../src/agenda/history.ts'
import {
  bookAppointment,
  getAppointment,
  listDay,
  listUpcoming,
  moveAppointment,
} from '../../src/agenda/queries.ts'
import { changeStatus } from '../../src/agenda/transition.ts'
import { visiblePatientIds } from '../../src/agenda/who-sees.ts'
import { inTransaction } from '../../src/db/database.ts'
import { NotFound } from '../../src/http/refusals.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { stop, TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'

const NOW = '2026-11-25T07:00:00.000Z'
const SYSTEM = { kind: 'system' } as const

const agenda = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const { halle, bastien, roussel } = people
  const wanted = (facts: Partial<NewAppointment> = {}): NewAppointment => ({
    practiceId: halle.id,
    patientId: roussel,
    clinicianId: bastien,
    on: TODAY,
    kind: 'session',
    care: 'Genou',
    place: 'practice',
    agreedAt: '2026-11-25T09:00:00.000Z',
    window: null,
    notBeforeAt: null,
    hardBeforeAt: null,
    durationMinutes: 30,
    toleranceMinutes: null,
    ...facts,
  })
  const book = async (
    facts: Partial<NewAppointment> = {},
    choice: { overlap: boolean } = { overlap: false },
  ) =>
    await inTransaction(
      db,
      async trx =>
        await bookAppointment(trx, wanted(facts), NOW, {
          ...choice,
          by: { kind: 'member', userId: bastien },
        }),
    )
  const day = async () => await listDay(db, halle.id, bastien, TODAY)
  const others = await Promise.all([patient(db, halle.id), patient(db, halle.id), patient(db, halle.id)])
  return { ...people, db, wanted, book, day, others }
}

const bookedId = async (booking: Promise<{ booked: true; id: string } | { booked: false }>) => {
  const done = await booking
  if (!done.booked) throw new Error('was refused')
  return done.id
}

onBothDatabases('the agenda', fresh => {
  test('lists a day by what was agreed, whatever the order of booking', async () => {
    const { book, day, others } = await agenda(fresh)
    await book({ patientId: others[0], agreedAt: '2026-11-25T10:00:00.000Z' })
    await book({
      agreedAt: null,
      window: { fromAt: '2026-11-25T08:00:00.000Z', toAt: '2026-11-25T09:00:00.000Z' },
    })
    expect((await day()).map(row => row.agreed_at ?? row.window_from_at)).toEqual([
      '2026-11-25T08:00:00.000Z',
      '2026-11-25T10:00:00.000Z',
    ])
  })

  test('does not book the same thing twice for one patient', async () => {
    const { book, day } = await agenda(fresh)
    await book()
    expect(await book()).toMatchObject({ booked: false, why: 'same' })
    expect(await day()).toHaveLength(1)
  })

  test.each([
    ['while another lasts', '2026-11-25T09:20:00.000Z', 'taken'],
    ['into another', '2026-11-25T08:40:00.000Z', 'taken'],
    ['right after another', '2026-11-25T09:30:00.000Z', undefined],
    ['right before another', '2026-11-25T08:30:00.000Z', undefined],
  ])('gives a slot at the practice once: %s', async (_when, agreedAt, why) => {
    const { book, others } = await agenda(fresh)
    await book()
    const booking = await book({ patientId: others[0], agreedAt })
    expect(booking.booked ? undefined : booking.why).toBe(why)
  })

  test('gives one slot to one of three people who want it at the same instant', async () => {
    const { book, day, others } = await agenda(fresh)
    const bookings = await Promise.all(others.map(patientId => book({ patientId })))
    expect(bookings.filter(booking => booking.booked)).toHaveLength(1)
    expect(await day()).toHaveLength(1)
  })

  test('gives a slot twice when that is what one wants, and freely at home', async () => {
    const { book, day, others } = await agenda(fresh)
    await book()
    expect(await book({ patientId: others[0] }, { overlap: true })).toMatchObject({ booked: true })
    expect(await book({ patientId: others[1], place: 'home' })).toMatchObject({ booked: true })
    expect(await day()).toHaveLength(3)
  })

  test('changes an agreed time only for who has read the latest version', async () => {
    const { db, halle, book, wanted } = await agenda(fresh)
    const id = await bookedId(book())
    const change = async (version: number, agreedAt: string) =>
      await inTransaction(db, async trx =>
        moveAppointment(trx, { practiceId: halle.id, id, version }, wanted({ agreedAt }), NOW, {
          by: SYSTEM,
        }),
      )
    expect(await change(1, '2026-11-25T10:00:00.000Z')).toBe('changed')
    expect(await change(1, '2026-11-25T11:00:00.000Z')).toBe('outdated')
    expect(await getAppointment(db, halle.id, id)).toMatchObject({
      agreed_at: '2026-11-25T10:00:00.000Z',
      version: 2,
    })
  })

  test('does not move an appointment onto another one, but may move it within its own slot', async () => {
    const { db, halle, book, wanted, others } = await agenda(fresh)
    const id = await bookedId(book())
    await book({ patientId: others[0], agreedAt: '2026-11-25T10:00:00.000Z' })
    const change = async (version: number, agreedAt: string) =>
      await inTransaction(db, async trx =>
        moveAppointment(trx, { practiceId: halle.id, id, version }, wanted({ agreedAt }), NOW, {
          by: SYSTEM,
        }),
      )
    expect(await change(1, '2026-11-25T09:45:00.000Z')).toBe('taken')
    expect(await change(1, '2026-11-25T09:10:00.000Z')).toBe('changed')
  })

  test('frees a slot that is cancelled, once', async () => {
    const { db, halle, book, others, day } = await agenda(fresh)
    const id = await bookedId(book())
    const cancel = async (version: number) =>
      await inTransaction(db, async trx =>
        changeStatus(trx, { practiceId: halle.id, id, version, to: 'cancelled', by: SYSTEM }, NOW),
      )
    expect(await cancel(7)).toBe('outdated')
    expect(await cancel(1)).toBe('changed')
    expect(await cancel(2)).toBe('impossible')
    expect(await day()).toEqual([])
    expect(await book({ patientId: others[0] })).toMatchObject({ booked: true })
  })

  test('keeps who did what, and what was agreed before', async () => {
    const { db, halle, bastien, book, wanted } = await agenda(fresh)
    const id = await bookedId(book())
    const confirmed = { practiceId: halle.id, id, to: 'confirmed', by: { kind: 'patient' } } as const
    const by = { kind: 'member', userId: bastien } as const
    await inTransaction(db, async trx => changeStatus(trx, confirmed, NOW))
    const later = wanted({ agreedAt: '2026-11-25T14:00:00.000Z' })
    await inTransaction(db, async trx =>
      moveAppointment(trx, { practiceId: halle.id, id, version: 2 }, later, NOW, { by }),
    )
    const history = await listHistory(db, halle.id, id)
    expect(history.map(event => [event.from_status, event.to_status, event.by_kind, event.by_id])).toEqual([
      [null, 'booked', 'member', bastien],
      ['booked', 'confirmed', 'patient', null],
      ['confirmed', 'booked', 'member', bastien],
    ])
    expect(JSON.parse(history[2]!.changes)).toEqual({
      agreed_at: { before: '2026-11-25T09:00:00.000Z', after: '2026-11-25T14:00:00.000Z' },
    })
  })

  test('knows nothing of another practice', async () => {
    const { db, port, roussel, book } = await agenda(fresh)
    const id = await bookedId(book())
    await expect(getAppointment(db, port.id, id)).rejects.toThrow(NotFound)
    expect(await listUpcoming(db, port.id, roussel, TODAY)).toEqual([])
  })
})

onBothDatabases('whom a substitute sees', fresh => {
  test('the patients of the rounds taken over, on the days of the replacement only', async () => {
    const { db, halle, camille, bastien, remi, roussel, others } = await agenda(fresh)
    const replaces = [{ userId: camille, fromOn: '2026-11-23', toOn: '2026-11-29' }]
    const member = { practiceId: halle.id, userId: remi, role: 'substitute', replaces } as never
    expect(await visiblePatientIds(db, member)).toEqual([])
    const visit = { practiceId: halle.id, at: '09:00' }
    await stop(db, { ...visit, clinicianId: camille, patientId: roussel })
    await stop(db, { ...visit, clinicianId: camille, patientId: others[0]!, on: '2026-11-30' })
    await stop(db, { ...visit, clinicianId: bastien, patientId: others[1]! })
    await stop(db, { ...visit, clinicianId: camille, patientId: others[2]!, status: 'cancelled' })
    expect(await visiblePatientIds(db, member)).toEqual([roussel])
  })
})
