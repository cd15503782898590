import { otherTimes } from '../agenda/other-times.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { frenchIn } from '../http/french.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { localDate } from '../time.ts'
import { cancelsAtOnce } from './appointment-answering.ts'

type Practice = Pick<PracticeRow, 'zone' | 'id'>

/** Other times for one appointment. `alone`: one of them is taken by a tap; otherwise the practice hears of the wish. */
export type Offer = {
  appointment: Id
  version: number
  alone: boolean
  times: { at: Instant; words: string }[]
}

export const offerOf = async (
  db: Db,
  practice: Practice,
  appointment: AppointmentRow,
  now: Instant,
): Promise<Offer> => ({
  appointment: appointment.id,
  version: appointment.version,
  alone: await movesAlone(db, practice, appointment, now),
  times: (await otherTimes(db, appointment, { now, zone: practice.zone })).map(at => ({
    at,
    words: momentWords(at, practice.zone),
  })),
})

/**
 * Whether the holder of a link settles another time alone: what stands, as far as it may be cancelled alone; what the
 * practice has cancelled, unless somebody must come for it.
 */
export const movesAlone = async (
  db: Db | Trx,
  practice: Practice,
  appointment: AppointmentRow,
  now: Instant,
): Promise<boolean> => {
  if (appointment.status !== 'cancelled') return await cancelsAtOnce(db, practice, appointment, now)
  return appointment.kind !== 'visit' && appointment.hard_before_at === null
}

/** « mardi 1er décembre à 9 h » */
export const momentWords = (at: Instant, zone: Zone): string => {
  const f = frenchIn(zone)
  return `${f.day(localDate(at, zone))} à ${f.time(at)}`
}
