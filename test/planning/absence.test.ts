import { expect, test } from 'vitest'
import { absenceOf, getAbsence, listAbsences, listTakenAway } from '../../src/agenda/absences.ts'
import type { NewAppointment } from '../../src/agenda/appointment.ts'
import { listHistory } from '../../src/agenda/history.ts'
import { getAppointment, listUpcoming } from '../../src/agenda/queries.ts'
import { inTransaction } from '../../src/db/database.ts'
import { endAbsence, recordAbsence } from '../../src/planning/absence.ts'
import { bookInRound } from '../../src/planning/place.ts'
import { findRound, loadRound } from '../../src/rounds/queries.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'
import type { Id, Instant, LocalDate } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { patient } from '../support/people.ts'

const momentAt = (now: Instant) => ({ now, today: now.slice(0, 10), by: { kind: 'system' } as const })
const MORNING = momentAt('2026-11-25T06:00:00.000Z')

/** Mme Roussel is seen by Bastien at the practice at 10 h from Wednesday 25 to Sunday 29 November. */
const fiveDays = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const { halle, bastien, roussel } = people
  const days = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29']
  const wanted = (on: LocalDate, patientId: Id = roussel): NewAppointment => ({
    practiceId: halle.id,
    patientId,
    clinicianId: bastien,
    on,
    kind: 'session',
    care: 'Genou',
    place: 'practice',
    agreedAt: instantAt(on, '10:00', 'Europe/Paris'),
    window: null,
    notBeforeAt: null,
    hardBeforeAt: null,
    durationMinutes: 30,
    toleranceMinutes: null,
  })
  const book = async (on: LocalDate, patientId?: Id) => {
    const booking = await inTransaction(db, trx =>
      bookInRound(trx, wanted(on, patientId), MORNING, { overlap: false }),
    )
    if (!booking.booked) throw new Error(booking.why)
    return booking.id
  }
  const ids: Id[] = []
  for (const on of days) ids.push(await book(on))
  const away = async (fromOn: LocalDate, toOn: LocalDate | null, moment = MORNING) =>
    await inTransaction(db, trx =>
      recordAbsence(
        trx,
        { practiceId: halle.id, patientId: roussel, fromOn, toOn, reason: 'hospital' },
        moment,
      ),
    )
  const back = async (id: Id, on: LocalDate, moment = MORNING) =>
    await inTransaction(db, async trx =>
      endAbsence(trx, await getAbsence(trx, halle.id, roussel, id), on, moment),
    )
  const upcoming = async () => (await listUpcoming(db, halle.id, roussel, '2026-11-25')).map(row => row.on)
  const recorded = async (...args: Parameters<typeof away>) => {
    const outcome = await away(...args)
    if (!outcome.recorded) throw new Error('overlaps')
    return outcome
  }
  return { ...people, db, days, ids, book, away, recorded, back, upcoming }
}

onBothDatabases('a patient who is away', fresh => {
  test('leaves the rounds of these days and of no others, and the history says why', async () => {
    const { db, halle, bastien, ids, recorded, upcoming } = await fiveDays(fresh)
    expect(await recorded('2026-11-26', '2026-11-27')).toMatchObject({ takenAway: 2 })
    expect(await upcoming()).toEqual(['2026-11-25', '2026-11-28', '2026-11-29'])
    const round = await findRound(db, halle.id, bastien, '2026-11-26')
    expect((await loadRound(db, halle.id, round!.id)).stops).toEqual([])
    expect((await listHistory(db, halle.id, ids[1]!)).at(-1)).toMatchObject({
      to_status: 'cancelled',
      reason: 'absence',
    })
  })

  test('without a known return leaves all that follow', async () => {
    const { db, halle, roussel, recorded, upcoming } = await fiveDays(fresh)
    await recorded('2026-11-27', null)
    expect(await upcoming()).toEqual(['2026-11-25', '2026-11-26'])
    expect(await absenceOf(db, halle.id, roussel, '2027-06-01')).toMatchObject({ from_on: '2026-11-27' })
    expect(await absenceOf(db, halle.id, roussel, '2026-11-26')).toBeUndefined()
  })

  test('is not noted twice for the same days', async () => {
    const { away, recorded } = await fiveDays(fresh)
    await recorded('2026-11-26', '2026-11-27')
    expect(await away('2026-11-27', null)).toMatchObject({
      recorded: false,
      overlaps: { from_on: '2026-11-26' },
    })
    expect(await away('2026-11-28', null)).toMatchObject({ recorded: true })
  })

  test('gets the same times back from the day of the return, once', async () => {
    const { db, halle, roussel, ids, recorded, back, upcoming } = await fiveDays(fresh)
    const { id } = await recorded('2026-11-26', null)
    expect(await back(id, '2026-11-28')).toEqual({ resumed: 2, refused: [] })
    expect(await upcoming()).toEqual(['2026-11-25', '2026-11-28', '2026-11-29'])
    expect(await listAbsences(db, halle.id, roussel, '2026-11-25')).toMatchObject([{ to_on: '2026-11-27' }])
    expect(await back(id, '2026-11-28')).toEqual({ resumed: 0, refused: [] })
    // The ones that were cancelled stay as they were: the history of what was agreed is not rewritten.
    expect((await getAppointment(db, halle.id, ids[3]!)).status).toBe('cancelled')
  })

  test('is told which places were given away meanwhile, and they can still come back later', async () => {
    const { db, halle, roussel, recorded, back, book, upcoming } = await fiveDays(fresh)
    const { id } = await recorded('2026-11-26', null)
    await book('2026-11-28', await patient(db, halle.id))
    expect(await back(id, '2026-11-28')).toMatchObject({ resumed: 1, refused: [{ on: '2026-11-28' }] })
    expect(await upcoming()).toEqual(['2026-11-25', '2026-11-29'])
    const absence = await getAbsence(db, halle.id, roussel, id)
    expect((await listTakenAway(db, absence, '2026-11-25')).map(row => row.on)).toContain('2026-11-28')
  })

  test('noted by mistake never was, and what is past does not come back', async () => {
    const { db, halle, roussel, recorded, back, upcoming } = await fiveDays(fresh)
    const { id } = await recorded('2026-11-25', null)
    const noon = momentAt('2026-11-26T11:00:00.000Z')
    expect(await back(id, '2026-11-25', noon)).toEqual({ resumed: 3, refused: [] })
    expect(await upcoming()).toEqual(['2026-11-27', '2026-11-28', '2026-11-29'])
    expect(await listAbsences(db, halle.id, roussel, '2026-11-25')).toEqual([])
  })

  test('keeps a visit that has begun', async () => {
    const { db, halle, bastien, recorded } = await fiveDays(fresh)
    const round = (await findRound(db, halle.id, bastien, '2026-11-25'))!
    const [stop] = (await loadRound(db, halle.id, round.id)).stops
    const place = { practiceId: halle.id, roundId: round.id, stopId: stop!.id, byUserId: bastien }
    const tap = {
      ...place,
      id: 'begun',
      kind: 'arrival',
      happenedAt: MORNING.now,
      minutes: null,
      ofTapId: null,
    }
    await inTransaction(db, trx => recordTap(trx, { ...tap, kind: 'arrival' }, MORNING.now))
    expect(await recorded('2026-11-25', '2026-11-25')).toMatchObject({ takenAway: 0 })
    expect((await getAppointment(db, halle.id, stop!.appointment_id)).status).toBe('in_progress')
  })
})
