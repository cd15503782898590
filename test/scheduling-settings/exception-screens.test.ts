import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listDatedHours } from '../../src/agenda/dated-hours.ts'
import { stop } from '../support/day.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { askAs } from './asking.ts'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
afterEach(async () => await world.app.close())

const as = (person: Person, url: string, fields?: Record<string, string>) => askAs(world, person, url, fields)

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

  test('says how many appointments it leaves, and leads to them', async () => {
    await as('camille', '/practice/hours/first-week', { clinician: world.camille })
    const of = { practiceId: world.halle.id, clinicianId: world.camille, patientId: world.roussel }
    await stop(world.house.db, { ...of, on: '2026-12-24', at: '09:00' })
    const close = (facts: Record<string, string>) =>
      as('camille', '/practice/hours/exceptions', {
        ...exception,
        open: '0',
        clinician: world.camille,
        ...facts,
      })
    const page = async () => (await as('camille', '/practice/hours')).body
    await close({ 'ranges[0][from]': '14:00', 'ranges[0][to]': '19:00' })
    expect(await page()).not.toContain('à déplacer')
    await close({ 'ranges[0][from]': '8:00', 'ranges[0][to]': '10:00' })
    expect(await page()).toContain('1\u00a0rendez-vous à déplacer')
    expect(await page()).toContain('/agenda?view=day&amp;date=2026-12-24')
    await close({})
    const [leave] = (await saved()).filter(({ hours }) => hours.length === 0)
    expect(await page()).toContain(`/leaves/${leave?.id}`)
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
