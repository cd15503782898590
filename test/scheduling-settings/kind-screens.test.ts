import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addKind, listKinds, saveKind } from '../../src/agenda/kinds.ts'
import { inTransaction } from '../../src/db/database.ts'
import { FIRST_KINDS } from '../../src/scheduling-settings/first-kinds.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { askAs } from './asking.ts'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
afterEach(async () => await world.app.close())

const as = (person: Person, url: string, fields?: Record<string, string>) => askAs(world, person, url, fields)

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
