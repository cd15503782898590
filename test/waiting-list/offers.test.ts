import { expect, test } from 'vitest'
import { lookAtPlaces } from '../../src/agenda/waiting/look-at-places.ts'
import { saveOffersByItself } from '../../src/agenda/waiting/settings.ts'
import { inTransaction } from '../../src/db/database.ts'
import { countSegments } from '../../src/messages/segments.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import { takeOffer } from '../../src/planning/waiting-offer.ts'
import { instantAt } from '../../src/time.ts'
import { testApp, testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { patient } from '../support/people.ts'
import { FRIDAY, PARIS, waitingScene } from './scene.ts'

const begin = async (fresh: () => Promise<FreshDatabase>) => {
  const house = await testHouse({}, fresh)
  const scene = await waitingScene({ house, ...(await cast(house.db)) })
  const guest = await patient(house.db, scene.halle.id)
  const other = await patient(house.db, scene.halle.id, { phone: '+33639980155' })
  const friday = await scene.book(guest, '10:00')
  return { ...scene, guest, other, friday }
}

onBothDatabases('the waiting list', fresh => {
  test('offers a freed place to who has waited longest, in one segment with its deadline', async () => {
    const s = await begin(fresh)
    await s.wait(s.roussel)
    s.house.clock.pass(1)
    await s.wait(s.other)
    await s.cancel(s.friday)
    await s.pass(4)
    const [text, ...more] = await s.texts()
    expect(more).toEqual([])
    expect(text?.phone).toBe('+33639980101')
    expect(text?.body).toMatch(/une place se libère vendredi 27 novembre à 10h\. Répondez avant 11h05 : /)
    expect(countSegments(text!.body).segments).toBe(1)
    expect(await s.reasons()).toEqual(['after_others'])
  })

  test('asks the next one when the deadline passes, and never the same one about the same place again', async () => {
    const s = await begin(fresh)
    await s.wait(s.roussel)
    s.house.clock.pass(1)
    await s.wait(s.other)
    await s.cancel(s.friday)
    await s.pass(4)
    await s.pass(121)
    expect((await s.offers()).map(({ status }) => status)).toEqual(['expired', 'offered'])
    expect((await s.texts()).map(({ phone }) => phone)).toEqual(['+33639980101', '+33639980155'])
    s.house.clock.set(instantAt('2026-11-26', '08:05', PARIS))
    await s.pass(0)
    await s.pass(600)
    expect(await s.texts()).toHaveLength(2)
  })

  test('never sends 136 waiting-list texts to one person: one per day, whatever gets free', async () => {
    const s = await begin(fresh)
    for (let nth = 0; nth < 3; nth++) await s.wait(s.roussel)
    // Her neighbour has the same phone.
    await s.wait(await patient(s.house.db, s.halle.id, { phone: '+33639980101' }))
    const ids = [s.friday]
    for (let hour = 11; hour < 19; hour++) ids.push(await s.book(s.guest, `${hour}:00`))
    for (const id of ids) {
      await s.cancel(id)
      await s.pass(4)
      await s.pass(121)
    }
    expect(await s.texts()).toHaveLength(1)
    expect(await s.reasons()).toContain('asked_today')
    s.house.clock.set(instantAt('2026-11-26', '08:05', PARIS))
    await s.pass(0)
    await s.pass(1)
    expect(await s.texts()).toHaveLength(2)
  })

  test('says nothing at night, and asks in the morning', async () => {
    const s = await begin(fresh)
    await s.wait(s.roussel)
    s.house.clock.set(instantAt('2026-11-25', '21:00', PARIS))
    await s.cancel(s.friday)
    await s.pass(4)
    expect(await s.texts()).toEqual([])
    expect(await s.reasons()).toEqual(['outside_hours'])
    s.house.clock.set(instantAt('2026-11-26', '08:00', PARIS))
    await s.pass(0)
    await s.pass(0)
    expect(await s.texts()).toHaveLength(1)
  })

  test('makes a call of an offer to somebody who cannot be texted', async () => {
    const s = await begin(fresh)
    await s.house.db
      .updateTable('phones')
      .set({ sms_target: 0 })
      .where('patient_id', '=', s.roussel)
      .where('carer_id', 'is', null)
      .execute()
    await s.wait(s.roussel)
    await s.cancel(s.friday)
    await s.pass(4)
    expect(await s.texts()).toEqual([])
    const calls = (await listOpenTasks(s.house.db, s.halle.id)).filter(({ key }) =>
      key.startsWith('waiting-offer:'),
    )
    expect(calls.map(({ reason }) => reason)).toEqual(['landline'])
    await s.pass(121)
    const left = (await listOpenTasks(s.house.db, s.halle.id)).filter(({ key }) =>
      key.startsWith('waiting-offer:'),
    )
    expect(left).toEqual([])
  })

  test('takes the text back when the place is given away before it leaves', async () => {
    const s = await begin(fresh)
    await s.wait(s.roussel)
    await s.cancel(s.friday)
    s.house.clock.pass(4)

    await lookAtPlaces(s.house.db, s.house.clock.now())
    await s.book(s.guest, '10:00')
    await s.worker.turn()
    expect(await s.texts()).toEqual([])
    expect((await s.offers()).map(({ status, reason }) => [status, reason])).toEqual([['taken', 'taken']])
  })

  test('gives the place to who books first, and tells the late one kindly', async () => {
    const s = await begin(fresh)
    const app = await testApp(s.house)
    await s.wait(s.roussel)
    await s.cancel(s.friday)
    await s.pass(4)
    const link = await s.lastLink()
    expect((await app.inject({ url: link })).body).toContain('Je prends cette place')
    await s.book(s.guest, '10:00')
    await app.inject({ method: 'POST', url: `${link}/acceptance` })
    const page = (await app.inject({ url: link })).body
    expect(page).toContain('Cette place n’est plus disponible')
    expect(page).toContain('Votre place dans la liste d’attente est gardée')
  })

  test('books what is taken, without a second text, and moves a later appointment forward', async () => {
    const s = await begin(fresh)
    const app = await testApp(s.house)
    const later = await s.book(s.roussel, '10:00', '2026-12-04')
    await s.wait(s.roussel, { appointment_id: later })
    await s.cancel(s.friday)
    await s.pass(4)
    await app.inject({ method: 'POST', url: `${await s.lastLink()}/acceptance` })
    const rows = await s.house.db
      .selectFrom('appointments')
      .select(['on', 'status'])
      .where('patient_id', '=', s.roussel)
      .orderBy('on')
      .execute()
    expect(rows).toEqual([
      { on: FRIDAY, status: 'booked' },
      { on: '2026-12-04', status: 'moved' },
    ])
    await s.pass(10)
    expect(await s.house.db.selectFrom('simulated_texts').select('id').execute()).toHaveLength(1)
    expect((await app.inject({ url: await s.lastLink() })).body).toContain('la place est à vous')
  })

  test('offers nothing by itself where the practice does it by hand', async () => {
    const s = await begin(fresh)
    await inTransaction(s.house.db, trx => saveOffersByItself(trx, s.halle.id, false))
    await s.wait(s.roussel)
    await s.cancel(s.friday)
    await s.pass(4)
    expect(await s.offers()).toEqual([])
  })

  test('makes one living offer of a place when two workers look at once', async () => {
    const s = await begin(fresh)

    await s.wait(s.roussel)
    await s.wait(s.other)
    await s.cancel(s.friday)
    s.house.clock.pass(4)
    const now = s.house.clock.now()
    await Promise.all([lookAtPlaces(s.house.db, now), lookAtPlaces(s.house.db, now)])
    expect((await s.offers()).map(({ status }) => status)).toEqual(['offered'])
  })

  test('takes a place once, however often it is asked for', async () => {
    const s = await begin(fresh)
    await s.wait(s.roussel)
    await s.cancel(s.friday)
    await s.pass(4)
    const [offer] = await s.offers()
    const of = { practiceId: s.halle.id, id: offer!.id }
    const take = () => inTransaction(s.house.db, trx => takeOffer(trx, of, s.moment()))
    const answers = await Promise.all([take(), take()])
    expect(answers.filter(answer => typeof answer === 'object')).toHaveLength(1)
    expect(answers).toContain('over')
  })
})
