import { afterEach, beforeEach, expect, test } from 'vitest'
import { currentCadre } from '../../src/cadre/queries.ts'
import type { Person, World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await freshWorld()
})
afterEach(async () => await world.app.close())

const post = async (fields: Record<string, string | string[]>, as: Person = 'camille') => {
  const payload = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) payload.append(name, each)
  return await world.app.inject({
    method: 'POST',
    url: `/patients/${world.roussel}/cadre`,
    headers: { cookie: world.cookies[as], 'content-type': 'application/x-www-form-urlencoded' },
    payload: payload.toString(),
  })
}

const page = async (as: Person, path = '') =>
  (
    await world.app.inject({
      url: `/patients/${world.roussel}/cadre${path}`,
      headers: { cookie: world.cookies[as] },
    })
  ).body

const cadre = async () => await currentCadre(world.house.db, world.halle.id, world.roussel)

const typed = (): Record<string, string | string[]> => ({
  based_on: '0',
  'windows[0][weekdays][]': ['1', '2', '3'],
  'windows[0][from]': '9 h',
  'windows[0][hardBefore]': '09:30',
  'windows[0][hardReason]': 'insuline',
  toleranceMinutes: '15',
  'contacts[0][subject]': 'delay',
  'contacts[0][carerId]': '',
  'contacts[0][channel]': 'sms',
  'contacts[1][subject]': 'delay',
  'contacts[1][carerId]': world.paul,
  'contacts[1][channel]': 'sms',
  'contacts[1][hours][from]': '07:00',
  'contacts[1][hours][to]': '20:00',
  'contacts[1][language]': 'en',
  highlights: 'Frapper, ne pas sonner\n\nDire ce que je fais',
})

test('a cadre is saved as it was typed, and shown', async () => {
  expect((await post(typed())).statusCode).toBe(303)
  expect(await cadre()).toEqual({
    version: 1,
    terms: {
      windows: [
        { weekdays: [1, 2, 3], from: '09:00', to: '09:00', hardBefore: '09:30', hardReason: 'insuline' },
      ],
      toleranceMinutes: 15,
      contacts: [
        { subject: 'delay', carerId: null, channel: 'sms', hours: null, language: null },
        {
          subject: 'delay',
          carerId: world.paul,
          channel: 'sms',
          hours: { from: '07:00', to: '20:00' },
          language: 'en',
        },
      ],
      highlights: ['Frapper, ne pas sonner', 'Dire ce que je fais'],
    },
  })
  const shown = await page('camille')
  for (const words of [
    'Paul Roussel, fils',
    'Avant 9\u00a0h\u00a030',
    'insuline',
    'Version 1',
    'Quand êtes-vous prévenue',
  ])
    expect(shown).toContain(words)
})

test('bad input is answered by messages beside the fields, and nothing typed is lost', async () => {
  const response = await post({
    ...typed(),
    'windows[0][weekdays][]': [],
    'windows[0][to]': '08:00',
    toleranceMinutes: 'un quart d’heure',
    'contacts[1][carerId]': '',
    highlights: 'Frapper',
  })
  expect(response.statusCode).toBe(422)
  expect(response.body).toContain('De 0 à 180 minutes, ou rien.')
  expect(response.body).toContain('un quart d’heure')
  const again = await post({ ...typed(), 'windows[0][weekdays][]': [], 'windows[0][to]': '08:00' })
  for (const words of [
    'Choisissez au moins un jour.',
    'La fin doit venir après le début.',
    'value="insuline"',
  ])
    expect(again.body).toContain(words)
  expect((await post({ ...typed(), 'contacts[1][carerId]': '' })).body).toContain(
    'a déjà une ligne pour ce sujet',
  )
  expect((await cadre()).version).toBe(0)
})

test('lines are added and taken away without JavaScript, and nothing is saved', async () => {
  const more = await post({ ...typed(), add: 'contacts' })
  expect(more.body).toContain('name="contacts[2][subject]"')
  const fewer = await post({ ...typed(), remove: 'contacts[0]' })
  expect(fewer.body).not.toContain('name="contacts[1][subject]"')
  expect(fewer.body).toContain('value="insuline"')
  expect((await cadre()).version).toBe(0)
})

test('a line that was added and left empty is no window', async () => {
  await post({ based_on: '0', 'windows[0][weekdays][]': ['1'], 'windows[0][from]': '', 'windows[0][to]': '' })
  expect((await cadre()).terms.windows).toEqual([])
})

test('the second of two who write is told what the first has changed', async () => {
  await post(typed())
  await post({ ...typed(), based_on: '1', toleranceMinutes: '30' }, 'bastien')
  const response = await post({ ...typed(), based_on: '1', highlights: 'Ne pas perdre ceci' })
  expect(response.statusCode).toBe(409)
  expect(response.body).toContain('Retard\u00a0: 30\u00a0minutes, avant\u00a0: 15\u00a0minutes.')
  expect(response.body).toContain('Ne pas perdre ceci')
  expect(response.body).toContain('name="based_on" value="2"')
})

test('the secretary reads and writes a cadre without its clinical words, and loses none of them', async () => {
  await post(typed())
  for (const path of ['', '/edit']) {
    const body = await page('ines', path)
    expect(body).not.toContain('insuline')
    expect(body).not.toContain('Frapper')
    expect(body).toContain('Paul Roussel')
  }
  const { highlights: _, 'windows[0][hardReason]': reason, ...readable } = typed()
  await post({ ...readable, based_on: '1', toleranceMinutes: '20' }, 'ines')
  expect(await cadre()).toMatchObject({
    version: 2,
    terms: {
      toleranceMinutes: 20,
      windows: [{ hardReason: reason }],
      highlights: ['Frapper, ne pas sonner', 'Dire ce que je fais'],
    },
  })
})
