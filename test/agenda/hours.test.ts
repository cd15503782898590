import { expect, test } from 'vitest'
import { loadAvailability } from '../../src/agenda/availability.ts'
import {
  addDatedHours,
  type DatedHoursContent,
  getDatedHours,
  listDatedHours,
  removeDatedHours,
  saveDatedHours,
} from '../../src/agenda/dated-hours.ts'
import {
  FIRST_SCHEDULE,
  type Period,
  saveSchedule,
  saveWeek,
  schedulesOf,
  weeklyHoursOf,
} from '../../src/agenda/hours.ts'
import { openIntervals } from '../../src/agenda/opening.ts'
import { inTransaction } from '../../src/db/database.ts'
import { NotFound } from '../../src/http/refusals.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { hours, spoken, weekly } from './availability-facts.ts'

const NOW = '2026-11-25T07:00:00.000Z'
const USUAL: Period = { validFrom: null, validTo: null }
const SUMMER = { validFrom: '2027-07-01', validTo: '2027-08-31' }

const camillesHours = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const of = { practiceId: people.halle.id, clinicianId: people.camille }
  const save = (version: number, text: string, period = USUAL, replaced = period) =>
    inTransaction(db, trx =>
      saveWeek(trx, { ...of, version }, replaced, { period, hours: weekly([1], text) }),
    )
  const week = async () =>
    (await weeklyHoursOf(db, of.practiceId, [of.clinicianId])).map(
      ({ from, to, validFrom }) => `${from}-${to}${validFrom ? ` from ${validFrom}` : ''}`,
    )
  return { db, ...people, of, save, week }
}

onBothDatabases('the week of a clinician', fresh => {
  test('replaces the one before', async () => {
    const { save, week } = await camillesHours(fresh)
    expect(await save(0, '14:00-19:00 08:00-12:00')).toBe('changed')
    expect(await week()).toEqual(['08:00-12:00', '14:00-19:00'])
    expect(await save(1, '09:00-10:00')).toBe('changed')
    expect(await week()).toEqual(['09:00-10:00'])
    expect(await save(2, '')).toBe('changed')
    expect(await week()).toEqual([])
  })

  test('of a period stands beside the usual one, may change its dates, and goes without hours', async () => {
    const { save, week } = await camillesHours(fresh)
    await save(0, '08:00-12:00')
    await save(1, '07:00-13:00', SUMMER)
    expect(await week()).toEqual(['07:00-13:00 from 2027-07-01', '08:00-12:00'])
    await save(2, '07:00-13:00', { ...SUMMER, validFrom: '2027-06-15' }, SUMMER)
    expect(await week()).toEqual(['07:00-13:00 from 2027-06-15', '08:00-12:00'])
    await save(3, '', { ...SUMMER, validFrom: '2027-06-15' })
    expect(await week()).toEqual(['08:00-12:00'])
  })

  test('is not written over what somebody else wrote meanwhile', async () => {
    const { db, of, save, week } = await camillesHours(fresh)
    await save(0, '08:00-12:00')
    expect(await save(0, '09:00-10:00')).toBe('outdated')
    expect(
      await inTransaction(db, trx => saveSchedule(trx, { ...of, version: 0 }, { worksOnHolidays: true })),
    ).toBe('outdated')
    await inTransaction(db, trx => saveSchedule(trx, { ...of, version: 1 }, { worksOnHolidays: true }))
    expect(await save(1, '09:00-10:00')).toBe('outdated')
    expect(await week()).toEqual(['08:00-12:00'])
  })

  test('written twice at the same moment has one winner', async () => {
    const { save, week } = await camillesHours(fresh)
    const outcomes = await Promise.all([save(0, '08:00-12:00'), save(0, '09:00-10:00')])
    expect(outcomes.sort()).toEqual(['changed', 'outdated'])
    expect(await week()).toHaveLength(1)
  })

  test('is hers alone', async () => {
    const { db, halle, port, bastien, chloe, camille, save } = await camillesHours(fresh)
    await save(0, '08:00-12:00')
    expect(await weeklyHoursOf(db, halle.id, [bastien])).toEqual([])
    expect(await weeklyHoursOf(db, port.id, [chloe, camille])).toEqual([])
  })
})

onBothDatabases('how time is given out', fresh => {
  test('is as it begins until somebody says otherwise, one thing at a time', async () => {
    const { db, of, bastien } = await camillesHours(fresh)
    const schedule = async () => (await schedulesOf(db, of.practiceId, [of.clinicianId])).get(of.clinicianId)
    expect(await schedule()).toEqual(FIRST_SCHEDULE)
    await inTransaction(db, trx => saveSchedule(trx, { ...of, version: 0 }, { worksOnHolidays: true }))
    await inTransaction(db, trx => saveSchedule(trx, { ...of, version: 1 }, { slotStepMinutes: 20 }))
    expect(await schedule()).toEqual({
      worksOnHolidays: true,
      slotStepMinutes: 20,
      leastNoticeMinutes: 120,
      version: 2,
    })
    expect((await schedulesOf(db, of.practiceId, [bastien])).get(bastien)).toEqual(FIRST_SCHEDULE)
  })
})

const CLOSED: DatedHoursContent = {
  clinicianId: null,
  fromOn: '2026-12-24',
  toOn: '2026-12-26',
  open: false,
  hours: [],
  label: 'Fêtes',
}

onBothDatabases('exceptions', fresh => {
  const seen = async (world: Awaited<ReturnType<typeof camillesHours>>, on: string) => {
    const { db, of } = world
    const days = { from: on, to: on }
    return spoken(openIntervals(await loadAvailability(db, of.practiceId, of.clinicianId, days), on))
  }

  test('are added, changed and removed', async () => {
    const world = await camillesHours(fresh)
    const { db, halle, save } = world
    await save(0, '08:00-12:00')
    const id = await inTransaction(db, trx =>
      addDatedHours(trx, halle.id, { ...CLOSED, fromOn: '2026-12-21' }, NOW),
    )
    expect(await seen(world, '2026-12-21')).toEqual([])
    const of = { practiceId: halle.id, id, version: 1 }
    const opened = { ...CLOSED, fromOn: '2026-12-21', open: true, hours: hours('09:00-10:00') }
    expect(await inTransaction(db, trx => saveDatedHours(trx, of, opened))).toBe('changed')
    expect(await inTransaction(db, trx => saveDatedHours(trx, of, CLOSED))).toBe('outdated')
    expect(await seen(world, '2026-12-21')).toEqual(['09:00–10:00'])
    await inTransaction(db, trx => removeDatedHours(trx, halle.id, id))
    expect(await seen(world, '2026-12-21')).toEqual(['08:00–12:00'])
  })

  test('are listed for whom they are, as long as they are not over', async () => {
    const { db, halle, port, camille, bastien } = await camillesHours(fresh)
    const add = (practiceId: string, facts: Partial<DatedHoursContent>) =>
      inTransaction(db, trx => addDatedHours(trx, practiceId, { ...CLOSED, ...facts }, NOW))
    await add(halle.id, { label: 'everybody' })
    await add(halle.id, { label: 'Camille', clinicianId: camille })
    await add(halle.id, { label: 'Bastien', clinicianId: bastien })
    await add(halle.id, { label: 'over', fromOn: '2026-12-01', toOn: '2026-12-23' })
    await add(halle.id, { label: 'later', fromOn: '2026-12-27', toOn: '2026-12-27' })
    const elsewhere = await add(port.id, { label: 'elsewhere' })
    const labels = async (days: { from: string; to?: string }) =>
      (await listDatedHours(db, halle.id, [camille], days)).map(({ label }) => label)
    expect(await labels({ from: '2026-12-24', to: '2026-12-26' })).toEqual(['everybody', 'Camille'])
    expect(await labels({ from: '2026-12-24' })).toEqual(['everybody', 'Camille', 'later'])
    await expect(getDatedHours(db, halle.id, elsewhere)).rejects.toThrow(NotFound)
  })
})
