import type { MessageRow } from '../db/tables/messages.ts'
import type { AppointmentMessageRow, AppointmentPurpose } from '../db/tables/reminders.ts'
import type { French } from '../http/french.ts'
import type { Instant } from '../terms.ts'

/** One line of « Messages » beside an appointment: what, what became of it, why. */
export type MessageLine = {
  id: string
  what: string
  words: string
  icon: string
  tone: 'sent' | 'wait' | 'done' | 'alert'
  /** It has not left yet, and somebody may still stop it. */
  waits: boolean
}

export const PURPOSES: Record<AppointmentPurpose, string> = {
  reminder_week: 'Rappel une semaine avant',
  reminder_day: 'Rappel de la veille',
  confirmation: 'Confirmation',
  moved: 'Déplacement',
  cancelled: 'Annulation',
  replaced: 'Remplacement',
}

/** Why nothing was sent, as whoever looks at the appointment reads it. */
export const UNSENT: Record<string, string> = {
  told_otherwise: 'il n’était pas demandé de prévenir',
  overtaken: 'un autre changement a suivi',
  taken_back: 'retiré avant son départ',
  just_told: 'un autre message vient de le dire',
  purpose_off: 'ces messages sont désactivés dans les réglages',
  nobody_to_tell: 'le cadre ne désigne personne à joindre par SMS',
  patient_archived: 'le dossier est archivé',
  absent: 'le patient est absent ce jour-là',
  cancelled: 'le rendez-vous n’a plus lieu',
  begun: 'le rendez-vous avait commencé',
  past: 'l’heure était passée',
  as_before: 'rien n’a changé finalement',
  not_replaced: 'personne ne remplace plus ces jours-là',
  stands_again: 'le rendez-vous a été repris',
  no_phone: 'aucun téléphone n’est noté',
  landline: 'aucun mobile n’est noté',
  prefers_call: 'le cadre demande un appel',
  opted_out: 'le patient ne veut plus de SMS',
  undelivered: 'son numéro ne reçoit pas les SMS',
  outside_hours: 'c’était hors de ses heures',
  after_hours: 'c’était hors de ses heures',
  of_no_use: 'il serait arrivé trop tard',
  too_late: 'il n’a pas pu partir à temps',
  too_long: 'il est trop long pour son réseau',
  refused: 'le numéro a été refusé',
  busy: 'le service de SMS était saturé',
  provider_down: 'le service de SMS ne répondait pas',
  unknown: 'rien ne prouve qu’il soit parti',
  cap_person_day: 'assez de SMS ce jour-là pour cette personne',
  cap_practice_hour: 'la limite de SMS du cabinet était atteinte',
}

/** What the provider said of the texts that tell it, and how many pieces of news they tell. */
type Sending = { texts: readonly Pick<MessageRow, 'status' | 'updated_at'>[]; shared: number }

/** What became of one piece of news. */
export const messageLine = (row: AppointmentMessageRow, sending: Sending, f: French): MessageLine => ({
  id: row.id,
  what: PURPOSES[row.purpose],
  waits: row.state === 'pending',
  ...fateOf(row, sending, f),
})

const fateOf = (row: AppointmentMessageRow, sending: Sending, f: French) => {
  const why = row.reason === null ? '' : `\u00a0: ${UNSENT[row.reason] ?? row.reason}`
  switch (row.state) {
    case 'pending':
      return {
        words: `SMS prévu, ${f.moment(row.due_at)}${sharedWords(sending)}`,
        icon: 'clock',
        tone: 'wait',
      } as const
    case 'sent':
      return sentWords(row.sent_at ?? row.due_at, sending, f)
    case 'undeliverable':
      return { words: `SMS non remis${why}`, icon: 'triangle-alert', tone: 'alert' } as const
    case 'withdrawn':
      return { words: `SMS retiré${why}`, icon: 'message-square-off', tone: 'done' } as const
    case 'not_sent':
      return {
        words: `${isCalled(row) ? 'À dire par téléphone' : 'Pas de SMS'}${why}`,
        icon: 'message-square-off',
        tone: 'done',
      } as const
  }
}

const CALLED = [
  'no_phone',
  'landline',
  'prefers_call',
  'opted_out',
  'undelivered',
  'outside_hours',
  'purpose_off',
]

/** A change by the practice that no text can tell is a call to make. */
const isCalled = ({ purpose, by_kind, reason }: AppointmentMessageRow): boolean =>
  (purpose === 'moved' || purpose === 'cancelled' || purpose === 'replaced') &&
  (by_kind === 'member' || by_kind === 'system') &&
  CALLED.includes(reason ?? '')

const sentWords = (sentAt: Instant, sending: Sending, f: French) => {
  const arrived = sending.texts.some(({ status }) => status === 'delivered')
  const words = `SMS parti, ${f.moment(sentAt)}${arrived ? ', remis' : ''}${sharedWords(sending)}`
  return { words, icon: arrived ? 'check-check' : 'check', tone: 'sent' } as const
}

const sharedWords = ({ shared }: Sending): string =>
  shared > 1 ? ` (un seul SMS pour ${shared} changements)` : ''
