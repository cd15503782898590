import { afterEach, describe, expect, test } from 'vitest'
import { feedToken } from '../../src/agenda/calendar-feeds.ts'
import { stop, TODAY } from '../support/day.ts'
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

const feedAddress = async ({ house }: World, userId: string): Promise<string> => {
  const rows = await house.db
    .selectFrom('calendar_feeds')
    .select('id')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()
  return `/calendar/${feedToken(house.secrets, rows[0]!.id)}/agenda.ics`
}

const withFeed = async (world: World, who: 'camille' | 'remi' = 'camille', titles = 'neutral') => {
  await post(world, '/account/calendars/feed', { titles }, who)
  return await feedAddress(world, world[who])
}

describe('a feed', () => {
  test('shows the member’s own appointments of two weeks ago to thirteen weeks ahead', async () => {
    const world = await open()
    const { house, halle, camille, bastien, roussel } = world
    const of = { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:00' }
    for (const on of ['2026-11-10', '2026-11-11', TODAY, '2027-02-24', '2027-02-25'])
      await stop(house.db, { ...of, on })
    await stop(house.db, { ...of, clinicianId: bastien, on: '2026-11-26' })
    await stop(house.db, { ...of, at: '11:00', status: 'proposed' })
    const { body } = await world.app.inject(await withFeed(world))
    expect([...body.matchAll(/DTSTART;TZID=Europe\/Paris:(\d{8})/g)].map(([, day]) => day)).toEqual([
      '20261111',
      '20261125',
      '20270224',
    ])
    expect(body).not.toContain('Roussel')
  })

  test('is sent once: as long as nothing changes, the reader keeps its copy', async () => {
    const world = await open()
    const url = await withFeed(world)
    const first = await world.app.inject(url)
    expect(first.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
    })
    const again = await world.app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })
    expect(again.statusCode).toBe(304)
    await stop(world.house.db, {
      practiceId: world.halle.id,
      clinicianId: world.camille,
      patientId: world.roussel,
      at: '09:00',
    })
    const changed = await world.app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })
    expect(changed.statusCode).toBe(200)
  })

  test('opens no more once it is made anew, ended, or its member has left', async () => {
    const world = await open()
    const before = await withFeed(world)
    const after = await withFeed(world)
    expect((await world.app.inject(before)).statusCode).toBe(404)
    expect((await world.app.inject(after)).statusCode).toBe(200)
    await world.house.db
      .updateTable('memberships')
      .set({ ended_at: world.house.clock.now() })
      .where('user_id', '=', world.camille)
      .execute()
    expect((await world.app.inject(after)).statusCode).toBe(404)
    await world.house.db
      .updateTable('memberships')
      .set({ ended_at: null })
      .where('user_id', '=', world.camille)
      .execute()
    await post(world, '/account/calendars/feed/revocation')
    expect((await world.app.inject(after)).statusCode).toBe(404)
  })

  test('of a substitute shows the round taken over on its dates, and nothing after them', async () => {
    const world = await open()
    const { house, halle, camille, roussel } = world
    const of = { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:00' }
    for (const on of ['2026-11-20', TODAY, '2026-11-30']) await stop(house.db, { ...of, on })
    const url = await withFeed(world, 'remi')
    const { body } = await world.app.inject(url)
    expect([...body.matchAll(/DTSTART;TZID=Europe\/Paris:(\d{8})/g)].map(([, day]) => day)).toEqual([
      '20261125',
    ])
    house.clock.set('2026-11-30T07:00:00.000Z')
    expect((await world.app.inject(url)).statusCode).toBe(404)
  })

  test('says when it was last read, and keeps who read initials', async () => {
    const world = await open()
    const { house, halle, camille, roussel } = world
    await stop(house.db, { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:00' })
    const url = await withFeed(world, 'camille', 'initials')
    const page = () =>
      world.app.inject({
        url: '/account/calendars',
        headers: { cookie: world.cookies.camille, accept: 'text/html' },
      })
    expect((await page()).body).toContain('pas encore')
    expect((await world.app.inject(url)).body).toContain('Passage · O. R.')
    expect((await page()).body).toMatch(/Dernière lecture<\/dt><dd>25 novembre, 8/)
    const audit = await house.db.selectFrom('audit_entries').select(['actor', 'patient_ids']).execute()
    expect(audit).toEqual([
      { actor: expect.stringMatching(/^calendar:/), patient_ids: JSON.stringify([roussel]) },
    ])
  })

  test('cannot be guessed for long, nor asked for without end', async () => {
    const world = await open()
    const url = await withFeed(world)
    const status = async (address: string, ip: string) =>
      (await world.app.inject({ url: address, remoteAddress: ip })).statusCode
    const guesses: number[] = []
    for (let nth = 0; nth < 22; nth++)
      guesses.push(await status(`/calendar/${String(nth).padStart(32, 'x')}/agenda.ics`, '192.0.2.9'))
    expect([guesses[0], guesses.at(-1)]).toEqual([404, 429])
    const reads: number[] = []
    for (let nth = 0; nth < 62; nth++) reads.push(await status(url, '192.0.2.10'))
    expect([reads[0], reads.at(-1)]).toEqual([200, 429])
  })
})
