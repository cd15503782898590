import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import type { AppointmentRow } from '../../src/db/tables/agenda.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import { cancelInRound } from '../../src/planning/place.ts'
import type { Id } from '../../src/terms.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { appointmentOfRoussel, linkToAppointment, MONDAY, workingWeek } from './appointment-scene.ts'

const TUESDAY_AT_NINE = '2026-12-01T08:00:00.000Z'

const open = async (fresh: () => Promise<FreshDatabase>, facts: Partial<AppointmentRow> = {}) => {
  const house = await testHouse({}, fresh)
  const stage = { ...(await cast(house.db)), house }
  await workingWeek(stage, facts.place)
  const app = await testApp(house)
  const { visit, submit } = browser(app)
  const { appointmentId } = await appointmentOfRoussel(stage, facts)
  const address = await linkToAppointment(stage, appointmentId)
  const rows = () => house.db.selectFrom('appointments').selectAll().orderBy('id').execute()
  return {
    ...stage,
    address,
    appointmentId,
    rows,
    row: async (id: Id) => (await rows()).find(row => row.id === id)!,
    close: () => app.close(),
    choices: async (path = '/cancellation') => {
      const { body } = await visit(address + path)
      return [...body.matchAll(/name="at" value="([^"]+)"/g)].map(([, at]) => at)
    },
    read: async (path = '') => wordsOf((await visit(address + path)).body),
    choose: async (at: string | string[], version = 1) =>
      await submit(`${address}/other-time`, {
        appointment: appointmentId,
        version: String(version),
        ...(typeof at === 'string' ? { at } : Object.fromEntries(at.map((each, i) => [`at[${i}]`, each]))),
      }),
    async cancelByPractice(reason?: string): Promise<void> {
      const of = { practiceId: stage.halle.id, id: appointmentId, version: 1, ...(reason && { reason }) }
      const moment = {
        now: house.clock.now(),
        today: TODAY,
        by: { kind: 'member', userId: stage.ines },
      } as const
      await inTransaction(house.db, trx => cancelInRound(trx, of, moment, { tell: true }))
    },
    texts: async () =>
      await house.db
        .selectFrom('messages')
        .select(['purpose', 'carer_id', 'status'])
        .where('status', '!=', 'cancelled')
        .execute(),
    tasks: async () =>
      (await listOpenTasks(house.db, stage.halle.id)).map(({ kind, reason, facts: { sentence } }) =>
        `${kind} ${reason}: ${sentence ?? ''}`.replaceAll('\u00a0', ' '),
      ),
  }
}

const wordsOf = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')

onBothDatabases('« Je ne peux pas »', fresh => {
  test('offers up to three other times on near days, before it cancels anything', async () => {
    const scene = await open(fresh)
    expect(await scene.choices()).toEqual([
      '2026-11-30T09:15:00.000Z',
      TUESDAY_AT_NINE,
      '2026-12-02T08:00:00.000Z',
    ])
    const page = await scene.read('/cancellation')
    expect(page).toContain('Mardi 1er décembre à 9 h')
    expect(page).toContain('Aucun ne vous convient ?')
    expect(page).toContain('Oui, annuler')
    expect((await scene.row(scene.appointmentId)).status).toBe('booked')
  })

  test('moves to the time that is chosen, confirmed with it, and texts nobody who has just chosen', async () => {
    const scene = await open(fresh)
    expect((await scene.choose(TUESDAY_AT_NINE)).statusCode).toBe(303)
    const before = await scene.row(scene.appointmentId)
    expect(before.status).toBe('moved')
    expect(await scene.row(before.moved_to_id!)).toMatchObject({
      status: 'confirmed',
      agreed_at: TUESDAY_AT_NINE,
      booked_by: 'patient',
    })
    const page = await scene.read()
    expect(page).toContain('Mardi 1er décembre à 9 h')
    expect(page).toContain('C’est confirmé, merci.')
    expect((await scene.texts()).filter(({ carer_id }) => carer_id === null)).toEqual([])
  })

  test('offers neither days on which the patient is away nor times they have with somebody else', async () => {
    const scene = await open(fresh)
    await scene.house.db
      .insertInto('patient_absences')
      .values({
        id: 'away',
        practice_id: scene.halle.id,
        patient_id: scene.roussel,
        from_on: '2026-12-01',
        to_on: '2026-12-01',
        reason: null,
        tap_id: null,
        created_by: null,
        created_at: scene.house.clock.now(),
        annulled_at: null,
      })
      .execute()
    await appointmentOfRoussel(scene, { on: '2026-12-02', at: '09:00', clinician_id: scene.camille })
    const choices = await scene.choices()
    expect(choices).toHaveLength(3)
    expect(choices.filter(at => at!.startsWith('2026-12-01'))).toEqual([])
    expect(choices).not.toContain('2026-12-02T08:00:00.000Z')
  })

  test('two people booked into the same slot: a time taken meanwhile is said, with fresh ones, nothing lost', async () => {
    const scene = await open(fresh)
    const other = await patient(scene.house.db, scene.halle.id, {
      last_name: 'Delmas',
      phone: '+33639980177',
    })
    await appointmentOfRoussel(scene, { patient_id: other, on: '2026-12-01' })
    const answer = await scene.choose(TUESDAY_AT_NINE)
    expect(answer.statusCode).toBe(409)
    expect(wordsOf(answer.body)).toContain('Cette heure vient d’être prise. Rien n’est changé')
    expect(answer.body).not.toContain(TUESDAY_AT_NINE)
    expect(answer.body.match(/name="at"/g)).toHaveLength(3)
    expect((await scene.row(scene.appointmentId)).status).toBe('booked')
  })

  test('takes no time outside the hours, whoever asks for it', async () => {
    const scene = await open(fresh)
    expect((await scene.choose('2026-12-01T19:00:00.000Z')).statusCode).toBe(409)
    expect((await scene.row(scene.appointmentId)).status).toBe('booked')
  })

  test('never overwrites what the practice changed since the page was read', async () => {
    const scene = await open(fresh, { version: 2 })
    const answer = await scene.choose(TUESDAY_AT_NINE)
    expect(answer.statusCode).toBe(409)
    expect(wordsOf(answer.body)).toContain('a changé entre-temps')
    expect((await scene.row(scene.appointmentId)).status).toBe('booked')
  })

  test('keeps the position of a session in its series', async () => {
    const scene = await open(fresh, { series_id: 'series', series_position: 7 })
    await scene.choose(TUESDAY_AT_NINE)
    const rows = await scene.rows()
    expect(rows.map(({ series_position }) => series_position)).toEqual([7, 7])
  })

  test('lets the practice know when it is soon', async () => {
    const scene = await open(fresh)
    await scene.choose('2026-11-26T08:00:00.000Z')
    expect(await scene.tasks()).toEqual([
      'alert moved_by_patient: Rendez-vous de lundi 30 novembre, 9 h, déplacé à jeudi 26 novembre, 9 h.',
    ])
  })

  test('a visit at home moves by nobody’s tap: the times that would suit become a call', async () => {
    const scene = await open(fresh, { kind: 'visit', place: 'home' })
    const choices = await scene.choices()
    expect(choices.length).toBeGreaterThan(1)
    await scene.choose([TUESDAY_AT_NINE, '2026-12-02T08:00:00.000Z'])
    expect((await scene.row(scene.appointmentId)).status).toBe('booked')
    expect(await scene.tasks()).toEqual([
      'call cannot: Passage de lundi 30 novembre, 9 h. Conviendrait : mardi 1er décembre à 9 h ou mercredi 2 décembre à 9 h.',
    ])
    expect(await scene.read()).toContain('Le cabinet vous appellera')
  })

  test('says so beside the times when none was chosen', async () => {
    const scene = await open(fresh, { kind: 'visit', place: 'home' })
    const answer = await scene.choose([])
    expect(answer.statusCode).toBe(422)
    expect(wordsOf(answer.body)).toContain('Cochez au moins un moment')
  })
})

onBothDatabases('what the practice had to cancel', fresh => {
  test('is offered again at other times, and taken there leads the link to it', async () => {
    const scene = await open(fresh)
    await scene.cancelByPractice('leave')
    expect(await scene.read()).toContain('Nous en sommes désolés. Un autre moment vous convient-il ?')
    expect(await scene.choices('')).toContain(TUESDAY_AT_NINE)
    expect((await scene.choose(TUESDAY_AT_NINE, 2)).statusCode).toBe(303)
    const [cancelled, anew] = await scene.rows()
    expect(cancelled).toMatchObject({ status: 'cancelled', moved_to_id: anew!.id })
    expect(anew).toMatchObject({ status: 'confirmed', agreed_at: TUESDAY_AT_NINE, on: '2026-12-01' })
    const page = await scene.read()
    expect(page).toContain('Mardi 1er décembre à 9 h')
    expect(page).toContain('C’est confirmé, merci.')
    expect((await scene.texts()).filter(({ carer_id }) => carer_id === null)).toEqual([])
  })

  test('is taken once, however often the page is sent', async () => {
    const scene = await open(fresh)
    await scene.cancelByPractice()
    await scene.choose(TUESDAY_AT_NINE, 2)
    expect((await scene.choose('2026-12-02T08:00:00.000Z', 2)).statusCode).toBe(409)
    expect(await scene.rows()).toHaveLength(2)
  })

  test('is not offered to somebody who is away, nor what they gave up themselves', async () => {
    const away = await open(fresh)
    await away.cancelByPractice('absence')
    expect(await away.choices('')).toEqual([])
    expect((await away.choose(TUESDAY_AT_NINE, 2)).statusCode).toBe(409)
    const own = await open(fresh)
    await giveUp(own)
    expect(await own.choices('')).toEqual([])
  })

  test('on the day it would have been, still leads to its page', async () => {
    const scene = await open(fresh)
    await scene.cancelByPractice()
    scene.house.clock.set(`${MONDAY}T09:00:00.000Z`)
    expect(await scene.choices('')).not.toEqual([])
  })
})

/** The patient gives the appointment up by the page. */
const giveUp = async (scene: Awaited<ReturnType<typeof open>>) => {
  const app = await testApp(scene.house)
  await browser(app).submit(`${scene.address}/cancellation`, { appointment: scene.appointmentId })
}
