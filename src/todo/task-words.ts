import { agreedWords, KINDS } from '../agenda/appointment-words.ts'
import type { French } from '../http/french.ts'
import type { TaskReason } from '../messages/task-facts.ts'
import { ending, patientName, shortName } from '../patients/names.ts'
import type { Instant } from '../terms.ts'
import type { SeenTask } from './queries.ts'

const NO_TEXT = { icon: 'message-square-off' }
const PHONE = { icon: 'phone' }

/** Why a person must act, in a few words and a sign. */
const REASONS: Record<TaskReason, { icon: string; words: string }> = {
  no_phone: { ...PHONE, words: 'Aucun téléphone noté' },
  landline: { ...PHONE, words: 'Téléphone fixe' },
  prefers_call: { ...PHONE, words: 'Préfère un appel' },
  outside_hours: { icon: 'clock', words: 'Hors de ses heures de SMS' },
  hard_time: { icon: 'alarm-clock', words: 'Heure impérative' },
  notices_used_up: { icon: 'clock-alert', words: 'L’heure annoncée par SMS n’est plus juste' },
  purpose_off: { ...NO_TEXT, words: 'Pas de SMS pour cela, selon les réglages' },
  opted_out: { ...NO_TEXT, words: 'Ne veut plus de SMS' },
  cap_person_day: { ...NO_TEXT, words: 'Assez de SMS pour aujourd’hui' },
  cap_practice_hour: { ...NO_TEXT, words: 'Limite de SMS du cabinet atteinte' },
  cap_codes: { ...NO_TEXT, words: 'Trop de codes demandés en ligne' },
  too_late: { ...NO_TEXT, words: 'Le SMS n’a pas pu partir à temps' },
  too_long: { ...NO_TEXT, words: 'Le SMS est trop long pour son réseau' },
  refused: { ...NO_TEXT, words: 'Numéro refusé' },
  undelivered: { ...NO_TEXT, words: 'Numéro injoignable par SMS' },
  busy: { ...NO_TEXT, words: 'Le SMS n’a pas pu partir' },
  provider_down: { ...NO_TEXT, words: 'Les SMS ne partent pas' },
  unknown: { ...NO_TEXT, words: 'SMS parti ou non, rien ne le prouve' },
  cannot: { icon: 'triangle-alert', words: 'Ne peut pas' },
  call_back: { icon: 'phone-incoming', words: 'Demande un appel' },
  reply: { icon: 'message-circle-reply', words: 'A répondu' },
  no_more_texts: { ...NO_TEXT, words: 'Ne veut plus de SMS' },
  cancelled_by_patient: { icon: 'calendar-off', words: 'A annulé' },
  moved_by_patient: { icon: 'calendar', words: 'A changé d’heure' },
  sms_trouble: { ...NO_TEXT, words: 'Envoi des SMS' },
  renewal_due: { icon: 'refresh-cw', words: 'Ordonnance à renouveler' },
  identity_check: { icon: 'user-plus', words: 'Nouveau dossier, pris en ligne' },
  urgent_request: { icon: 'siren', words: 'Dit que c’est urgent' },
  unclaimed_reply: { icon: 'message-circle-reply', words: 'SMS sans cabinet' },
  hard_time_at_risk: { icon: 'alarm-clock', words: 'Heure impérative' },
}

/** « M. Bertrand Quéré », or « Nadia Evrard (sa fille), pour M. Evrard »; null when it is about nobody. */
export const whoWords = (task: SeenTask): string | null => {
  const { civility, first_name, last_name } = task
  if (civility === null || first_name === null || last_name === null) return null
  const patient = { civility, first_name, last_name }
  if (task.carer_name === null) return patientName(patient)
  const relation = task.carer_relation ? ` (${task.carer_relation})` : ''
  return `${task.carer_name}${relation}, pour ${shortName(patient)}`
}

/** The fact in one sentence: « Passage de 9 h 45, prévu 9 h 50 – 10 h 10 ». Empty when the reason says it all. */
export const factWords = (task: SeenTask, f: French): string => {
  const { facts } = task
  if (facts.sentence) return facts.sentence
  if (task.reason === 'no_more_texts') return 'Ses retards seront désormais à annoncer par téléphone.'
  if (task.reason === 'identity_check') return IDENTITY_CHECK
  if (facts.fromAt === undefined || facts.toAt === undefined) return ''
  const kind = f.capital(KINDS[task.appointment_kind ?? 'visit'])
  return `${kind}${ofAgreedTime(task, f)} prévu ${rangeWords(facts.fromAt, facts.toAt, f)}`
}

const IDENTITY_CHECK =
  'Vérifiez son identité à sa première venue. Si cette personne a déjà un dossier\u00a0: reprenez le rendez-vous dans l’ancien, annulez celui-ci sans SMS, puis archivez le nouveau.'

const ofAgreedTime = ({ facts }: SeenTask, f: French): string => {
  const { agreedAt = null, windowFromAt = null, windowToAt = null } = facts
  if (agreedAt === null && windowFromAt === null) return ''
  const agreed = { agreed_at: agreedAt, window_from_at: windowFromAt, window_to_at: windowToAt }
  return ` de ${agreedWords(agreed, f)},`
}

const rangeWords = (from: Instant, to: Instant, f: French): string =>
  f.time(from) === f.time(to) ? f.time(from) : `${f.time(from)}\u00a0– ${f.time(to)}`

/** Why, and until when: « Téléphone fixe, avant 9 h 35 ». */
export const stateWords = (task: SeenTask, f: French, now: Instant): { icon: string; words: string } => {
  const { icon, words } = REASONS[task.reason as TaskReason]
  const { hardBeforeAt } = task.facts
  const what = icon === 'alarm-clock' && hardBeforeAt ? `${words} ${f.time(hardBeforeAt)}` : words
  if ((task.kind !== 'call' && task.kind !== 'triage') || task.due_at === null) return { icon, words: what }
  const until =
    task.due_at > now ? `avant ${deadlineWords(task.due_at, f, now)}` : 'à appeler dès que possible'
  return { icon, words: `${what}, ${until}` }
}

/** « 9 h 35 », of another day « le 26 novembre, 9 h 35 » */
const deadlineWords = (dueAt: Instant, f: French, now: Instant): string =>
  f.dateOf(dueAt) === f.dateOf(now) ? f.time(dueAt) : `le ${f.moment(dueAt)}`

/** « Prévenue » of a woman who was called herself; of carers, « Prévenu ». */
export const toldWords = ({ civility, carer_id }: Pick<SeenTask, 'civility' | 'carer_id'>): string =>
  `Prévenu${carer_id === null && civility !== null ? ending({ civility }) : ''}`

/** What became of a closed task: « Prévenu à 9 h 12 par Camille ». */
export const outcomeWords = (task: SeenTask, f: French): string => {
  const by = task.closer_name ? ` par ${task.closer_name}` : ''
  return `${outcomeOf(task)} à ${f.time(task.closed_at!)}${by}`
}

const outcomeOf = (task: SeenTask): string => {
  if (task.outcome === 'told') return toldWords(task)
  if (task.outcome === 'no_answer') return 'Pas de réponse'
  if (task.reason === 'identity_check') return 'Vérifié'
  return task.kind === 'read' ? 'Lu' : 'Fait'
}
