import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listUpcoming } from '../../src/agenda/queries.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop, TODAY } from '../support/day.ts'
import { lateMorning, morning, paris, ROUND } from './scene.ts'

onBothDatabases('a tap that the phone sends', fresh => {
  test('is kept with who made it, and answered with the round as it is now', async () => {
    const { camillePhone, stops, camille, taps, setTime } = await morning(fresh)
    setTime('08:02')
    const response = await camillePhone.tap(`${ROUND}/stops/${stops.lemoine}/arrival`, {
      event_id: 'the-arrival',
      happened_at: paris('08:01'),
      sent_at: paris('08:02'),
    })
    expect(response.statusCode).toBe(200)
    expect(response.body).toMatch(/^\s*<main class="round" id="round"/)
    expect(response.body).toContain('Commencé à 8\u00a0h\u00a001')
    expect(await taps()).toMatchObject([
      { id: 'the-arrival', kind: 'arrival', happened_at: paris('08:01'), by_user_id: camille },
    ])
  })

  test('twice, or twice at once, counts once and is answered alike', async () => {
    const { camillePhone, stops, taps, notices, setTime } = await morning(fresh)
    setTime('08:30')
    const send = () =>
      camillePhone.tap(`${ROUND}/stops/${stops.lemoine}/arrival`, { event_id: 'the-arrival' })
    const answers = [...(await Promise.all([send(), send()])), await send()]
    expect(answers.map(answer => answer.statusCode)).toEqual([200, 200, 200])
    expect(await taps()).toHaveLength(1)
    expect(await notices()).toHaveLength(1)
  })

  test('from a phone whose clock is wrong counts when it was made: its age is right', async () => {
    const { camillePhone, stops, taps, setTime } = await morning(fresh)
    setTime('08:30')
    await camillePhone.tap(`${ROUND}/stops/${stops.lemoine}/arrival`, {
      event_id: 'slow-clock',
      happened_at: '2026-11-25T01:00:00.000Z',
      sent_at: '2026-11-25T01:20:00.000Z',
    })
    await camillePhone.tap(`${ROUND}/stops/${stops.lemoine}/completion`, {
      event_id: 'fast-clock',
      happened_at: '2027-01-01T12:00:00.000Z',
      sent_at: '2027-01-01T12:05:00.000Z',
    })
    expect((await taps()).map(tap => [tap.id, tap.happened_at])).toEqual(
      expect.arrayContaining([
        ['slow-clock', paris('08:10')],
        ['fast-clock', paris('08:25')],
      ]),
    )
  })

  test('from a phone that is fast and says nothing more counts as now', async () => {
    const { camillePhone, stops, taps } = await morning(fresh)
    const url = `${ROUND}/stops/${stops.lemoine}/departure`
    await camillePhone.tap(url, { event_id: 'fast-clock', happened_at: paris('09:00') })
    expect(await taps()).toMatchObject([{ happened_at: paris('07:30') }])
  })

  test('can be undone, and the undo too', async () => {
    const { camillePhone, stops } = await lateMorning(fresh)
    const undone = await camillePhone.tap(`${ROUND}/taps/the-arrival/undo`, { event_id: 'the-undo' })
    expect(undone.body).toContain(`/stops/${stops.lemoine}/arrival`)
    const back = await camillePhone.tap(`${ROUND}/taps/the-undo/undo`, { event_id: 'undo-of-undo' })
    expect(back.body).toContain('Commencé à 8\u00a0h\u00a030')
  })

  test('« Hospitalisé·e » empties the days to come, once, and taken back fills them again', async () => {
    const { house, halle, camille, roussel, camillePhone, stops } = await morning(fresh)
    const tomorrow = { practiceId: halle.id, clinicianId: camille, patientId: roussel, on: '2026-11-26' }
    await stop(house.db, { ...tomorrow, at: '08:45' })
    const days = async () => (await listUpcoming(house.db, halle.id, roussel, TODAY)).map(row => row.on)
    const url = `${ROUND}/stops/${stops.roussel}/hospitalisation`
    await camillePhone.tap(url, { event_id: 'in-hospital' })
    const again = await camillePhone.tap(url, { event_id: 'in-hospital' })
    expect(again.statusCode).toBe(200)
    // Today's visit stays on the round, with nobody there.
    expect(await days()).toEqual([TODAY])
    expect(again.body).toContain('Absente')
    await camillePhone.tap(`${ROUND}/taps/in-hospital/undo`, { event_id: 'not-in-hospital' })
    expect(await days()).toEqual([TODAY, '2026-11-26'])
  })

  test('can be corrected to another time of that day, but not to one still to come', async () => {
    const { camillePhone, taps, notices, setTime } = await lateMorning(fresh)
    setTime('08:31')
    const correct = (time: string) => camillePhone.tap(`${ROUND}/taps/the-arrival/correction`, { time })
    expect((await correct('09:00')).statusCode).toBe(422)
    expect(await taps()).toHaveLength(1)
    const corrected = await correct('08:00')
    expect(corrected.body).toContain('Commencé à 8\u00a0h')
    expect(await notices(), 'she was on time after all').toMatchObject([
      { state: 'withdrawn', reason: expect.stringMatching(/^(on_time|within_tolerance)$/) },
    ])
  })

  test('without JavaScript is a plain form that leads back to the round', async () => {
    const { camillePhone, stops, camille, taps } = await morning(fresh)
    const response = await camillePhone.post(`${ROUND}/stops/${stops.lemoine}/arrival`)
    expect(response.statusCode).toBe(303)
    expect(response.headers.location).toBe(`${ROUND}?clinician=${camille}`)
    expect(await taps()).toMatchObject([{ kind: 'arrival', happened_at: paris('07:30') }])
  })

  test.each([
    ['an unreadable id', { event_id: 'x' }],
    ['an unreadable time', { happened_at: 'tout à l’heure' }],
  ])('with %s is refused with a sentence, and nothing is kept', async (_what, fields) => {
    const { camillePhone, stops, taps } = await morning(fresh)
    const response = await camillePhone.tap(`${ROUND}/stops/${stops.lemoine}/arrival`, fields)
    expect(response.statusCode).toBe(422)
    expect(response.body).toContain('illisible')
    expect(await taps()).toEqual([])
  })

  test.each(['0', '181', 'beaucoup', ''])('« J’ai %s minutes de retard » is refused', async minutes => {
    const { camillePhone, taps } = await morning(fresh)
    expect((await camillePhone.tap(`${ROUND}/delay`, { minutes })).statusCode).toBe(422)
    expect(await taps()).toEqual([])
  })

  test('on a stop of another day is not found', async () => {
    const { camillePhone, stops, taps } = await morning(fresh)
    const response = await camillePhone.tap(`/rounds/2026-11-26/stops/${stops.lemoine}/arrival`)
    expect(response.statusCode).toBe(404)
    expect(await taps()).toEqual([])
  })

  test.each(['post', 'tap'] as const)('leaves one audit entry by %s, in its own transaction', async way => {
    const { house, camillePhone, stops, camille } = await morning(fresh)
    const entries = () =>
      house.db.selectFrom('audit_entries').select(['actor', 'route', 'patient_ids']).execute()
    await camillePhone[way](`${ROUND}/stops/${stops.roussel}/departure`, { event_id: 'the-departure' })
    const [entry, ...more] = await entries()
    expect(more).toEqual([])
    expect(entry).toMatchObject({
      actor: `user:${camille}`,
      route: 'POST /rounds/:date/stops/:stopId/departure',
    })
    expect(JSON.parse(entry!.patient_ids)).toHaveLength(way === 'tap' ? 3 : 1)
  })

  test('that faults half way is not kept: the phone sends it again', async () => {
    const { house, camillePhone, stops, taps } = await morning(fresh)
    const send = () =>
      camillePhone.tap(`${ROUND}/stops/${stops.roussel}/departure`, { event_id: 'the-departure' })
    await sql`alter table decisions rename to elsewhere`.execute(house.db)
    expect((await send()).statusCode).toBe(500)
    await sql`alter table elsewhere rename to decisions`.execute(house.db)
    expect(await taps()).toEqual([])
    expect((await send()).statusCode).toBe(200)
    expect(await taps()).toHaveLength(1)
  })
})
