import { saveSchedule, saveWeek } from '../../src/agenda/hours.ts'
import { addKind } from '../../src/agenda/kinds.ts'
import { addEntry, type EntryContent } from '../../src/agenda/waiting/entries.ts'
import { lookAtPlaces } from '../../src/agenda/waiting/look-at-places.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { WaitingOfferRow } from '../../src/db/tables/waiting.ts'
import { cancelInRound } from '../../src/planning/place.ts'
import { originsOf, workings } from '../../src/server/workings.ts'
import type { Id, LocalTime } from '../../src/terms.ts'
import { instantAt, localDate } from '../../src/time.ts'
import { makeWorker } from '../../src/worker.ts'
import { EVERY_DAY, weekly } from '../agenda/availability-facts.ts'
import type { TestHouse } from '../support/app.ts'
import type { Cast } from '../support/cast.ts'
import { stop } from '../support/day.ts'

const USUAL = { validFrom: null, validTo: null }
/** Friday, two days after the one on which the cast lives. */
export const FRIDAY = '2026-11-27'
export const PARIS = 'Europe/Paris'

/** Bastien sees patients every day from 8 h to 19 h; M. Guest has Friday at 10 h, which somebody may wait for. */
export const waitingScene = async ({ house, ...people }: Cast & { house: TestHouse }) => {
  const { db, clock } = house
  const { halle, bastien, ines } = people
  const of = { practiceId: halle.id, clinicianId: bastien }
  clock.set(instantAt('2026-11-25', '09:00', PARIS))
  const kindId = await inTransaction(db, async trx => {
    const hours = weekly(EVERY_DAY, '08:00-19:00')
    await saveWeek(trx, { ...of, version: 0 }, USUAL, { period: USUAL, hours })
    await saveSchedule(trx, { ...of, version: 1 }, { slotStepMinutes: 30, leastNoticeMinutes: 0 })
    return await addKind(
      trx,
      halle.id,
      {
        name: 'Séance',
        category: 'session',
        durationMinutes: 30,
        bufferMinutes: 0,
        place: 'practice',
        capacity: 1,
        grouped: false,
        bookedBy: 'nobody',
        instructions: '',
        videoUrl: null,
        clinicianId: null,
      },
      clock.now(),
    )
  })
  const book = async (patientId: Id, at: LocalTime, on = FRIDAY): Promise<Id> => {
    const { appointmentId } = await stop(db, {
      ...of,
      patientId,
      on,
      at,
      minutes: 30,
      kind: 'session',
      place: 'practice',
    })
    return appointmentId
  }
  const moment = () => ({
    now: clock.now(),
    today: localDate(clock.now(), PARIS),
    by: { kind: 'member', userId: ines } as const,
  })
  const scene = {
    ...people,
    house,
    kindId,
    book,
    moment,
    worker: makeWorker({
      ...workings(house, facts => {
        throw new Error(JSON.stringify(facts))
      }),
      origins: originsOf(house),
    }),
    wait: (patientId: Id, content: Partial<EntryContent> = {}): Promise<Id> =>
      inTransaction(db, trx =>
        addEntry(
          trx,
          { practiceId: halle.id, patientId, by: ines },
          {
            kind_id: kindId,
            clinician_id: null,
            appointment_id: null,
            weekdays: '1,2,3,4,5,6,7',
            from_time: '00:00',
            to_time: '23:59',
            until_on: null,
            ...content,
          },
          clock.now(),
        ),
      ),
    async cancel(id: Id): Promise<void> {
      const { version } = await db
        .selectFrom('appointments')
        .select('version')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await inTransaction(db, trx => cancelInRound(trx, { practiceId: halle.id, id, version }, moment()))
    },
    /** Lets minutes pass, then lets the worker look. */
    async pass(minutes: number): Promise<void> {
      clock.pass(minutes)
      await lookAtPlaces(db, clock.now())
      await scene.worker.turn()
    },
    offers: (): Promise<WaitingOfferRow[]> =>
      db.selectFrom('waiting_offers').selectAll().orderBy('id').execute(),
    async reasons(): Promise<string[]> {
      const rows = await db.selectFrom('waiting_decisions').select('reason').execute()
      return rows.map(({ reason }) => reason)
    },
    texts: async (): Promise<{ phone: string; body: string }[]> =>
      (await db.selectFrom('simulated_texts').selectAll().orderBy('id').execute())
        .filter(({ body }) => body.includes('/l/'))
        .map(({ phone, body }) => ({ phone, body })),
    async lastLink(): Promise<string> {
      return /\/l\/\S+/.exec((await scene.texts()).at(-1)!.body)![0]
    },
  }
  return scene
}
