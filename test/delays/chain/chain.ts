import { inTransaction } from '../../../src/db/database.ts'
import type { PracticeRow } from '../../../src/db/tables/access.ts'
import type { NoticeRow } from '../../../src/db/tables/delays.ts'
import type { PatientRow } from '../../../src/db/tables/patients.ts'
import type { Decision } from '../../../src/delays/decision.ts'
import type { Forecast } from '../../../src/delays/forecast.ts'
import { currentForecast, listDecisions, listNotices } from '../../../src/delays/queries.ts'
import { reconsider } from '../../../src/delays/reconsider.ts'
import { newId } from '../../../src/ids.ts'
import type { Gateway } from '../../../src/messages/gateways/gateway.ts'
import { smsTime } from '../../../src/messages/phrasing.ts'
import { closeTask, listOpenTasks } from '../../../src/messages/tasks.ts'
import { type NewTap, recordTap } from '../../../src/rounds/record-tap.ts'
import { originsOf, workings } from '../../../src/server/workings.ts'
import type { Id, Instant, LocalDate, LocalTime } from '../../../src/terms.ts'
import { instantAt, localTime } from '../../../src/time.ts'
import { makeWorker } from '../../../src/worker.ts'
import { testHouse } from '../../support/app.ts'
import { cast } from '../../support/cast.ts'
import type { FreshDatabase } from '../../support/database.ts'
import { stop, TODAY } from '../../support/day.ts'
import { member, patient, practice } from '../../support/people.ts'

export type Chain = Awaited<ReturnType<typeof chain>>

type Facts = {
  practice?: Partial<PracticeRow>
  /** The day of the round, in the zone of its practice. */
  on?: LocalDate
}

type PlaceFacts = Omit<Parameters<typeof stop>[1], 'practiceId' | 'clinicianId' | 'patientId'>
type Person = Partial<PatientRow> & { phone?: string; landline?: string }
type Gesture = { at?: LocalTime; id?: Id; minutes?: number; of?: Id }

/** A nurse's round, and all that happens between a tap on it and a simulated phone. It begins at 7 h 30, her time. */
export const chain = async (fresh: () => Promise<FreshDatabase>, facts: Facts = {}) => {
  const house = await testHouse({}, fresh)
  const people = await cast(house.db)
  const { db, clock } = house
  const cabinet = facts.practice ? await practice(db, facts.practice) : people.halle
  const nurse = facts.practice ? await member(db, cabinet.id, 'Camille', { role: 'owner' }) : people.camille
  const on = facts.on ?? TODAY
  const time = (local: LocalTime): Instant => instantAt(on, local, cabinet.zone)
  clock.set(time('07:30'))
  const stops: { roundId: Id; stopId: Id }[] = []
  const round = () => ({ practiceId: cabinet.id, roundId: stops[0]!.roundId })
  const worker = makeWorker(workings(house, rethrow))

  const scene = {
    ...people,
    house,
    cabinet,
    nurse,
    on,
    time,
    round,

    /** A stop placed last in the round, for a patient of their own unless one is named. */
    async place(at: PlaceFacts, person: Person | Id = {}): Promise<Id> {
      const patientId = typeof person === 'string' ? person : await patient(db, cabinet.id, person)
      const own = { practiceId: cabinet.id, clinicianId: nurse, patientId, on, zone: cabinet.zone }
      const placed = await stop(db, { ...own, ...at })
      stops.push(placed)
      return placed.stopId
    },

    /** Sets the clock to a time of the day. */
    setTime: (local: LocalTime): void => clock.set(time(local)),

    /** A tap as it reaches the server, made when it arrives unless `at` says earlier; gives its id. */
    async tap(kind: NewTap['kind'], stopId: Id | null, gesture: Gesture = {}): Promise<Id> {
      const id = gesture.id ?? newId()
      const made = { happenedAt: gesture.at ? time(gesture.at) : clock.now(), byUserId: nurse }
      const tap = { ...made, id, kind, stopId, minutes: gesture.minutes ?? null, ofTapId: gesture.of ?? null }
      await inTransaction(db, async trx => {
        await recordTap(trx, { ...tap, ...round() }, clock.now())
        await reconsider(trx, round(), clock.now())
      })
      return id
    },

    reconsider: () => inTransaction(db, trx => reconsider(trx, round(), clock.now())),

    /** One turn of the worker, as it would take one every second. */
    turn: () => worker.turn(),

    /** The same with another gateway. */
    turnWith: (gateway: Gateway) =>
      makeWorker({ ...workings(house, rethrow), gateway, origins: originsOf(house) }).turn(),

    decision: async (stopId: Id): Promise<Decision> => {
      const { practiceId, roundId } = round()
      const row = (await listDecisions(db, practiceId, roundId)).get(stopId)
      return JSON.parse(row!.content) as Decision
    },

    /** Every decision in force, in the order of the round: `scheduled late`. */
    decisions: async (): Promise<string[]> => {
      const { practiceId, roundId } = round()
      const rows = await listDecisions(db, practiceId, roundId)
      return stops.map(({ stopId }) => `${rows.get(stopId)?.kind} ${rows.get(stopId)?.reason}`)
    },

    forecast: async (): Promise<Forecast> => {
      const { practiceId, roundId } = round()
      return (await currentForecast(db, practiceId, roundId))!.forecast
    },

    notices: async (stopId?: Id) => {
      const { practiceId, roundId } = round()
      const all = await listNotices(db, practiceId, roundId)
      return all.filter(notice => stopId === undefined || notice.stop_id === stopId)
    },

    tasks: async (stopId?: Id) =>
      (await listOpenTasks(db, cabinet.id)).filter(task => stopId === undefined || task.stop_id === stopId),

    /** The secretary calls, tells, and closes the call about a stop as « Prévenu ». */
    async tellByPhone(stopId: Id): Promise<void> {
      const [call] = await scene.tasks(stopId)
      const closing = { practiceId: cabinet.id, id: call!.id, outcome: 'told', by: people.ines } as const
      await inTransaction(db, trx => closeTask(trx, closing, clock.now()))
      await scene.reconsider()
    },

    /** What lies on the simulated phones, oldest first. */
    texts: async (phone?: string) => {
      const rows = await db.selectFrom('simulated_texts').selectAll().orderBy('id').execute()
      return rows.filter(row => phone === undefined || row.phone === phone)
    },

    local: (instant: Instant): LocalTime => localTime(instant, cabinet.zone),

    /** The range of a notice as a text says it: « entre 8h55 et 9h20 ». */
    range: ({ from_at, to_at }: Pick<NoticeRow, 'from_at' | 'to_at'>): string =>
      `entre ${smsTime(from_at, cabinet.zone)} et ${smsTime(to_at, cabinet.zone)}`,
  }
  return scene
}

const rethrow = ({ fault, where }: Record<string, unknown>): void => {
  throw new Error(`the worker met a fault: ${JSON.stringify(where)} ${JSON.stringify(fault)}`)
}

export const PHONES = {
  lemoine: '+33639980110',
  roussel: '+33639980101',
  delmas: '+33639980111',
  petit: '+33639980112',
  henry: '+33639980113',
} as const

export type Morning = Awaited<ReturnType<typeof morning>>

/**
 * A morning with visits of 15 minutes and 8 minutes of road: 37 minutes at Mme Lemoine’s from 8 h on, then Mme
 * Roussel 8 h 45, Mme Delmas 9 h 10, M. Petit 9 h 35, Mme Henry 10 h 45.
 */
export const morning = async (fresh: () => Promise<FreshDatabase>) => {
  const scene = await chain(fresh)
  const { place } = scene
  const lemoine = await place({ at: '08:00', minutes: 37 }, { last_name: 'Lemoine', phone: PHONES.lemoine })
  const roussel = await place({ at: '08:45' }, scene.roussel)
  const delmas = await place(
    { at: '09:10', tolerance_minutes: 5 },
    { last_name: 'Delmas', phone: PHONES.delmas },
  )
  const petit = await place(
    { at: '09:35', tolerance_minutes: 5 },
    { last_name: 'Petit', civility: 'M.', phone: PHONES.petit },
  )
  const henry = await place({ at: '10:45' }, { last_name: 'Henry', phone: PHONES.henry })
  return { ...scene, stops: { lemoine, roussel, delmas, petit, henry } }
}

/** 8 h 30: the first visit begins half an hour late, and three patients are going to be told. */
export const lateMorning = async (fresh: () => Promise<FreshDatabase>) => {
  const scene = await morning(fresh)
  scene.setTime('08:30')
  const arrival = await scene.tap('arrival', scene.stops.lemoine)
  return { ...scene, arrival }
}
