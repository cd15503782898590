import { afterEach, expect, test } from 'vitest'
import { listUpcoming } from '../../src/agenda/queries.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { member, patient } from '../support/people.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { wordsOf } from '../today/scene.ts'
import { AWAY, leaveOf, mornings, session } from './scene.ts'

const opened: World[] = []
afterEach(async () => {
  for (const { app } of opened.splice(0)) await app.close()
})

onBothDatabases('a clinician’s leave', fresh => {
  const leave = async () => {
    const world = await freshWorld({}, fresh)
    opened.push(world)
    const { appointmentId } = await session(world)
    const id = await leaveOf(world, world.bastien)
    const headers = { cookie: world.cookies.ines }
    const read = async (query = '') =>
      wordsOf((await world.app.inject({ url: `/leaves/${id}${query}`, headers })).body)
    const post = async (path: string, fields: Record<string, string>) =>
      await world.app.inject({
        method: 'POST',
        url: `/leaves/${id}${path}`,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      })
    const upcoming = async () =>
      (await listUpcoming(world.house.db, world.halle.id, world.roussel, '2026-12-01')).map(
        row => row.agreed_at,
      )
    return { ...world, id, appointmentId, read, post, upcoming }
  }

  test('names whom it concerns, and proposes the same hour on days around it', async () => {
    const { read, appointmentId, ...world } = await leave()
    await mornings(world)
    expect(await read()).toMatch(/1 rendez-vous à régler Lundi 7 décembre, 10 h Mme Odette Roussel/)
    const proposed = await read(`?appointment=${appointmentId}`)
    expect(proposed).toMatch(/Vendredi 4 décembre, 10 h .*Mercredi 9 décembre, 10 h /)
    // Not on the days of the leave.
    expect(proposed).not.toMatch(/(Mardi 8|Lundi 7) décembre, (8|9|11) h/)
  })

  test('moves to a time that is proposed, once: whoever comes second is told', async () => {
    const { post, upcoming, appointmentId, house } = await leave()
    const at = '2026-12-09T09:00:00.000Z'
    const move = async (version: string) => await post(`/appointments/${appointmentId}/move`, { version, at })
    expect((await move('1')).statusCode).toBe(303)
    expect(await upcoming()).toEqual([at])
    expect((await move('1')).statusCode).toBe(409)
    const told = await house.db.selectFrom('appointment_messages').select(['purpose']).execute()
    expect(told).toEqual([{ purpose: 'moved' }])
  })

  test('does not give a place twice', async () => {
    const { post, house, halle, bastien, appointmentId, upcoming } = await leave()
    const other = await patient(house.db, halle.id)
    const place = { practiceId: halle.id, clinicianId: bastien, kind: 'session', place: 'practice' } as const
    await stop(house.db, { ...place, patientId: other, on: '2026-12-09', at: '10:00', minutes: 30 })
    const refused = await post(`/appointments/${appointmentId}/move`, {
      version: '1',
      at: '2026-12-09T09:00:00.000Z',
    })
    expect(refused.statusCode).toBe(409)
    expect(wordsOf(refused.body)).toContain('Cette heure vient d’être donnée')
    expect(await upcoming()).toEqual(['2026-12-07T09:00:00.000Z'])
  })

  test('needs nothing for those whom a substitute sees', async () => {
    const { read, house, halle, bastien } = await leave()
    await member(house.db, halle.id, 'Sacha', {
      role: 'substitute',
      from_on: AWAY.fromOn,
      to_on: AWAY.fromOn,
      replaces_user_id: bastien,
    })
    expect(await read()).toMatch(
      /Sacha.*Tout est réglé.*1 rendez-vous assuré.*10 h Mme Odette Roussel par Sacha/,
    )
  })

  test('cancels all at once only as they were shown', async () => {
    const { post, house, halle, bastien, upcoming } = await leave()
    const other = await patient(house.db, halle.id)
    const place = { practiceId: halle.id, clinicianId: bastien, kind: 'session', place: 'practice' } as const
    await stop(house.db, { ...place, patientId: other, on: AWAY.toOn, at: '10:00', minutes: 30 })
    expect((await post('/cancellations', { seen: '1' })).statusCode).toBe(409)
    expect(await upcoming()).toHaveLength(1)
    expect((await post('/cancellations', { seen: '2' })).statusCode).toBe(303)
    expect(await upcoming()).toEqual([])
  })
})
