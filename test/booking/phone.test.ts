import { expect, test } from 'vitest'
import { saveBookingSettings } from '../../src/booking/settings.ts'
import { inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { deliverDue } from '../../src/messages/deliver.ts'
import { simulatedGateway } from '../../src/messages/gateways/simulated.ts'
import { originsOf } from '../../src/server/workings.ts'
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
  STRANGER_PHONE,
} from './scene.ts'

onBothDatabases('the phone of who books', fresh => {
  const scene = async (choice?: Parameters<typeof openHalle>[1]) => {
    const world = await freshWorld({}, fresh)
    const kind = await openHalle(world, choice)
    return { ...world, query: choiceQuery(kind, world.bastien), kind }
  }

  test('known and unknown phones see the same, until the code is typed', async () => {
    const world = await scene()
    const pages = []
    for (const phone of [ROUSSEL_PHONE, STRANGER_PHONE]) {
      const browser = browserOf(world.app)
      const asked = await browser.submit(`/b/halle/phone?${world.query}`, { phone })
      const code = await browser.visit(`/b/halle/code?${world.query}`)
      pages.push([asked.statusCode, asked.headers.location, hidden(code.body)])
    }
    expect(pages[0]).toEqual(pages[1])
  })

  test.each(['03 24 56 00 00', '07 00 12 34 56', '+49 1512 3456789', '12'])(
    '%s is sent no code',
    async phone => {
      const world = await scene()
      const answer = await browserOf(world.app).submit(`/b/halle/phone?${world.query}`, { phone })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain('aria-invalid="true"')
      expect(await world.house.db.selectFrom('messages').select('id').execute()).toEqual([])
    },
  )

  test('is sent its code once, and the outbox keeps the words without the digits', async () => {
    const world = await scene()
    await browserOf(world.app).submit(`/b/halle/phone?${world.query}`, { phone: STRANGER_PHONE })
    const { house } = world
    const { db, clock } = house
    const faults: unknown[] = []
    const log = (fault: unknown) => void faults.push(fault)
    const delivery = {
      db,
      clock,
      origins: originsOf(house),
      gateway: simulatedGateway(house),
      workerId: 'w',
      log,
    }
    expect([await deliverDue(delivery), await deliverDue(delivery), faults]).toEqual([1, 0, []])
    const digits = await lastDigits(world)
    const texts = await db.selectFrom('simulated_texts').select(['phone', 'body']).execute()
    expect(texts).toEqual([
      {
        phone: STRANGER_PHONE,
        body: `${digits} est votre code pour le cabinet. Valable 10 min. Ne le donnez à personne.`,
      },
    ])
    const kept = await db.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
    expect(kept).toMatchObject({ body: expect.stringContaining('est votre code'), segments: 1 })
    expect(JSON.stringify(kept)).not.toContain(digits)
  })

  test('must be proved before a name is asked for or anything booked', async () => {
    const world = await scene()
    const browser = browserOf(world.app)
    await browser.submit(`/b/halle/phone?${world.query}`, { phone: ROUSSEL_PHONE })
    for (const step of ['who', 'confirm']) {
      const answer = await browser.submit(`/b/halle/${step}?${world.query}`, ROUSSEL)
      expect(answer.headers.location).toContain('/b/halle/phone')
    }
    expect(await world.house.db.selectFrom('appointments').select('id').execute()).toEqual([])
  })

  test('proved to one practice is not proved to another', async () => {
    const world = await scene()
    const { house, port } = world
    const settings = {
      open: 1,
      slug: 'port',
      days_ahead: 42,
      least_notice_hours: 2,
      new_patients: 1,
      most_upcoming: 3,
    }
    await inTransaction(house.db, trx => saveBookingSettings(trx, port.id, { ...settings, welcome: '' }))
    const browser = browserOf(world.app)
    await provePhone(world, browser, 'urgent=1', ROUSSEL_PHONE)
    const answer = await browser.submit('/b/port/urgent', { name: 'Odette', concern: 'Elle a mal.' })
    expect(answer.headers.location).toBe('/b/port/phone?urgent=1')
    expect(await house.db.selectFrom('tasks').select('id').execute()).toEqual([])
  })

  test('comes before the times of a visit at home, which a known patient then books', async () => {
    const world = await scene({ kind: { place: 'home', category: 'visit' } })
    const browser = browserOf(world.app)
    const times = `/b/halle/times?kind=${world.kind}`
    expect((await browser.visit(times)).headers.location).toContain('/b/halle/phone')
    await provePhone(world, browser, `kind=${world.kind}`, ROUSSEL_PHONE)
    const named = await browser.submit(`/b/halle/who?kind=${world.kind}`, ROUSSEL)
    expect(named.headers.location).toContain('/b/halle/times')
    expect((await browser.visit(`${times}&from=2026-11-27`)).body).toContain(`datetime="${FRIDAY_10}"`)
    expect((await browser.submit(`/b/halle/confirm?${world.query}`)).statusCode).toBe(303)
    const booked = await world.house.db.selectFrom('appointments').select(['patient_id', 'place']).execute()
    expect(booked).toEqual([{ patient_id: world.roussel, place: 'home' }])
  })

  test('of somebody who is away books nothing on those days', async () => {
    const world = await scene()
    const absence = {
      from_on: '2026-11-26',
      to_on: '2026-11-28',
      reason: null,
      tap_id: null,
      annulled_at: null,
    } as const
    const by = { created_by: world.ines, created_at: world.house.clock.now() }
    const of = { id: newId(), practice_id: world.halle.id, patient_id: world.roussel }
    await world.house.db
      .insertInto('patient_absences')
      .values({ ...of, ...absence, ...by })
      .execute()
    const ready = await readyToConfirm(world, world.query, { phone: ROUSSEL_PHONE, person: ROUSSEL })
    expect((await ready.submit(`/b/halle/confirm?${world.query}`)).statusCode).toBe(409)
  })
})

/** A page but for the number that was typed. */
const hidden = (body: string): string =>
  body.replaceAll(/0639980\d{3}|\+33639980\d{3}|06.39.98.0\d.\d\d/g, '…')
