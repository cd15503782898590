import type { AppointmentStatus } from '../db/tables/agenda.ts'
import { ending } from '../patients/names.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type ShownAppointment, takenBy } from './shown-appointment.ts'

/** How an appointment looks: tone, shape and icon say the same as the words. */
export type Look = {
  tone: 'ok' | 'soon' | 'done' | 'alert'
  shape: 'wait' | 'away' | 'over' | ''
  icon: string | null
  words: string
}

/** From so long before it, whether the patient comes is worth knowing: when the first reminder leaves. */
const ASKED_BEFORE = minutesToMs(7 * 24 * 60)

type Facts = Pick<
  ShownAppointment,
  'status' | 'kind' | 'agreed_at' | 'window_from_at' | 'window_to_at' | 'duration_minutes' | 'civility'
>

/** What is still to be said by the patient. A nurse's passages are agreed once for all. */
export const awaitsConfirmation = (row: Facts, now: EpochMs): boolean => {
  if (row.status === 'proposed') return true
  const start = takenBy(row)?.from
  const isNear = start !== undefined && start > now && start <= now + ASKED_BEFORE
  return row.status === 'booked' && row.kind !== 'visit' && isNear
}

export const lookOf = (row: Facts, { now, crowded }: { now: EpochMs; crowded: boolean }): Look => {
  const words = statusWords(row, now)
  if (row.status === 'no_show') return { tone: 'done', shape: 'away', icon: 'user-x', words }
  if (row.status === 'done') return { tone: 'done', shape: 'over', icon: null, words }
  if (crowded) return { tone: 'alert', shape: '', icon: 'triangle-alert', words: `${words}, deux à la fois` }
  if (awaitsConfirmation(row, now)) return { tone: 'soon', shape: 'wait', icon: 'circle-dashed', words }
  return { tone: 'ok', shape: '', icon: ICONS[row.status] ?? null, words }
}

const ICONS: Partial<Record<AppointmentStatus, string>> = { arrived: 'armchair', in_progress: 'circle-play' }

/** « confirmé », « à confirmer », « arrivée » : what has become of it, in a few words. */
export const statusWords = (row: Facts, now: EpochMs): string => {
  if (awaitsConfirmation(row, now)) return 'à confirmer'
  if (row.status === 'booked') return (takenBy(row)?.to ?? now) < now ? 'prévu, rien de noté' : 'prévu'
  return WORDS[row.status].replace('·e', ending(row))
}

const WORDS: Record<AppointmentStatus, string> = {
  proposed: 'à confirmer',
  booked: 'prévu',
  confirmed: 'confirmé',
  arrived: 'arrivé·e',
  in_progress: 'en cours',
  done: 'fait',
  no_show: 'absent·e',
  cancelled: 'annulé',
  moved: 'déplacé',
}
