import { agreedWords } from '../agenda/appointment-words.ts'
import { CANCEL_REASONS } from '../agenda/cancel-reasons.ts'
import type { AppointmentEventRow, AppointmentRow, AppointmentStatus } from '../db/tables/agenda.ts'
import type { French } from '../http/french.ts'
import type { Id, Instant } from '../terms.ts'

type Agreed = Pick<AppointmentRow, 'on' | 'agreed_at' | 'window_from_at' | 'window_to_at' | 'clinician_id'>
type Change = { before: unknown; after: unknown }
type Changes = Partial<Record<keyof AppointmentRow, Change>>

/** What happened, and where the appointment went when it was moved. */
export type Happened = {
  event: Pick<
    AppointmentEventRow,
    'at' | 'from_status' | 'to_status' | 'by_kind' | 'by_id' | 'reason' | 'changes'
  >
  of: Agreed
  next: Agreed | undefined
}

export type Namer = { nameOf: (id: Id | null) => string; f: French }

/** « Déplacé par Nadia le 23 novembre, 9 h 05 : 10 h 30 → 11 h » */
export const historyLine = ({ event, of, next }: Happened, { nameOf, f }: Namer): string => {
  const changes = JSON.parse(event.changes) as Changes
  const said =
    event.to_status === 'moved' ? moveWords(of, next, { nameOf, f }) : changeWords(changes, { nameOf, f })
  const what = headOf(event, said !== '', isMove(changes))
  const when = `le ${f.moment(event.at)}`
  const details = [said, event.reason ? reasonWords(event.reason) : ''].filter(Boolean).join(', ')
  return `${what}${byWords(event, nameOf)} ${when}${details ? `\u00a0: ${details}` : ''}`
}

const headOf = (event: Happened['event'], hasChanges: boolean, moved: boolean): string => {
  if (event.from_status === null) return isByThemselves(event) ? 'Pris en ligne' : 'Pris'
  if (event.from_status !== event.to_status && !(hasChanges && event.to_status === 'booked'))
    return BECAME[event.to_status]
  return moved ? 'Déplacé' : 'Modifié'
}

const isByThemselves = ({ by_kind }: Happened['event']): boolean =>
  by_kind === 'patient' || by_kind === 'carer'

const BECAME: Record<AppointmentStatus, string> = {
  proposed: 'Proposé',
  booked: 'De nouveau prévu',
  confirmed: 'Confirmé',
  arrived: 'Arrivée notée',
  in_progress: 'Commencé',
  done: 'Terminé',
  no_show: 'Absence notée',
  cancelled: 'Annulé',
  moved: 'Déplacé',
}

/** By the product itself: a tap of the round has said it. */
const byWords = ({ by_kind, by_id }: Happened['event'], nameOf: Namer['nameOf']): string => {
  if (by_kind === 'patient') return ' par le patient'
  if (by_kind === 'system') return ''
  return ` par ${nameOf(by_id) || 'quelqu’un'}`
}

const MOVING = ['on', 'agreed_at', 'window_from_at', 'window_to_at'] as const

const isMove = (changes: Changes): boolean => MOVING.some(column => column in changes)

const moveWords = (of: Agreed, next: Agreed | undefined, { nameOf, f }: Namer): string => {
  if (!next) return ''
  const sameDay = of.on === next.on
  const at = (row: Agreed) => (sameDay ? agreedWords(row, f) : `${f.day(row.on)}, ${agreedWords(row, f)}`)
  const to = of.clinician_id === next.clinician_id ? '' : `, avec ${nameOf(next.clinician_id)}`
  return `${at(of)} → ${at(next)}${to}`
}

/** What was agreed before and after, in words; of the care only that it changed. */
const changeWords = (changes: Changes, { f }: Namer): string => {
  const { duration_minutes: lasts, place, care } = changes
  const side = (which: keyof Change) =>
    agreedWords(
      {
        agreed_at: instant(changes.agreed_at?.[which]),
        window_from_at: instant(changes.window_from_at?.[which]),
        window_to_at: instant(changes.window_to_at?.[which]),
      },
      f,
    )
  return [
    isMove(changes) ? `${side('before')} → ${side('after')}` : '',
    lasts ? `durée ${f.duration(Number(lasts.before))} → ${f.duration(Number(lasts.after))}` : '',
    place ? (place.after === 'home' ? 'cabinet → domicile' : 'domicile → cabinet') : '',
    care ? 'soin changé' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

const instant = (value: unknown): Instant | null => (typeof value === 'string' ? value : null)

/** Why, as it was written or as a code of the product. */
const reasonWords = (reason: string): string => (CANCEL_REASONS as Record<string, string>)[reason] ?? reason
