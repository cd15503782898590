import { expect, test } from 'vitest'
import { newId } from '../../src/ids.ts'
import { onBothDatabases } from '../support/database.ts'
import { freshWorld } from '../support/world.ts'
import {
  browserOf,
  choiceQuery,
  FRIDAY_10,
  openHalle,
  provePhone,
  ROUSSEL,
  ROUSSEL_PHONE,
  readyToConfirm,
  STRANGER,
  STRANGER_PHONE,
} from './scene.ts'

onBothDatabases('booking on the public page', fresh => {
  const scene = async (choice?: Parameters<typeof openHalle>[1]) => {
    const world = await freshWorld({}, fresh)
    const kind = await openHalle(world, choice)
    return { ...world, query: choiceQuery(kind, world.bastien), kind }
  }

  test('two people booked into the same slot at the same instant: one of fifty gets the last place', async () => {
    const world = await scene({ settings: { most_upcoming: 20 } })
    const browsers = []
    for (let index = 0; index < 50; index++)
      browsers.push(
        await readyToConfirm(world, world.query, {
          phone: `+336399805${String(index).padStart(2, '0')}`,
          person: { ...STRANGER, last_name: `Evrard${String.fromCharCode(97 + (index % 26))}${index}` },
          address: `198.51.100.${index + 1}`,
        }),
      )
    const answers = await Promise.all(
      browsers.map(browser => browser.submit(`/b/halle/confirm?${world.query}`)),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
    const lost = answers.filter(({ statusCode }) => statusCode === 409)
    expect(lost).toHaveLength(49)
    for (const answer of lost) expect(answer.body).toContain('Ce moment vient d’être pris')
    expect(await world.house.db.selectFrom('appointments').select('agreed_at').execute()).toEqual([
      { agreed_at: FRIDAY_10 },
    ])
    const files = await world.house.db.selectFrom('patients').select('id').execute()
    expect(files).toHaveLength(2)
  })

  test('external busy time ignored: what another calendar takes is offered to nobody, nor booked', async () => {
    const world = await scene()
    const ready = await readyToConfirm(world, world.query, { phone: ROUSSEL_PHONE, person: ROUSSEL })
    const { db } = world.house
    const of = { practice_id: world.halle.id, clinician_id: world.bastien }
    const source = { ...SOURCE, ...of, id: newId() }
    await db.insertInto('calendar_sources').values(source).execute()
    const taken = { from_at: '2026-11-27T08:45:00.000Z', to_at: '2026-11-27T09:15:00.000Z' }
    await db
      .insertInto('busy_times')
      .values({ id: newId(), ...of, source_id: source.id, ...taken })
      .execute()
    const times = await ready.visit(`/b/halle/times?kind=${world.kind}&from=2026-11-27`)
    expect(times.body).not.toContain(`datetime="${FRIDAY_10}"`)
    expect((await ready.submit(`/b/halle/confirm?${world.query}`)).statusCode).toBe(409)
    expect(await db.selectFrom('appointments').select('id').execute()).toEqual([])
  })

  test('a known patient gets the appointment in their own file, confirmed by text, with its link', async () => {
    const world = await scene()
    const person = { ...ROUSSEL, first_name: ' odette', last_name: 'ROUSSEL' }
    const ready = await readyToConfirm(world, world.query, { phone: ROUSSEL_PHONE, person })
    const booked = await ready.submit(`/b/halle/confirm?${world.query}`)
    expect(booked.statusCode).toBe(303)
    const { db } = world.house
    expect(await db.selectFrom('appointments').select(['patient_id', 'booked_by']).execute()).toEqual([
      { patient_id: world.roussel, booked_by: 'patient' },
    ])
    const told = await db.selectFrom('appointment_messages').select(['purpose', 'state']).execute()
    expect(told).toEqual([{ purpose: 'confirmation', state: 'pending' }])
    const done = await ready.visit(booked.headers.location!)
    const link = /href="(\/p\/[\w-]{16})"/.exec(done.body)?.[1]
    expect((await world.app.inject(link!)).statusCode).toBe(200)
    expect(await db.selectFrom('tasks').select('kind').execute()).toEqual([])
    const [entry] = await db
      .selectFrom('audit_entries')
      .select(['route', 'patient_ids'])
      .where('route', '=', 'POST /b/:slug/confirm')
      .execute()
    expect(entry!.patient_ids).toBe(JSON.stringify([world.roussel]))
  })

  test('the same wish sent twice is one appointment', async () => {
    const world = await scene()
    const ready = await readyToConfirm(world, world.query, { phone: ROUSSEL_PHONE, person: ROUSSEL })
    await ready.submit(`/b/halle/confirm?${world.query}`)
    expect((await ready.submit(`/b/halle/confirm?${world.query}`)).statusCode).toBe(303)
    expect(await world.house.db.selectFrom('appointments').select('id').execute()).toHaveLength(1)
  })

  test('a stranger gets a file of their own, to be checked by the practice', async () => {
    const world = await scene()
    const ready = await readyToConfirm(world, world.query, { phone: STRANGER_PHONE, person: STRANGER })
    await ready.submit(`/b/halle/confirm?${world.query}`)
    const { db } = world.house
    const file = await db
      .selectFrom('patients')
      .select(['id', 'first_name', 'born_on'])
      .where('last_name', '=', 'Evrard')
      .executeTakeFirstOrThrow()
    expect(file).toMatchObject({ first_name: 'Nadia', born_on: '1980-05-06' })
    expect(await db.selectFrom('tasks').select(['reason', 'patient_id']).execute()).toEqual([
      { reason: 'identity_check', patient_id: file.id },
    ])
  })

  test('a kind for known patients is refused to a stranger, and no file is made', async () => {
    const world = await scene({ kind: { bookedBy: 'known' } })
    const browser = browserOf(world.app)
    await provePhone(world, browser, world.query, STRANGER_PHONE)
    const refused = await browser.submit(`/b/halle/who?${world.query}`, STRANGER)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('value="Nadia"')
    expect(await world.house.db.selectFrom('patients').select('id').execute()).toHaveLength(1)
  })

  test('another birth date with the name and phone of a patient is somebody else', async () => {
    const world = await scene({ kind: { bookedBy: 'known' } })
    const browser = browserOf(world.app)
    await provePhone(world, browser, world.query, ROUSSEL_PHONE)
    const answer = await browser.submit(`/b/halle/who?${world.query}`, { ...ROUSSEL, born_on: '1970-01-01' })
    expect(answer.statusCode).toBe(422)
  })

  test('a carer books for their own with their phone, and the history says so', async () => {
    const world = await scene({ kind: { bookedBy: 'known' } })
    const ready = await readyToConfirm(world, world.query, { phone: '+33639980102', person: ROUSSEL })
    await ready.submit(`/b/halle/confirm?${world.query}`)
    expect(
      await world.house.db.selectFrom('appointment_events').select(['by_kind', 'by_id']).execute(),
    ).toEqual([{ by_kind: 'carer', by_id: world.paul }])
  })

  test('no more appointments ahead than the practice allows one person', async () => {
    const world = await scene({ settings: { most_upcoming: 1 } })
    const ready = await readyToConfirm(world, world.query, { phone: ROUSSEL_PHONE, person: ROUSSEL })
    await ready.submit(`/b/halle/confirm?${world.query}`)
    const later = choiceQuery(world.kind, world.bastien, '2026-11-27T10:00:00.000Z')
    const refused = await ready.submit(`/b/halle/confirm?${later}`)
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('plusieurs rendez-vous')
  })

  test('a page that is closed is the same as one that never was', async () => {
    const world = await scene({ settings: { open: 0 } })
    const closed = await world.app.inject('/b/halle')
    const unknown = await world.app.inject('/b/nowhere')
    expect([closed.statusCode, closed.body]).toEqual([404, unknown.body])
  })
})

const SOURCE = {
  name: 'Perso',
  sealed_address: null,
  created_at: '2026-11-20T08:00:00.000Z',
  tried_at: null,
  read_at: null,
  covers_to_at: null,
  left_out: 0,
  etag: null,
  failure: null,
  failing_since_at: null,
  failures: 0,
  next_try_at: null,
}
