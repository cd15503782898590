import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveSchedule, weeklyHoursOf } from '../../src/agenda/hours.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { askAs } from './asking.ts'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
afterEach(async () => await world.app.close())

const as = (person: Person, url: string, fields?: Record<string, string>) => askAs(world, person, url, fields)

const week = () => weeklyHoursOf(world.house.db, world.halle.id, [world.camille])

/** The form of the week as a browser sends it. */
const posted = (facts: Record<string, string>): Record<string, string> => ({
  clinician: world.camille,
  version: '0',
  ...Object.fromEntries(Array.from({ length: 7 }, (_, day) => [`days[${day}][weekday]`, String(day + 1)])),
  ...facts,
})
const MONDAY = { 'days[0][ranges][0][from]': '08:00', 'days[0][ranges][0][to]': '12:00' }

describe('the week', () => {
  test('gets a line more or less, or one day like another, and nothing is saved meanwhile', async () => {
    const added = await as('camille', '/practice/hours/week', posted({ ...MONDAY, add: 'days[2][ranges]' }))
    expect(added.body).toContain('name="days[2][ranges][0][from]"')
    expect(added.body).toContain('name="days[0][ranges][0][from]" value="08:00"')
    const removed = await as(
      'camille',
      '/practice/hours/week',
      posted({ ...MONDAY, remove: 'days[0][ranges][0]' }),
    )
    expect(removed.body).not.toContain('name="days[0][ranges][0][from]"')
    const copied = await as(
      'camille',
      '/practice/hours/week',
      posted({ ...MONDAY, copy: '1', copy_from: '0', 'copy_to[0]': '1', 'copy_to[1]': '4' }),
    )
    expect(copied.body).toContain('name="days[1][ranges][0][from]" value="08:00"')
    expect(copied.body).toContain('name="days[4][ranges][0][to]" value="12:00"')
    expect(copied.body).not.toContain('name="days[2][ranges][0][from]"')
    expect(await week()).toEqual([])
  })

  test('shows what is wrong beside its field, with all that was typed', async () => {
    const response = await as(
      'camille',
      '/practice/hours/week',
      posted({ ...MONDAY, 'days[3][ranges][0][from]': '14:00', 'days[3][ranges][0][to]': 'le soir' }),
    )
    expect(response.statusCode).toBe(422)
    expect(response.body).toContain('value="le soir"')
    expect(response.body).toContain('aria-describedby="f-days-3-ranges-0--note"')
    expect(response.body).toContain('1\u00a0point à revoir')
    expect(await week()).toEqual([])
  })

  test('saved by somebody else meanwhile is told, and what was typed is kept for a second try', async () => {
    await as('ines', '/practice/hours/first-week', { clinician: world.camille })
    const late = await as(
      'camille',
      '/practice/hours/week',
      posted({ 'days[0][ranges][0][from]': '07:00', 'days[0][ranges][0][to]': '11:00' }),
    )
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('Quelqu’un a changé ces horaires')
    expect(late.body).toContain('14\u00a0h\u00a0– 19\u00a0h')
    expect(late.body).toContain('value="07:00"')
    expect(await week()).toHaveLength(10)
    const version = /name="version" value="(\d+)"/.exec(late.body)?.[1] ?? ''
    const again = await as(
      'camille',
      '/practice/hours/week',
      posted({ version, 'days[0][ranges][0][from]': '07:00', 'days[0][ranges][0][to]': '11:00' }),
    )
    expect(again.statusCode).toBe(303)
    expect(await week()).toMatchObject([{ from: '07:00', to: '11:00' }])
  })

  test('of a period does not touch the usual one, has dates of its own, and can be taken away', async () => {
    await as('camille', '/practice/hours/week', posted(MONDAY))
    const summer = { of_period: '1', valid_from: '2027-07-01', valid_to: '2027-08-31', version: '1' }
    await as('camille', '/practice/hours/week', posted({ ...MONDAY, ...summer }))
    expect((await week()).map(({ validFrom }) => validFrom)).toEqual([null, '2027-07-01'])
    const twice = await as('camille', '/practice/hours/week', posted({ ...MONDAY, ...summer, version: '2' }))
    expect(twice.statusCode).toBe(422)
    expect(twice.body).toContain('Une autre semaine a déjà ces dates.')
    const replaced = { replaced_from: '2027-07-01', replaced_to: '2027-08-31' }
    await as(
      'camille',
      '/practice/hours/week',
      posted({ ...MONDAY, ...summer, ...replaced, version: '2', drop: '1' }),
    )
    expect((await week()).map(({ validFrom }) => validFrom)).toEqual([null])
  })

  test('begun twice is begun once', async () => {
    await as('camille', '/practice/hours/first-week', { clinician: world.camille })
    await as('ines', '/practice/hours/first-week', { clinician: world.camille })
    expect(await week()).toHaveLength(10)
  })

  test('of somebody else is read by a clinician, not written', async () => {
    const page = await as('bastien', `/practice/hours?clinician=${world.camille}`)
    expect(page.body).toContain('Sans horaires, Camille Vasseur')
    expect(page.body).not.toContain('/practice/hours/first-week')
    expect((await as('bastien', '/practice/hours/week', posted(MONDAY))).statusCode).toBe(403)
    expect(await week()).toEqual([])
  })
})

describe('how time is given out', () => {
  test('written by two people keeps the first and asks the second', async () => {
    const of = { practiceId: world.halle.id, clinicianId: world.camille, version: 0 }
    await inTransaction(world.house.db, trx => saveSchedule(trx, of, { slotStepMinutes: 20 }))
    const late = await as('camille', '/practice/hours/schedule', {
      clinician: world.camille,
      version: '0',
      slotStepMinutes: '10',
      leastNoticeMinutes: '0',
    })
    expect(late.statusCode).toBe(409)
    expect(late.body).toMatch(/<option value="10" selected>/)
    expect(late.body).toContain('name="version" value="1"')
  })
})
