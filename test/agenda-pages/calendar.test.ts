import { CompiledQuery, sql } from 'kysely'
import { expect, test } from 'vitest'
import { shownQuery } from '../../src/agenda-pages/queries.ts'
import { newId } from '../../src/ids.ts'
import { addDays } from '../../src/time.ts'
import { freshPostgres, freshSqlite, onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { type Desk, desk, WEEK } from './desk.ts'

const APPOINTMENT = {
  kind: 'session',
  care: 'Genou',
  place: 'practice',
  window_from_at: null,
  window_to_at: null,
  not_before_at: null,
  hard_before_at: null,
  duration_minutes: 30,
  tolerance_minutes: null,
  status: 'booked',
  version: 1,
  created_at: '2026-09-01T08:00:00.000Z',
  kind_id: null,
  capacity: 1,
  grouped: 0,
  series_id: null,
  series_position: null,
  moved_to_id: null,
  absence_id: null,
  booked_by: 'member',
} as const

const ofBastien = ({ bastien }: Desk, more = '') => `${WEEK}&clinician=${bastien}${more}`

onBothDatabases('the agenda', fresh => {
  test('says who comes when, and what has become of it, day by day', async () => {
    const world = await desk(fresh)
    const { session, quere, desk: ines } = world
    await session({ at: '10:30', status: 'confirmed' })
    await session({ at: '11:00', who: quere })
    await session({ at: '09:00', on: '2026-11-24', status: 'no_show' })
    await session({ at: '09:30', on: '2026-11-24', who: quere, status: 'cancelled' })
    const page = await ines.read(ofBastien(world))
    expect(page).toContain('23 – 28 novembre')
    expect(page).toContain('10 h 30, Mme Odette Roussel, séance, confirmé, au cabinet')
    expect(page).toContain('11 h, M. Luc Quéré, séance, à confirmer, au cabinet')
    expect(page).toContain('9 h, Mme Odette Roussel, séance, absente, au cabinet')
    expect(page.split('M. Luc Quéré, séance')).toHaveLength(2)
  })

  test('keeps two who have the same time apart and says so, unless both may be there', async () => {
    const world = await desk(fresh)
    const { session, quere, desk: ines } = world
    await session({ at: '10:30' })
    await session({ at: '10:45', who: quere })
    await session({ at: '14:00', capacity: 2 })
    await session({ at: '14:00', who: quere, capacity: 2 })
    const { body } = await ines.open(ofBastien(world))
    expect(body.match(/data-of="2"/g)).toHaveLength(4)
    expect(body.match(/deux à la fois, au cabinet/g)).toHaveLength(2)
  })

  test('shows a nurse’s passages by time or window, and what has no time above the day', async () => {
    const world = await desk(fresh)
    const { camille, session, desk: ines, quere } = world
    const home = { clinician_id: camille, kind: 'visit', place: 'home' } as const
    await session({ ...home, at: '08:30', minutes: 10 })
    await session({ ...home, at: '', window: ['07:30', '09:00'], who: quere })
    await session({ ...home, at: '', agreed_at: null, on: '2026-11-26' })
    const page = await ines.read(`${WEEK}&clinician=${camille}`)
    expect(page).toContain('8 h 30, Mme Odette Roussel, passage, prévu, à domicile')
    expect(page).toContain('7 h 30 – 9 h, M. Luc Quéré, passage')
    expect(page).toContain('sans heure, Mme Odette Roussel')
  })

  test('puts everybody’s day side by side for the practice, and a month at a glance without names', async () => {
    const world = await desk(fresh)
    const { session, desk: ines } = world
    await session({ at: '10:30' })
    await session({ at: '11:00', on: '2026-11-12' })
    const day = await ines.read(`/agenda?clinician=all&date=${TODAY}`)
    for (const words of ['Camille Vasseur', 'Bastien Vasseur', '10 h 30, Mme Odette Roussel'])
      expect(day).toContain(words)
    const month = await ines.read(`/agenda?view=month&clinician=all&date=${TODAY}`)
    expect(month).toContain('Novembre 2026')
    expect(month).toMatch(/Mercredi 25 novembre, 25 aujourd’hui, 1 rendez-vous, 30 min/)
    expect(month).toContain('Armistice')
    expect(month).not.toContain('Roussel')
  })

  test('offers each free place from now on, with its day, time and clinician', async () => {
    const world = await desk(fresh)
    const { session, bastien, desk: ines, house } = world
    await session({ at: '10:30' })
    house.clock.set('2026-11-25T09:00:00.000Z')
    const { body } = await ines.open(ofBastien(world))
    const free = `/appointments/new?date=${TODAY}&amp;clinician=${bastien}&amp;via=agenda&amp;time=11%3A00`
    expect(body).toContain(free)
    expect(body).not.toContain(`date=${TODAY}&amp;clinician=${bastien}&amp;via=agenda&amp;time=08`)
    expect(body).not.toContain('new?date=2026-11-24')
    const page = await ines.open(`${free.replaceAll('&amp;', '&')}&patient=${world.quere}`)
    expect(page.body).toMatch(/name="from"[^>]* value="11:00"/)
    expect(page.body).toMatch(/name="place" value="practice" checked/)
  })

  test('shows a substitute the days of the one replaced, and nothing to book', async () => {
    const world = await desk(fresh)
    const { session, camille, bastien, remi, as, quere } = world
    const home = { clinician_id: camille, kind: 'visit', place: 'home' } as const
    await session({ ...home, at: '09:00' })
    await session({ ...home, at: '09:00', on: '2026-11-30', who: quere })
    const remis = await as(remi)
    expect(await remis.read(WEEK)).toContain('9 h, Mme Odette Roussel')
    expect(await remis.read('/agenda?date=2026-11-30')).not.toContain('Quéré')
    const { body } = await remis.open(WEEK)
    expect(body).not.toContain('/appointments/new')
    expect(body).not.toContain('data-movable')
    expect((await remis.open(`${WEEK}&clinician=${bastien}`)).statusCode).toBe(404)
  })

  test('answers what is no day and nobody’s agenda as not found', async () => {
    const { desk: ines, chloe, ines: secretary } = await desk(fresh)
    expect((await ines.open('/agenda?date=2026-02-30')).statusCode).toBe(404)
    for (const id of [chloe, secretary, 'x'])
      expect((await ines.open(`${WEEK}&clinician=${id}`)).statusCode).toBe(404)
    expect((await ines.open('/agenda?view=decade')).statusCode).toBe(200)
  })

  test('draws the days on which clocks change by what they show', async () => {
    const world = await desk(fresh)
    const { session, bastien, desk: ines } = world
    for (const on of ['2027-03-28', '2026-10-25']) {
      await session({ on, at: '09:00' })
      const { body } = await ines.open(`/agenda?date=${on}&clinician=${bastien}`)
      expect(body).toContain('data-h="9" data-m="0" data-th="9" data-tm="30"')
    }
  })
})

/** Ten weeks of five clinicians: enough for a plan to be worth choosing. */
const fill = async ({ house, halle, bastien, camille, roussel }: Desk) => {
  const day = (index: number) => addDays('2026-09-14', Math.floor(index / 40))
  const rows = Array.from({ length: 2800 }, (_, index) => ({
    ...APPOINTMENT,
    id: newId(),
    practice_id: halle.id,
    patient_id: roussel,
    clinician_id: index % 2 === 0 ? bastien : camille,
    on: day(index),
    agreed_at: `${day(index)}T09:00:00.000Z`,
  }))
  for (let from = 0; from < rows.length; from += 400)
    await house.db
      .insertInto('appointments')
      .values(rows.slice(from, from + 400))
      .execute()
}

const explained = async (kind: 'sqlite' | 'postgres'): Promise<string> => {
  const world = await desk(kind === 'sqlite' ? freshSqlite : freshPostgres)
  await fill(world)
  const { db } = world.house
  await sql.raw('analyze').execute(db)
  const clinicianIds = [world.bastien]
  const week = { practiceId: world.halle.id, clinicianIds, from: '2026-11-16', to: '2026-11-22' }
  const { sql: text, parameters } = shownQuery(db, week).compile()
  const prefix = kind === 'sqlite' ? 'explain query plan ' : 'explain '
  const plan = await db.executeQuery(CompiledQuery.raw(prefix + text, [...parameters]))
  return JSON.stringify(plan.rows)
}

test('a week is found by an index on both databases, however many years there are', async () => {
  const bounded = /\(practice_id=\? AND clinician_id=\? AND on>\? AND on<\?\)/
  expect(await explained('sqlite')).toMatch(bounded)
  const postgres = await explained('postgres')
  expect(postgres).toMatch(/Index Scan (using|on) appointments_of_/)
  expect(postgres).not.toContain('Seq Scan on appointments')
})
