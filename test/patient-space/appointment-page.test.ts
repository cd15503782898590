import { expect, test } from 'vitest'
import { FIRST_REMINDER_SETTINGS, saveReminderSettings } from '../../src/agenda/reminder-settings.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { AppointmentRow } from '../../src/db/tables/agenda.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import { cancelInRound, changeInRound } from '../../src/planning/place.ts'
import { sameAgain } from '../../src/planning/same-again.ts'
import type { Id, LocalDate } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { appointmentOfRoussel, linkToAppointment, MONDAY } from './appointment-scene.ts'

const BY_INES = (ines: Id) => ({ kind: 'member', userId: ines }) as const

const open = async (fresh: () => Promise<FreshDatabase>) => {
  const house = await testHouse({}, fresh)
  const stage = { ...(await cast(house.db)), house }
  const app = await testApp(house)
  const { visit, submit } = browser(app)
  const moment = () => ({ now: house.clock.now(), today: TODAY, by: BY_INES(stage.ines) })
  const row = (id: Id): Promise<AppointmentRow> =>
    house.db.selectFrom('appointments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return {
    ...stage,
    row,
    submit,
    /** The words of a page, as they are read. */
    read: async (address: string): Promise<string> => wordsOf((await visit(address)).body),
    visit,
    close: () => app.close(),
    async move(id: Id, on: LocalDate, time: string): Promise<Id> {
      const current = await row(id)
      const wanted = { ...sameAgain(current), on, agreedAt: instantAt(on, time, 'Europe/Paris') }
      const of = { practiceId: stage.halle.id, id, version: current.version }
      await inTransaction(house.db, trx => changeInRound(trx, of, wanted, moment(), { overlap: false }))
      return (await row(id)).moved_to_id ?? id
    },
    async cancel(id: Id): Promise<void> {
      const { version } = await row(id)
      await inTransaction(house.db, trx =>
        cancelInRound(trx, { practiceId: stage.halle.id, id, version }, moment()),
      )
    },
    tasks: async () =>
      (await listOpenTasks(house.db, stage.halle.id)).map(({ kind, reason, facts }) =>
        `${kind} ${reason}: ${facts.sentence ?? ''}`.replaceAll('\u00a0', ' '),
      ),
  }
}

const wordsOf = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')

onBothDatabases('the page of an appointment that is days away', fresh => {
  test('says day, hour, place and with whom, and nothing of the care', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const page = await scene.read(await linkToAppointment(scene, appointmentId))
    expect(page).toContain('Votre rendez-vous Lundi 30 novembre à 9 h')
    expect(page).toMatch(/Avec Bastien Où Au cabinet/)
    expect(page).not.toMatch(/épaule|Rééducation|kiné|Roussel|séance/i)
    expect(page).toContain('Cette page s’efface le 30 novembre à 20 h.')
  })

  test('confirms on a button, once, and says so', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    expect((await scene.row(appointmentId)).status, 'looking changes nothing').toBe('booked')
    for (let times = 0; times < 2; times++) await scene.submit(`${address}/confirmation`)
    expect((await scene.row(appointmentId)).status).toBe('confirmed')
    const page = await scene.read(address)
    expect(page).toContain('C’est confirmé, merci.')
    expect(page).not.toContain('Je confirme')
    const events = await scene.house.db.selectFrom('appointment_events').selectAll().execute()
    expect(events).toMatchObject([{ to_status: 'confirmed', by_kind: 'patient' }])
  })

  test('confirmed by a carer says by whom', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId, scene.paul)
    expect(await scene.read(address)).toContain('Le rendez-vous Lundi 30 novembre')
    await scene.submit(`${address}/confirmation`)
    const events = await scene.house.db.selectFrom('appointment_events').selectAll().execute()
    expect(events).toMatchObject([{ by_kind: 'carer', by_id: scene.paul }])
  })

  test('shows all of one day, and confirms them together', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const other = await appointmentOfRoussel(scene, { at: '14:30', clinician_id: scene.camille })
    const address = await linkToAppointment(scene, appointmentId)
    expect(await scene.read(address)).toContain('Vos rendez-vous Lundi 30 novembre à 9 h et à 14 h 30')
    await scene.submit(`${address}/confirmation`)
    expect((await scene.row(other.appointmentId)).status).toBe('confirmed')
  })

  test('leads to what stands after a move, even to a later day than its own', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    const moved = await scene.move(appointmentId, '2026-12-01', '10:30')
    expect(await scene.read(address)).toContain('Mardi 1er décembre à 10 h 30')
    await scene.move(moved, '2026-12-04', '11:00')
    scene.house.clock.set(instantAt('2026-12-03', '21:00', 'Europe/Paris'))
    expect(await scene.read(address)).toContain('Vendredi 4 décembre à 11 h')
  })

  test('becomes the page of the passage on its day', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    scene.house.clock.set(instantAt(MONDAY, '07:00', 'Europe/Paris'))
    expect(await scene.read(address)).toContain('Votre rendez-vous est à 9 h')
    await scene.submit(`${address}/answer`, { answer: 'call_back' })
    expect(await scene.tasks()).toEqual(['call call_back: '])
  })

  test('on its day shows no answer that was given to a reminder days before', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    await scene.submit(`${address}/answer`, { answer: 'call_back' })
    expect(await scene.read(address)).toContain('Le cabinet vous appellera.')
    scene.house.clock.set(instantAt(MONDAY, '07:00', 'Europe/Paris'))
    expect(await scene.read(address)).not.toContain('Vous avez répondu')
  })

  test('says who cancelled, and how another time is found', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    await scene.cancel(appointmentId)
    const page = await scene.read(address)
    expect(page).toContain('Annulé')
    expect(page).toContain('Le cabinet a dû l’annuler. Nous en sommes désolés.')
    expect(page).toContain('Appeler le 02 61 91 00 42')
    await scene.submit(`${address}/answer`, { answer: 'call_back' })
    expect(await scene.read(address)).toContain('Le cabinet vous appellera.')
    expect(await scene.tasks()).toEqual(['call call_back: Rendez-vous de lundi 30 novembre, 9 h.'])
  })
})

onBothDatabases('« Je ne peux pas »', fresh => {
  test('is a page first, which changes nothing', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    const page = await scene.read(`${address}/cancellation`)
    expect(page).toContain('Le rendez-vous du lundi 30 novembre à 9 h sera annulé tout de suite')
    expect((await scene.row(appointmentId)).status).toBe('booked')
  })

  test('cancels long before, and says so', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    await scene.submit(`${address}/cancellation`, { appointment: appointmentId })
    expect((await scene.row(appointmentId)).status).toBe('cancelled')
    expect(await scene.read(address)).toContain('Merci de nous avoir prévenus.')
    expect(await scene.tasks(), 'the practice sees it in its agenda in time').toEqual([])
    const messages = await scene.house.db.selectFrom('messages').selectAll().execute()
    expect(messages, 'who cancels is not texted about it').toEqual([])
  })

  test('of an appointment of the next days lets the practice know of the free place', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    scene.house.clock.set(instantAt('2026-11-28', '12:00', 'Europe/Paris'))
    await scene.submit(`${address}/cancellation`, { appointment: appointmentId })
    expect((await scene.row(appointmentId)).status).toBe('cancelled')
    expect(await scene.tasks()).toEqual([
      'alert cancelled_by_patient: Rendez-vous de lundi 30 novembre, 9 h, annulé sur la page. La place est libre.',
    ])
  })

  test.each([
    ['too close', {}, '2026-11-29', '12:00'],
    ['a visit at home', { kind: 'visit', place: 'home' } as const, '2026-11-25', '08:00'],
    [
      'of an hour that must be kept',
      { hard_before_at: instantAt(MONDAY, '09:30', 'Europe/Paris') },
      '2026-11-25',
      '08:00',
    ],
  ])('%s cancels nothing and makes a call', async (_why, facts, on, time) => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene, facts)
    const address = await linkToAppointment(scene, appointmentId)
    scene.house.clock.set(instantAt(on, time, 'Europe/Paris'))
    expect(await scene.read(`${address}/cancellation`)).toContain('le cabinet vous appellera')
    for (let times = 0; times < 2; times++)
      await scene.submit(`${address}/cancellation`, { appointment: appointmentId })
    expect((await scene.row(appointmentId)).status).toBe('booked')
    expect(await scene.tasks()).toEqual([expect.stringMatching(/^call cannot: .* lundi 30 novembre, 9 h\.$/)])
    expect(await scene.read(address)).toContain('Le cabinet vous appellera pour convenir d’un autre moment.')
  })

  test('as late as the practice allows', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    const settings = { ...FIRST_REMINDER_SETTINGS, cancelHours: 12 }
    await inTransaction(scene.house.db, trx => saveReminderSettings(trx, scene.halle.id, settings))
    scene.house.clock.set(instantAt('2026-11-29', '20:00', 'Europe/Paris'))
    await scene.submit(`${address}/cancellation`, { appointment: appointmentId })
    expect((await scene.row(appointmentId)).status).toBe('cancelled')
  })

  test('cannot name the appointment of somebody else', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    const other = await patient(scene.house.db, scene.halle.id, { last_name: 'Lemoine' })
    const theirs = await appointmentOfRoussel(scene, { patient_id: other, at: '10:00' })
    await scene.submit(`${address}/cancellation`, { appointment: theirs.appointmentId })
    expect((await scene.row(theirs.appointmentId)).status).toBe('booked')
  })

  test('is withdrawn by « Je confirme »', async () => {
    const scene = await open(fresh)
    const { appointmentId } = await appointmentOfRoussel(scene)
    const address = await linkToAppointment(scene, appointmentId)
    scene.house.clock.set(instantAt('2026-11-29', '12:00', 'Europe/Paris'))
    await scene.submit(`${address}/cancellation`, { appointment: appointmentId })
    await scene.submit(`${address}/confirmation`)
    expect(await scene.tasks()).toEqual([])
    expect(await scene.read(address)).toContain('C’est confirmé, merci.')
  })
})
