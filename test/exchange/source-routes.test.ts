import { afterEach, describe, expect, test } from 'vitest'
import { listBusyTimes } from '../../src/agenda/busy-times.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

const open = async (): Promise<World> => {
  const world = await freshWorld()
  opened.push(world)
  return world
}

const post = (
  { app, cookies }: World,
  url: string,
  payload: Record<string, string> = {},
  who: 'camille' | 'bastien' | 'remi' = 'camille',
) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie: cookies[who], 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(payload).toString(),
  })

const HOSPITAL = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1',
  'SUMMARY:Bloc',
  'DTSTART:20261126T080000Z',
  'DTEND:20261126T120000Z',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

const upload = (
  world: World,
  url: string,
  fields: Record<string, string>,
  file?: { name: string; text: string },
) => {
  const boundary = 'a-boundary-of-the-tests'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  if (file)
    parts.push(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: text/calendar\r\n\r\n${file.text}\r\n`,
    )
  return world.app.inject({
    method: 'POST',
    url,
    headers: { cookie: world.cookies.camille, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${parts.join('')}--${boundary}--\r\n`,
  })
}

const busyOf = async ({ house, halle, camille }: World) => {
  const period = { fromAt: '2026-11-01T00:00:00.000Z', toAt: '2027-11-01T00:00:00.000Z' }
  const busy = await listBusyTimes(house.db, halle.id, [camille], period)
  return busy.get(camille)!.map(({ fromAt, toAt }) => ({ fromAt, toAt }))
}

describe('another calendar', () => {
  test('comes as a file: its hours count, its titles are not kept', async () => {
    const world = await open()
    const answer = await upload(
      world,
      '/account/calendars/sources',
      { name: '', address: '' },
      { name: 'hopital.ics', text: HOSPITAL },
    )
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/account/calendars?done=added'])
    expect(await busyOf(world)).toEqual([
      { fromAt: '2026-11-26T08:00:00.000Z', toAt: '2026-11-26T12:00:00.000Z' },
    ])
    const page = await world.app.inject({
      url: '/account/calendars',
      headers: { cookie: world.cookies.camille, accept: 'text/html' },
    })
    expect(page.body).toContain('hopital.ics')
    expect(page.body).not.toContain('Bloc')
  })

  test.each([
    ['nothing at all', {}, undefined, 'Donnez une adresse ou choisissez un fichier.'],
    ['an address and a file', { address: 'https://example.org/a.ics' }, HOSPITAL, 'pas les deux'],
    [
      'something that is no address',
      { address: 'mon agenda' },
      undefined,
      'Une adresse commence par https://',
    ],
    ['a file that is no calendar', {}, '<html>', 'Ce n’est pas un agenda au format iCal'],
    ['a file that is too big', {}, 'x'.repeat(2 * 1024 * 1024 + 1), 'dépasse 2'],
    [
      'an address inside our network',
      { address: 'http://127.0.0.1/a.ics' },
      undefined,
      'ne mène pas à un site public',
    ],
    [
      'an address written as a calendar’s',
      { address: 'webcal://user:pass@example.org/a.ics' },
      undefined,
      'ne mène pas à un site public',
    ],
  ])('is refused beside its field: %s', async (_what, fields, text, words) => {
    const world = await open()
    const answer = await upload(
      world,
      '/account/calendars/sources',
      fields,
      text === undefined ? undefined : { name: 'a.ics', text },
    )
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(words)
    expect(await busyOf(world)).toEqual([])
  })

  test('is taken away with its busy times, by its owner alone', async () => {
    const world = await open()
    await upload(world, '/account/calendars/sources', {}, { name: 'a.ics', text: HOSPITAL })
    const { id } = await world.house.db.selectFrom('calendar_sources').select('id').executeTakeFirstOrThrow()
    expect((await post(world, `/account/calendars/sources/${id}/removal`, {}, 'bastien')).statusCode).toBe(
      404,
    )
    expect(await busyOf(world)).toHaveLength(1)
    await post(world, `/account/calendars/sources/${id}/removal`)
    expect(await busyOf(world)).toEqual([])
  })
})
