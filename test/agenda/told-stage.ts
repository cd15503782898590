import type { NewAppointment } from '../../src/agenda/appointment.ts'
import { FIRST_REMINDER_SETTINGS, saveReminderSettings } from '../../src/agenda/reminder-settings.ts'
import type { ReminderSettings } from '../../src/agenda/reminder-time.ts'
import { planReminders } from '../../src/agenda/reminders.ts'
import { saveCadre } from '../../src/cadre/queries.ts'
import { type ContactRule, DEFAULT_TERMS } from '../../src/cadre/terms.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { PracticeRow } from '../../src/db/tables/access.ts'
import type { AppointmentRow } from '../../src/db/tables/agenda.ts'
import { newId } from '../../src/ids.ts'
import type { Gateway } from '../../src/messages/gateways/gateway.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import { bookInRound, cancelInRound, changeInRound } from '../../src/planning/place.ts'
import { originsOf, workings } from '../../src/server/workings.ts'
import type { Id, Instant, LocalDate, LocalTime } from '../../src/terms.ts'
import { instantAt, localDate } from '../../src/time.ts'
import { makeWorker } from '../../src/worker.ts'
import { testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import type { FreshDatabase } from '../support/database.ts'
import { patient, practice } from '../support/people.ts'

export const TOMORROW: LocalDate = '2026-11-26'
export const ROUSSEL_PHONE = '+33639980101'
export const PAUL_PHONE = '+33639980102'

type Facts = { practice?: Partial<PracticeRow> }
type Wanted = Partial<NewAppointment> & { on?: LocalDate; at?: LocalTime; window?: never }
type How = { tell?: boolean; by?: Parameters<typeof bookInRound>[2]['by'] }

export type ToldStage = Awaited<ReturnType<typeof toldStage>>

/** Bastien's practice, where Mme Roussel has appointments, and all that happens between them and a simulated phone. */
export const toldStage = async (fresh: () => Promise<FreshDatabase>, facts: Facts = {}) => {
  const house = await testHouse({}, fresh)
  const people = await cast(house.db)
  const { db, clock } = house
  const cabinet = facts.practice ? await practice(db, facts.practice) : people.halle
  const whose = facts.practice ? await patient(db, cabinet.id, { phone: ROUSSEL_PHONE }) : people.roussel
  const { zone } = cabinet
  const worker = makeWorker(workings(house, rethrow))
  const at = (on: LocalDate, time: LocalTime): Instant => instantAt(on, time, zone)
  const moment = (by: How['by'] = { kind: 'member', userId: people.ines }) => ({
    now: clock.now(),
    today: localDate(clock.now(), zone),
    by,
  })
  const wantedOf = ({ on = TOMORROW, at: time = '09:00', ...more }: Wanted): NewAppointment => ({
    practiceId: cabinet.id,
    patientId: whose,
    clinicianId: people.bastien,
    on,
    kind: 'session',
    care: 'Rééducation de l’épaule',
    place: 'practice',
    agreedAt: at(on, time),
    window: null,
    notBeforeAt: null,
    hardBeforeAt: null,
    durationMinutes: 30,
    toleranceMinutes: null,
    ...more,
  })
  const row = (id: Id): Promise<AppointmentRow> =>
    db.selectFrom('appointments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  const stage = {
    ...people,
    house,
    cabinet,
    whose,
    at,
    row,
    /** Sets the clock to a time of a day, in the zone of the practice. */
    setTime: (on: LocalDate, time: LocalTime): void => clock.set(at(on, time)),

    async book(wanted: Wanted = {}, { tell = true, by }: How = {}): Promise<Id> {
      const booking = await inTransaction(db, trx =>
        bookInRound(trx, wantedOf(wanted), moment(by), { overlap: false, tell }),
      )
      if (!booking.booked) throw new Error(booking.why)
      return booking.id
    },

    /** Moves it, and gives the id of what stands now. */
    async move(id: Id, wanted: Wanted, { tell = true, by }: How = {}): Promise<Id> {
      const { version, on, place, kind } = await row(id)
      const to = wantedOf({ on, place, kind, ...wanted })
      const of = { practiceId: cabinet.id, id, version }
      const outcome = await inTransaction(db, trx =>
        changeInRound(trx, of, to, moment(by), { overlap: false, tell }),
      )
      if (outcome !== 'changed') throw new Error(outcome)
      return (await row(id)).moved_to_id ?? id
    },

    async cancel(id: Id, { tell = true, by }: How = {}): Promise<void> {
      const of = { practiceId: cabinet.id, id, version: (await row(id)).version }
      const outcome = await inTransaction(db, trx => cancelInRound(trx, of, moment(by), { tell }))
      if (outcome !== 'changed') throw new Error(outcome)
    },

    settings: (change: Partial<Omit<ReminderSettings, 'on'>> & { on?: Partial<ReminderSettings['on']> }) =>
      inTransaction(db, trx =>
        saveReminderSettings(trx, cabinet.id, {
          ...FIRST_REMINDER_SETTINGS,
          ...change,
          on: { ...FIRST_REMINDER_SETTINGS.on, ...change.on },
        }),
      ),

    /** What the cadre says of whom to reach about appointments. */
    contacts: (rules: Partial<ContactRule>[]) => {
      const blank = {
        subject: 'appointment',
        carerId: null,
        channel: 'sms',
        hours: null,
        language: null,
      } as const
      const terms = { ...DEFAULT_TERMS, contacts: rules.map(rule => ({ ...blank, ...rule })) }
      const cadre = { practiceId: cabinet.id, patientId: whose, basedOn: 0, terms, by: people.camille }
      return inTransaction(db, trx => saveCadre(trx, cadre, clock.now()))
    },

    removePhones: () => db.deleteFrom('phones').where('patient_id', '=', whose).execute(),

    addPhone: (e164: string, sms_target = 1) =>
      db
        .insertInto('phones')
        .values({
          id: newId(),
          practice_id: cabinet.id,
          patient_id: whose,
          carer_id: null,
          e164,
          sms_target,
          status: 'ok',
          position: 1,
          label: null,
          created_at: clock.now(),
        })
        .execute(),

    /** A turn of the worker, with time for the chores that are not done at every turn. */
    async turn(): Promise<void> {
      await planReminders(db, clock.now())
      await worker.turn()
    },

    /** The same with another gateway. */
    async turnWith(gateway: Gateway): Promise<void> {
      await planReminders(db, clock.now())
      await makeWorker({ ...workings(house, rethrow), gateway, origins: originsOf(house) }).turn()
    },

    /** Lets the time pass in which a change can be taken back. */
    async settle(): Promise<void> {
      clock.pass(3)
      await stage.turn()
    },

    /** The texts on the simulated phones, oldest first, without their links. */
    async texts(phone?: string): Promise<string[]> {
      const rows = await db.selectFrom('simulated_texts').selectAll().orderBy('id').execute()
      return rows
        .filter(text => text.direction === 'to_phone' && (phone === undefined || text.phone === phone))
        .map(text => text.body.replace(/http\S+/, 'LIEN').replaceAll('\n', ' '))
    },

    /** The link of the last text. */
    async lastLink(): Promise<string> {
      const text = await db
        .selectFrom('simulated_texts')
        .select('body')
        .where('direction', '=', 'to_phone')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      return /\/p\/\S+/.exec(text.body)![0]
    },

    /** `purpose state reason` of everything that was to be told. */
    async told(): Promise<string[]> {
      const rows = await db.selectFrom('appointment_messages').selectAll().orderBy('id').execute()
      return rows.map(({ purpose, state, reason }) => [purpose, state, reason].filter(Boolean).join(' '))
    },

    calls: async () =>
      (await listOpenTasks(db, cabinet.id)).map(({ reason, facts }) => `${reason}: ${facts.sentence ?? ''}`),
  }
  return stage
}

const rethrow = ({ fault, where }: Record<string, unknown>): void => {
  throw new Error(`the worker met a fault: ${JSON.stringify(where)} ${JSON.stringify(fault)}`)
}
