import type { Db } from '../../src/db/database.ts'
import type { NoticeRow } from '../../src/db/tables/delays.ts'
import type { TaskRow } from '../../src/db/tables/messages.ts'
import { newId } from '../../src/ids.ts'
import type { Id, LocalDate, LocalTime } from '../../src/terms.ts'
import { addDays, instantAt } from '../../src/time.ts'
import { stop, TODAY } from '../support/day.ts'

export const PARIS = 'Europe/Paris'
export const YESTERDAY = addDays(TODAY, -1)

type Whose = { practiceId: Id; clinicianId: Id; patientId: Id }

export type Past = {
  stopId: Id
  tap(
    kind: 'departure' | 'arrival' | 'completion' | 'absence' | 'undo' | 'correction',
    time: LocalTime,
    of?: Id,
  ): Promise<Id>
  text(
    kind: NoticeRow['kind'],
    sentAt: LocalTime,
    range: [LocalTime, LocalTime],
    state?: NoticeRow['state'],
  ): Promise<void>
  call(at: LocalTime, outcome?: TaskRow['outcome']): Promise<void>
}

/** A visit of a day gone by, agreed at 9 h unless told otherwise, as it would have been stored. */
export const pastStop = async (
  db: Db,
  whose: Whose,
  facts: Partial<Parameters<typeof stop>[1]> = {},
): Promise<Past> => {
  const on: LocalDate = facts.on ?? YESTERDAY
  const placed = await stop(db, { ...whose, ...(facts.window ? {} : { at: '09:00' }), ...facts, on })
  const instant = (time: LocalTime) => instantAt(on, time, PARIS)
  const own = { practice_id: whose.practiceId, round_id: placed.roundId, stop_id: placed.stopId }
  return {
    stopId: placed.stopId,
    async tap(kind, time, of) {
      const at = { happened_at: instant(time), received_at: instant(time) }
      const tap = { id: newId(), ...own, kind, ...at, minutes: null, of_tap_id: of ?? null }
      await db
        .insertInto('taps')
        .values({ ...tap, by_user_id: whose.clinicianId })
        .execute()
      return tap.id
    },
    async text(kind, sentAt, [from, to], state = 'sent') {
      const range = { from_at: instant(from), to_at: instant(to), estimate_at: instant(from) }
      const times = { due_at: instant(sentAt), created_at: instant(sentAt) }
      const sent = { sent_at: state === 'sent' ? instant(sentAt) : null, reason: null, held_by: null }
      const notice = { id: newId(), ...own, patient_id: whose.patientId, kind, state }
      await db
        .insertInto('notices')
        .values({ ...notice, ...range, ...times, ...sent })
        .execute()
    },
    async call(at, outcome = 'told') {
      const about = { patient_id: whose.patientId, carer_id: null, clinician_id: whose.clinicianId }
      const task = {
        id: newId(),
        practice_id: whose.practiceId,
        stop_id: placed.stopId,
        kind: 'call' as const,
      }
      const closed = { closed_at: instant(at), outcome, closed_by: whose.clinicianId }
      const words = {
        key: `delay-call:${placed.stopId}:patient`,
        reason: 'landline',
        facts: '{}',
        clinical: 0,
      }
      const open = { due_at: null, created_at: instant('07:00') }
      await db
        .insertInto('tasks')
        .values({ ...task, ...about, ...words, ...open, ...closed })
        .execute()
    },
  }
}

/** So many days of one visit at 9 h, begun as many minutes later as told, the last of them yesterday. */
export const pastDays = async (db: Db, whose: Whose, minutes: number[]): Promise<Past[]> => {
  const days: Past[] = []
  for (const [index, late] of minutes.entries()) {
    const day = await pastStop(db, whose, { on: addDays(TODAY, index - minutes.length) })
    await day.tap('arrival', `09:${String(late).padStart(2, '0')}`)
    days.push(day)
  }
  return days
}
