import { expect, test } from 'vitest'
import { CODE_CAPS } from '../../src/access/code-caps.ts'
import { newId } from '../../src/ids.ts'
import { addMinutes } from '../../src/time.ts'
import { onBothDatabases } from '../support/database.ts'
import { freshWorld } from '../support/world.ts'
import {
  browserOf,
  choiceQuery,
  FRIDAY_10,
  lastDigits,
  openHalle,
  provePhone,
  ROUSSEL,
  ROUSSEL_PHONE,
  readyToConfirm,
  STRANGER,
  STRANGER_PHONE,
} from './scene.ts'

onBothDatabases('somebody who wants to do harm on the public page', fresh => {
  const scene = async () => {
    const world = await freshWorld({}, fresh)
    const kind = await openHalle(world)
    return { ...world, kind, query: choiceQuery(kind, world.bastien) }
  }

  test('cannot use the code of a phone that is not theirs, nor a proof on another phone', async () => {
    const world = await scene()
    const victim = browserOf(world.app, '198.51.100.8')
    await victim.submit(`/b/halle/phone?${world.query}`, { phone: ROUSSEL_PHONE })
    const digits = await lastDigits(world)
    const thief = browserOf(world.app, '198.51.100.9')
    await thief.submit(`/b/halle/phone?${world.query}`, { phone: STRANGER_PHONE })
    const tried = await thief.submit(`/b/halle/code?${world.query}`, { code: digits })
    expect(tried.statusCode).toBe(422)
    expect((await thief.submit(`/b/halle/who?${world.query}`, ROUSSEL)).statusCode).toBe(303)
    expect(await world.house.db.selectFrom('appointments').select('id').execute()).toEqual([])
  })

  test('cannot go on with a cookie that was changed', async () => {
    const world = await scene()
    const browser = browserOf(world.app)
    await provePhone(world, browser, world.query, STRANGER_PHONE)
    const [name, sealed] = [...browser.cookies][0]!
    browser.cookies.set(name, `${sealed.slice(0, -4)}AAAA`)
    const answer = await browser.visit(`/b/halle/who?${world.query}`)
    expect(answer.headers.location).toBe(`/b/halle/phone?${world.query}`)
  })

  test('cannot post from another site', async () => {
    const world = await scene()
    for (const path of ['phone', 'code', 'who', 'confirm', 'urgent']) {
      const answer = await world.app.inject({
        method: 'POST',
        url: `/b/halle/${path}?${world.query}`,
        headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'phone=0639980777',
      })
      expect([path, answer.statusCode]).toEqual([path, 403])
    }
    expect(await world.house.db.selectFrom('phone_codes').select('id').execute()).toEqual([])
  })

  test.each([
    ['a premium number', '0899 12 34 56'],
    ['a machine', '0700 12 34 56 78'],
    ['a landline', '03 24 59 01 01'],
    ['another country', '+1 202 555 0143'],
    ['a mobile of a neighbour', '+44 7911 123456'],
    ['nonsense', "06'; drop table"],
  ])('cannot have a text sent to %s', async (_what, phone) => {
    const world = await scene()
    const answer = await browserOf(world.app).submit(`/b/halle/phone?${world.query}`, { phone })
    expect(answer.statusCode).toBe(422)
    expect(await world.house.db.selectFrom('messages').select('id').execute()).toEqual([])
  })

  test('cannot take a time that is not offered, however the address is written', async () => {
    const world = await scene()
    const others = {
      'in the past': '2026-11-20T09:00:00.000Z',
      'after the last day': '2027-11-27T09:00:00.000Z',
      'outside the hours': '2026-11-27T20:00:00.000Z',
      'between two times': '2026-11-27T09:07:00.000Z',
    }
    const ready = await readyToConfirm(world, world.query, { phone: ROUSSEL_PHONE, person: ROUSSEL })
    for (const [what, at] of Object.entries(others)) {
      const answer = await ready.submit(`/b/halle/confirm?${choiceQuery(world.kind, world.bastien, at)}`)
      expect([what, answer.statusCode]).toEqual([what, 409])
    }
    const nobody = await ready.submit(`/b/halle/confirm?${choiceQuery(world.kind, world.ines)}`)
    expect(nobody.headers.location).toMatch(/^\/b\/halle/)
    const noKind = await ready.submit(`/b/halle/confirm?${choiceQuery(newId(), world.bastien)}`)
    expect(noKind.headers.location).toMatch(/^\/b\/halle/)
    const noYear = await ready.visit(
      `/b/halle/confirm?${choiceQuery(world.kind, world.bastien, '+275760-09-13T00:00:00.000Z')}`,
    )
    expect(noYear.statusCode).toBe(303)
    expect(await world.house.db.selectFrom('appointments').select('id').execute()).toEqual([])
  })

  test('cannot open files without end with one phone', async () => {
    const world = await scene()
    const { house } = world
    await house.db.updateTable('booking_settings').set({ most_upcoming: 20 }).execute()
    const browser = browserOf(world.app)
    await provePhone(world, browser, world.query, STRANGER_PHONE)
    const statuses = []
    for (let nth = 0; nth < 7; nth++) {
      const at = addMinutes(FRIDAY_10, nth < 4 ? nth * 30 : 24 * 60 + nth * 30 - 120)
      const query = choiceQuery(world.kind, world.bastien, at)
      await browser.submit(`/b/halle/who?${query}`, { ...STRANGER, first_name: `Enfant ${'abcdefg'[nth]}` })
      statuses.push((await browser.submit(`/b/halle/confirm?${query}`)).statusCode)
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 303, 409])
  })

  test('cannot hide what a name is', async () => {
    const world = await scene()
    const browser = browserOf(world.app)
    await provePhone(world, browser, 'urgent=1', STRANGER_PHONE)
    await browser.submit('/b/halle/urgent', { name: 'Odette\n\u202eRoussel\u200b', concern: 'Mal au dos.' })
    const { facts } = await world.house.db.selectFrom('tasks').select('facts').executeTakeFirstOrThrow()
    expect(JSON.parse(facts).sentence).toBe('OdetteRoussel demande à être rappelé·e sur ce téléphone.')
  })

  test('uses up the codes of a day, and the practice is told of it once', async () => {
    const world = await scene()
    const { db, clock } = world.house
    const codes = Array.from({ length: CODE_CAPS.practice }, (_, nth) => ({
      id: newId(),
      practice_id: world.halle.id,
      phone_hash: `phone ${nth}`,
      network_hash: `network ${nth}`,
      code_hash: `code ${nth}`,
      tries: 0,
      created_at: addMinutes(clock.now(), -60),
      expires_at: addMinutes(clock.now(), -50),
      used_at: null,
    }))
    await db.insertInto('phone_codes').values(codes).execute()
    for (const phone of [STRANGER_PHONE, ROUSSEL_PHONE]) {
      const answer = await browserOf(world.app).submit(`/b/halle/phone?${world.query}`, { phone })
      expect(answer.statusCode).toBe(429)
      expect(answer.body).toContain('Trop de codes demandés. Réessayez demain')
    }
    const tasks = await db.selectFrom('tasks').select(['reason', 'kind']).execute()
    expect(tasks).toEqual([{ reason: 'cap_codes', kind: 'alert' }])
    const list = await world.app.inject({ url: '/tasks', headers: { cookie: world.cookies.ines } })
    expect(list.body).toContain('Trop de codes demandés en ligne')
  })
})

onBothDatabases('a time that somebody else took', fresh => {
  test('is chosen anew among everybody where it did not matter who', async () => {
    const world = await freshWorld({}, fresh)
    const { house, halle, camille, bastien } = world
    const kind = await openHalle(world, { kind: { clinicianId: null } })
    await house.db
      .insertInto('weekly_hours')
      .values({
        id: newId(),
        practice_id: halle.id,
        clinician_id: camille,
        weekday: 5,
        from_time: '14:00',
        to_time: '15:00',
        place: 'any',
        valid_from_on: null,
        valid_to_on: null,
      })
      .execute()
    const browser = browserOf(world.app)
    const { body } = await browser.visit(`/b/halle/times?kind=${kind}&from=2026-11-27`)
    const link = [...body.matchAll(/href="(\/b\/halle\/phone[^"]*)"/g)].map(([, href]) =>
      href!.replaceAll('&amp;', '&'),
    )
    const query = link.find(href => decodeURIComponent(href).includes(FRIDAY_10))!.split('?')[1]!
    expect(new URLSearchParams(query).get('clinician')).toBe(bastien)
    const first = await readyToConfirm(world, query, { phone: ROUSSEL_PHONE, person: ROUSSEL })
    const second = await readyToConfirm(world, query, {
      phone: STRANGER_PHONE,
      person: STRANGER,
      address: '198.51.100.99',
    })
    expect((await first.submit(`/b/halle/confirm?${query}`)).statusCode).toBe(303)
    const lost = await second.submit(`/b/halle/confirm?${query}`)
    expect(lost.statusCode).toBe(409)
    expect(lost.body).toContain('Ce moment vient d’être pris')
    const offered = [...lost.body.matchAll(/[?&;]clinician=([\w-]+)/g)].map(([, id]) => id)
    expect(new Set(offered)).toEqual(new Set([bastien, camille]))
  })
})
