import { afterEach, expect, test } from 'vitest'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import { workings } from '../../src/server/workings.ts'
import { makeWorker } from '../../src/worker.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { member, patient } from '../support/people.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { wordsOf } from '../today/scene.ts'
import { AWAY, leaveOf, session } from './scene.ts'

const opened: World[] = []
afterEach(async () => {
  for (const { app } of opened.splice(0)) await app.close()
})

onBothDatabases('who replaces during a leave', fresh => {
  /** Bastien is away for two days, Mme Roussel has a session on each, and Sacha comes instead. */
  const leave = async () => {
    const world = await freshWorld({}, fresh)
    opened.push(world)
    const { house, halle, bastien, roussel, app, cookies } = world
    await session(world)
    const place = { practiceId: halle.id, clinicianId: bastien, kind: 'session', place: 'practice' } as const
    await stop(house.db, { ...place, patientId: roussel, on: AWAY.toOn, at: '11:00', minutes: 30 })
    const replaces = {
      role: 'substitute',
      from_on: AWAY.fromOn,
      to_on: AWAY.toOn,
      replaces_user_id: bastien,
    } as const
    const sacha = await member(house.db, halle.id, 'Sacha', replaces)
    const id = await leaveOf(world, bastien)
    const headers = { cookie: cookies.ines }
    const worker = makeWorker(workings(house, fault => expect.unreachable(JSON.stringify(fault))))
    return {
      ...world,
      sacha,
      place,
      read: async () => wordsOf((await app.inject({ url: `/leaves/${id}`, headers })).body),
      async announce(): Promise<void> {
        const answer = await app.inject({ method: 'POST', url: `/leaves/${id}/announcement`, headers })
        expect(answer.statusCode).toBe(303)
      },
      async texts(): Promise<string[]> {
        house.clock.pass(3)
        await worker.turn()
        const rows = await house.db.selectFrom('simulated_texts').select('body').orderBy('id').execute()
        return rows.map(({ body }) => body.replaceAll('\n', ' '))
      },
      told: async () =>
        await house.db.selectFrom('appointment_messages').select(['purpose', 'state', 'reason']).execute(),
    }
  }

  test('is told to each patient in one text, once, and their page says it too', async () => {
    const { announce, texts, read, app } = await leave()
    expect(await read()).toContain('Prévenir ce patient')
    await announce()
    await announce()
    expect(await read()).toContain('par Sacha, SMS prévu')
    const [text, ...more] = await texts()
    expect(more).toEqual([])
    expect(text?.replace(/http\S+/, 'LIEN')).toBe(
      'Bonjour, du 7 au 8 décembre, Sacha remplace Bastien. Vos rendez-vous gardent leur heure. Détails : LIEN Cabinet de la Halle',
    )
    expect(await read()).toMatch(/par Sacha, prévenu par SMS.*Chacun est prévenu, ou va l’être/)
    const page = wordsOf((await app.inject({ url: /\/p\/\S+/.exec(text!)![0] })).body)
    expect(page).toMatch(/Lundi 7 décembre à 10 h .*Avec Sacha/)
  })

  test('is told to who was booked since, and nobody hears it twice', async () => {
    const { announce, texts, read, house, halle, place } = await leave()
    await announce()
    const late = await patient(house.db, halle.id, { last_name: 'Haddad', phone: '+33639980155' })
    await stop(house.db, { ...place, patientId: late, on: AWAY.toOn, at: '09:00', minutes: 30 })
    expect(await read()).toContain('Prévenir ce patient')
    await announce()
    expect((await texts()).map(text => text.replace(/ (Un imprévu|Détails).*/, ''))).toEqual([
      'Bonjour, du 7 au 8 décembre, Sacha remplace Bastien. Vos rendez-vous gardent leur heure.',
      "Bonjour, mardi 8 décembre à 9h, Sacha remplace Bastien. L'heure ne change pas.",
    ])
  })

  test('is a call for who cannot be texted, and where such texts are switched off', async () => {
    const { announce, texts, house, halle, roussel, read } = await leave()
    await house.db.deleteFrom('phones').where('patient_id', '=', roussel).execute()
    await announce()
    expect(
      (await listOpenTasks(house.db, halle.id)).map(({ reason, facts }) => [reason, facts.sentence]),
    ).toEqual([['no_phone', 'Du 7 au 8 décembre 2026, Sacha remplace Bastien. Les heures ne changent pas.']])
    expect(await read()).toContain('par Sacha, à appeler')
    expect(await texts()).toEqual([])
  })

  test('is not told when nobody replaces any more, or nothing is left to come to', async () => {
    const { announce, texts, house, sacha, told } = await leave()
    await announce()
    await house.db
      .updateTable('memberships')
      .set({ ended_at: house.clock.now() })
      .where('user_id', '=', sacha)
      .execute()
    expect(await texts()).toEqual([])
    expect(await told()).toEqual([{ purpose: 'replaced', state: 'withdrawn', reason: 'not_replaced' }])
  })
})

onBothDatabases('a leave without a substitute', fresh => {
  test('that cancels several appointments of one patient tells it once', async () => {
    const world = await freshWorld({}, fresh)
    opened.push(world)
    const { house, halle, bastien, roussel, app, cookies } = world
    await session(world)
    const place = { practiceId: halle.id, clinicianId: bastien, kind: 'session', place: 'practice' } as const
    await stop(house.db, { ...place, patientId: roussel, on: AWAY.toOn, at: '11:00', minutes: 30 })
    const id = await leaveOf(world, bastien)
    await app.inject({
      method: 'POST',
      url: `/leaves/${id}/cancellations`,
      headers: { cookie: cookies.ines, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'seen=2',
    })
    const texts = await house.db.selectFrom('messages').select(['purpose', 'status']).execute()
    expect(texts).toEqual([{ purpose: 'cancelled', status: 'queued' }])
    const page = wordsOf((await app.inject({ url: `/leaves/${id}`, headers: { cookie: cookies.ines } })).body)
    expect(page).toMatch(
      /2 rendez-vous annulés Lundi 7 décembre, 10 h Mme Odette Roussel , SMS prévu Mardi 8 décembre, 11 h Mme Odette Roussel , SMS prévu/,
    )
  })
})
