import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listDatedHours } from '../../src/agenda/dated-hours.ts'
import { saveSchedule, weeklyHoursOf } from '../../src/agenda/hours.ts'
import { addKind, listKinds, saveKind } from '../../src/agenda/kinds.ts'
import { inTransaction } from '../../src/db/database.ts'
import { FIRST_KINDS } from '../../src/scheduling-settings/first-kinds.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
afterEach(async () => await world.app.close())

const as = async (person: Person, url: string, fields?: Record<string, string>) =>
  await world.app.inject({
    method: fields ? 'POST' : 'GET',
    url,
    headers: {
      accept: 'text/html',
      cookie: world.cookies[person],
      ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(fields && { payload: new URLSearchParams(fields).toString() }),
  })

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

describe('a day of its own', () => {
  const exception = { from_on: '2026-12-24', open: '1', version: '0' }
  const saved = () => listDatedHours(world.house.db, world.halle.id, [world.camille], { from: '2026-01-01' })

  test('that is open needs hours', async () => {
    const response = await as('camille', '/practice/hours/exceptions', {
      ...exception,
      clinician: world.camille,
    })
    expect(response.statusCode).toBe(422)
    expect(response.body).toContain('Donnez les heures de ce jour.')
    expect(response.body).toContain('value="2026-12-24"')
  })

  test('ends on the day it begins, or later', async () => {
    const backwards = { ...exception, open: '0', to_on: '2026-12-23', clinician: world.camille }
    const response = await as('camille', '/practice/hours/exceptions', backwards)
    expect(response.body).toContain('Le dernier jour vient avant le premier.')
    expect(await saved()).toEqual([])
  })

  test('of the whole practice is the owner’s or the secretary’s to write', async () => {
    const closed = { ...exception, open: '0', clinician: '' }
    expect((await as('bastien', '/practice/hours/exceptions', closed)).statusCode).toBe(403)
    expect((await as('ines', '/practice/hours/exceptions', closed)).statusCode).toBe(303)
    expect(await saved()).toMatchObject([{ own: false }])
  })

  test('changed meanwhile says how, and keeps what was typed', async () => {
    await as('ines', '/practice/hours/exceptions', { ...exception, open: '0', clinician: '', label: 'Pont' })
    const [{ id } = { id: '' }] = await saved()
    const url = `/practice/hours/exceptions/${id}`
    await as('ines', url, { ...exception, version: '1', open: '0', clinician: '', label: 'Fêtes' })
    const late = await as('camille', url, {
      ...exception,
      version: '1',
      open: '0',
      clinician: '',
      label: 'Noël',
    })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('jeudi 24 décembre 2026, fermé (Fêtes)')
    expect(late.body).toContain('value="Noël"')
  })
})

describe('a kind of appointment', () => {
  const KIND = {
    version: '1',
    name: 'Consultation',
    category: 'consultation',
    clinician: '',
    duration: '20',
    buffer: '0',
    place: 'practice',
    capacity: '1',
    booked_by: 'nobody',
  }
  const first = () =>
    inTransaction(world.house.db, trx =>
      addKind(trx, world.halle.id, FIRST_KINDS[0]!, world.house.clock.now()),
    )

  test.each([
    ['a group of one', { grouped: '1' }, 'Un groupe a au moins deux places.'],
    ['two at home at once', { place: 'home', capacity: '2' }, 'À domicile, une seule personne à la fois.'],
    [
      'a link that is no page',
      { video_url: 'javascript:alert(1)' },
      'Une adresse complète, qui commence par https://',
    ],
    ['no time at all', { duration: '0' }, 'Un nombre entier de 5 à 480.'],
    ['no name', { name: ' ' }, 'Donnez-lui un nom.'],
  ])('with %s is refused beside the field', async (_, facts, words) => {
    const response = await as('camille', '/practice/kinds', { ...KIND, ...facts })
    expect(response.statusCode).toBe(422)
    expect(response.body).toContain(words)
    expect(await listKinds(world.house.db, world.halle.id)).toEqual([])
  })

  test('changed meanwhile shows both, and keeps what was typed', async () => {
    const id = await first()
    const of = { practiceId: world.halle.id, id, version: 1 }
    await inTransaction(world.house.db, trx => saveKind(trx, of, { ...FIRST_KINDS[0]!, durationMinutes: 25 }))
    const late = await as('camille', `/practice/kinds/${id}`, { ...KIND, duration: '15' })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('value="15"')
    expect(late.body).toContain('Enregistré entre-temps\u00a0: 25')
    const again = await as('camille', `/practice/kinds/${id}`, { ...KIND, duration: '15', version: '2' })
    expect(again.statusCode).toBe(303)
  })

  test('of a clinician is theirs to write, everybody’s is not', async () => {
    expect((await as('bastien', '/practice/kinds', KIND)).statusCode).toBe(403)
    expect((await as('bastien', '/practice/kinds', { ...KIND, clinician: world.bastien })).statusCode).toBe(
      303,
    )
    expect((await as('bastien', `/practice/kinds/${await first()}`, KIND)).statusCode).toBe(403)
  })

  test('of a clinician of another practice is nobody’s', async () => {
    expect((await as('camille', '/practice/kinds', { ...KIND, clinician: world.chloe })).statusCode).toBe(404)
  })
})
