import { expect, test } from 'vitest'
import { findCare } from '../../src/agenda/care.ts'
import { getPrescription } from '../../src/agenda/prescriptions.ts'
import { askForRenewals } from '../../src/agenda/renewal-tasks.ts'
import { getSeries, listDeeds, listSessionsOf } from '../../src/agenda/series.ts'
import { changeStatus } from '../../src/agenda/transition.ts'
import { endSeries } from '../../src/care-series/end.ts'
import { rearrange, saveRearranged } from '../../src/care-series/rearrange.ts'
import { seenOf } from '../../src/care-series/seen.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { AppointmentStatus } from '../../src/db/tables/agenda.ts'
import { changeInRound } from '../../src/planning/place.ts'
import { sameAgain } from '../../src/planning/same-again.ts'
import type { Id, Instant, LocalDate, LocalTime } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { aboutToLay, laidOut, prescribed, rule, timesOf, weekOf, ZONE } from './scene.ts'

const NOW: Instant = '2026-10-09T08:00:00.000Z'
const LATER: Instant = '2026-10-26T17:00:00.000Z'

const practiceOf = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const { halle, bastien, roussel } = people
  await weekOf(db, halle.id, bastien)
  const whose = { practiceId: halle.id, patientId: roussel, by: bastien }
  const prescriptionId = await prescribed(db, whose)
  const lay = async (more: { sessions?: number } = {}) =>
    await laidOut(db, halle.id, { prescriptionId, clinicianId: bastien, by: bastien, ...more })
  const about = async () =>
    await aboutToLay(db, halle.id, { prescriptionId, clinicianId: bastien, by: bastien })
  const times = async () => await timesOf(db, halle.id, prescriptionId)
  const sessions = async () => await listSessionsOf(db, halle.id, [prescriptionId])
  const care = async () =>
    await findCare(db, await getPrescription(db, halle.id, prescriptionId), '2026-10-26')
  const momentAt = (now: Instant) => ({
    now,
    today: now.slice(0, 10),
    by: { kind: 'member', userId: bastien } as const,
  })
  const settle = async (on: LocalDate, to: AppointmentStatus) => {
    const row = (await sessions()).find(each => each.on === on)!
    const change = { practiceId: halle.id, id: row.id, to, by: { kind: 'system' } as const }
    expect(await inTransaction(db, async trx => changeStatus(trx, change, LATER))).toBe('changed')
  }
  const moveOne = async (on: LocalDate, to: LocalDate, time: LocalTime) => {
    const row = (await sessions()).find(each => each.on === on)!
    const wanted = { ...sameAgain(row), on: to, agreedAt: instantAt(to, time, ZONE) }
    const of = { practiceId: halle.id, id: row.id, version: row.version }
    const moved = await inTransaction(db, async trx =>
      changeInRound(trx, of, wanted, momentAt(NOW), { overlap: false }),
    )
    expect(moved).toBe('changed')
  }
  const follow = async (
    seriesId: Id,
    from: LocalDate,
    weekdays: number[],
    time: LocalTime,
    { minutes = 30 } = {},
  ) => {
    const series = await getSeries(db, halle.id, seriesId)
    const prescription = await getPrescription(db, halle.id, prescriptionId)
    const kind = {
      durationMinutes: minutes,
      bufferMinutes: 0,
      place: 'practice',
      capacity: 1,
      grouped: false,
    } as const
    const wish = {
      practiceId: halle.id,
      patientId: roussel,
      clinicianId: bastien,
      rule: rule(weekdays, time),
      from,
      to: '2027-10-12',
      sessions: null,
      kind,
    }
    const asked = { prescription, series, wish, kind: null, resets: new Set<Id>(), zone: ZONE }
    const { layout, byHand } = await rearrange(db, { ...asked, choices: new Map() }, LATER)
    const choices = new Map(
      layout.lines.flatMap(line => (line.choice ? [[line.key, line.choice] as const] : [])),
    )
    const saving = {
      ...asked,
      choices,
      seen: seenOf(layout.lines),
      version: series.version,
      by: bastien,
      tell: false,
    }
    const saved = await inTransaction(db, async trx => saveRearranged(trx, saving, momentAt(LATER)))
    return { byHand, saved }
  }
  return {
    ...people,
    db,
    prescriptionId,
    lay,
    about,
    times,
    sessions,
    care,
    settle,
    moveOne,
    follow,
    momentAt,
  }
}

const booked = (on: LocalDate, time = '10:30') => `${on} ${time} booked`

onBothDatabases('a series of fifteen sessions', fresh => {
  test('keeps its local time over the change of the clocks, and goes round the holiday', async () => {
    const { lay, times, db, halle, care } = await practiceOf(fresh)
    const id = await lay()
    const all = await times()
    expect(all).toHaveLength(15)
    expect(all.slice(4, 7)).toEqual([booked('2026-10-21'), booked('2026-10-23'), booked('2026-10-26')])
    expect(all).toContain(booked('2026-11-10'))
    expect(all.some(time => time.startsWith('2026-11-11'))).toBe(false)
    expect(await listDeeds(db, halle.id, [id])).toMatchObject([
      { kind: 'laid_out', booked: 15, by: 'Bastien' },
    ])
    const { count, milestones, sessions } = await care()
    expect(count).toMatchObject({ done: 0, ahead: 15, toPlace: 0 })
    const due = sessions.flatMap(({ id: session, on }) => (milestones.get(session)!.length ? [on] : []))
    expect(due).toEqual(['2026-10-12', '2026-11-13'])
  })

  test('is booked as a whole or not at all when somebody takes one of its times meanwhile', async () => {
    const { db, about, times } = await practiceOf(fresh)
    const [lay, layToo] = [await about(), await about()]
    const both = await Promise.all([lay(), layToo()])
    // The second one finds every date taken by the first, and nothing of it is booked.
    expect(both.filter(({ done }) => done)).toHaveLength(1)
    expect(await times()).toHaveLength(15)
    expect(await db.selectFrom('series').select('id').execute()).toHaveLength(1)
  })

  test('editing one occurrence corrupts the series: it does not', async () => {
    const { lay, times, moveOne, care, settle, follow, sessions } = await practiceOf(fresh)
    const id = await lay()
    await moveOne('2026-11-02', '2026-11-03', '14:00')
    const edited = await times()
    expect(edited).toHaveLength(15)
    expect(edited).toContain(booked('2026-11-03', '14:00'))
    expect(edited).toContain(booked('2026-11-04'))
    await settle('2026-10-12', 'done')
    await settle('2026-10-14', 'no_show')
    const { count, numbers } = await care()
    expect(count).toMatchObject({ done: 1, missed: 1, ahead: 13, remaining: 14, toPlace: 1 })
    const byDay = (await sessions()).flatMap(row =>
      numbers.has(row.id) ? [[row.on, numbers.get(row.id)]] : [],
    )
    expect(byDay.slice(0, 3)).toEqual([
      ['2026-10-12', 1],
      ['2026-10-16', 2],
      ['2026-10-19', 3],
    ])
    // The one chosen by hand is asked about, and stays as it is unless it is given up.
    const { byHand } = await follow(id, '2026-10-28', [2, 4], '09:00')
    expect(byHand.map(row => row.on)).toEqual(['2026-11-03', '2026-11-10'])
    expect(await times()).toContain(booked('2026-11-03', '14:00'))
  })

  test('goes on otherwise from one day on, without harm to what is done, was missed or comes before', async () => {
    const { lay, times, settle, follow, care, db, halle } = await practiceOf(fresh)
    const id = await lay({ sessions: 9 })
    await settle('2026-10-12', 'done')
    await settle('2026-10-14', 'no_show')
    const { saved } = await follow(id, '2026-10-28', [2, 4], '09:00')
    expect(saved).toMatchObject({ done: true, moved: 2, booked: 0, cancelled: 0 })
    expect(await times()).toEqual([
      '2026-10-12 10:30 done',
      '2026-10-14 10:30 no_show',
      ...['2026-10-16', '2026-10-19', '2026-10-21', '2026-10-23', '2026-10-26'].map(on => booked(on)),
      booked('2026-10-29', '09:00'),
      booked('2026-11-03', '09:00'),
    ])
    const { count, series } = await care()
    expect(count).toMatchObject({ done: 1, ahead: 7, missed: 1, toPlace: 7 })
    expect(series).toMatchObject([
      { id, to_on: '2026-10-27' },
      { continues_id: id, from_on: '2026-10-28' },
    ])
    expect(await listDeeds(db, halle.id, [series[1]!.id])).toMatchObject([{ kind: 'changed', moved: 2 }])
  })

  test('can move onto days that it still holds itself, each one leaving before the next comes', async () => {
    const { lay, times, follow } = await practiceOf(fresh)
    const id = await lay({ sessions: 11 })
    const { saved } = await follow(id, '2026-10-27', [3, 5], '10:30', { minutes: 45 })
    expect(saved).toMatchObject({ done: true, moved: 4 })
    const days = ['2026-10-28', '2026-10-30', '2026-11-04', '2026-11-06']
    expect((await times()).slice(-4)).toEqual(days.map(on => booked(on)))
  })

  test('cannot be changed by somebody who saw it as it no longer is', async () => {
    const { lay, follow, db, halle, bastien, momentAt } = await practiceOf(fresh)
    const id = await lay({ sessions: 9 })
    const series = await getSeries(db, halle.id, id)
    await follow(id, '2026-10-28', [2], '09:00')
    const acting = { by: bastien, moment: momentAt(LATER), tell: false }
    expect(await inTransaction(db, async trx => endSeries(trx, series, series.version, acting))).toBe(
      'outdated',
    )
  })

  test('ends: what is ahead is cancelled, what is done stays and counts', async () => {
    const { lay, times, settle, db, halle, bastien, care, momentAt } = await practiceOf(fresh)
    const id = await lay({ sessions: 9 })
    for (const on of ['2026-10-12', '2026-10-14', '2026-10-16']) await settle(on, 'done')
    const series = await getSeries(db, halle.id, id)
    const acting = { by: bastien, moment: momentAt('2026-10-19T06:00:00.000Z'), tell: false }
    const ended = await inTransaction(db, async trx => endSeries(trx, series, series.version, acting))
    expect(ended).toBe(6)
    expect(await times()).toEqual(['2026-10-12', '2026-10-14', '2026-10-16'].map(on => `${on} 10:30 done`))
    expect((await care()).count).toMatchObject({ done: 3, ahead: 0, toPlace: 12 })
  })

  test('asks once to be renewed when few sessions are left', async () => {
    const { lay, settle, db } = await practiceOf(fresh)
    await lay({ sessions: 15 })
    expect(await askForRenewals(db, LATER)).toBe(0)
    await db.updateTable('prescriptions').set({ done_before: 11 }).execute()
    await settle('2026-10-12', 'done')
    expect(await askForRenewals(db, LATER)).toBe(1)
    expect(await askForRenewals(db, LATER)).toBe(0)
    const tasks = await db.selectFrom('tasks').selectAll().execute()
    expect(tasks).toMatchObject([{ reason: 'renewal_due', kind: 'alert', clinical: 0 }])
    expect(JSON.parse(tasks[0]!.facts)).toEqual({
      sentence: 'Ordonnance du 8 octobre 2026\u00a0: reste 3\u00a0séances.',
    })
  })
})
