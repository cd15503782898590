import { expect, test } from 'vitest'
import { onBothDatabases } from '../support/database.ts'
import { freshWorld } from '../support/world.ts'
import { browserOf, openHalle, provePhone, ROUSSEL_PHONE, STRANGER_PHONE } from './scene.ts'

const CONCERN = 'Ma jambe a doublé depuis hier.'

onBothDatabases('an urgent request', fresh => {
  const ask = async (phone: string, at = '2026-11-25T08:30:00.000Z') => {
    const world = await freshWorld({}, fresh)
    await openHalle(world)
    world.house.clock.set(at)
    const browser = browserOf(world.app)
    await provePhone(world, browser, 'urgent=1', phone)
    const sent = await browser.submit('/b/halle/urgent', { name: 'Odette Roussel', concern: CONCERN })
    const task = await world.house.db.selectFrom('tasks').selectAll().executeTakeFirst()
    return { world, browser, sent, task }
  }

  test('is to be called back within an hour while the practice is open, about the patient of that phone', async () => {
    const { world, task } = await ask(ROUSSEL_PHONE)
    expect(task).toMatchObject({
      kind: 'triage',
      patient_id: world.roussel,
      clinical: 1,
      due_at: '2026-11-25T09:30:00.000Z',
    })
  })

  test('at night waits for the opening, and the page says so', async () => {
    const { task, browser } = await ask(STRANGER_PHONE, '2026-11-25T20:00:00.000Z')
    expect(task).toMatchObject({ patient_id: null, due_at: '2026-11-26T09:00:00.000Z' })
    const page = await browser.visit('/b/halle/urgent/sent')
    expect(page.body).toContain('sera lue à l’ouverture, le 26\u00a0novembre à 9'.replace('\u00a0', ' '))
  })

  test('is read by those who care, and told to the secretary without its words', async () => {
    const { world } = await ask(STRANGER_PHONE)
    const pageOf = async (cookie: string) =>
      (await world.app.inject({ url: '/tasks', headers: { cookie } })).body
    expect(await pageOf(world.cookies.bastien)).toContain(CONCERN)
    const desk = await pageOf(world.cookies.ines)
    expect(desk).not.toContain(CONCERN)
    expect(desk).toContain('Odette Roussel demande à être rappelé·e')
  })

  test('needs a phone that was proved, and words that are not too many', async () => {
    const world = await freshWorld({}, fresh)
    await openHalle(world)
    const browser = browserOf(world.app)
    const unproved = await browser.submit('/b/halle/urgent', { name: 'Odette', concern: CONCERN })
    expect(unproved.headers.location).toBe('/b/halle/phone?urgent=1')
    await provePhone(world, browser, 'urgent=1', STRANGER_PHONE)
    const long = await browser.submit('/b/halle/urgent', { name: 'Odette', concern: 'a'.repeat(301) })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('a'.repeat(301))
    expect(await world.house.db.selectFrom('tasks').select('id').execute()).toEqual([])
  })

  test('of one phone is written down five times an hour, then nobody’s list grows any more', async () => {
    const { world, browser } = await ask(STRANGER_PHONE)
    const again = async () =>
      await browser.submit('/b/halle/urgent', { name: 'Odette Roussel', concern: CONCERN })
    for (let nth = 2; nth <= 5; nth++) expect((await again()).statusCode).toBe(303)
    const refused = await again()
    expect(refused.statusCode).toBe(429)
    expect(refused.body).toContain('appelez le 15 ou le cabinet')
    expect(refused.body).toContain(CONCERN)
    const { db } = world.house
    expect(await db.selectFrom('inbound_messages').select('id').execute()).toHaveLength(5)
    expect(await db.selectFrom('tasks').select('id').execute()).toHaveLength(1)
  })
})
