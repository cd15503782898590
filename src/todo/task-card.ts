import type { Member } from '../access/member.ts'
import type { French } from '../http/french.ts'
import { displayPhone } from '../patients/phones.ts'
import type { Id, Instant } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import type { SeenTask } from './queries.ts'
import { factWords, outcomeWords, stateWords, toldWords, whoWords } from './task-words.ts'

type Button = { outcome: 'told' | 'done' | 'no_answer'; words: string }

/** One thing to do as it stands on screen: who, the fact, until when, at most two buttons. */
export type TaskCard = {
  id: Id
  kind: SeenTask['kind']
  who: string | null
  patientId: Id | null
  fact: string
  quote: string | null
  receivedAt: Instant | null
  state: { icon: string; words: string }
  /** « Pas de réponse à 9 h 12 » */
  tried: string | null
  /** « Tournée de Bastien », where it is somebody else's. */
  whose: string | null
  phone: { href: string; words: string } | null
  buttons: Button[]
}

/** What is known beside the task itself. */
export type CardFacts = {
  phone: string | null
  answer: { body: string; receivedAt: Instant } | undefined
  triedAt: Instant | undefined
}

type Reader = Pick<Member, 'userId' | 'readsClinical'>

export const taskCard = (
  task: SeenTask,
  facts: CardFacts,
  reader: Reader,
  f: French,
  now: Instant,
): TaskCard => {
  const hidden = task.clinical === 1 && !reader.readsClinical
  const { answer, triedAt, phone } = facts
  return {
    id: task.id,
    kind: task.kind,
    who: whoWords(task),
    patientId: task.patient_id,
    fact: hidden ? hiddenFact(task) : factWords(task, f),
    quote: hidden || task.kind === 'alert' ? null : (answer?.body ?? null),
    receivedAt: task.kind === 'read' ? (answer?.receivedAt ?? null) : null,
    state:
      hidden && task.kind === 'call'
        ? stateWords({ ...task, reason: 'call_back' }, f, now)
        : stateWords(task, f, now),
    tried: triedAt ? `Pas de réponse à ${f.time(triedAt)}` : null,
    whose: task.clinician_name && task.clinician_id !== reader.userId ? roundOf(task.clinician_name) : null,
    phone: phone ? { href: `tel:${phone}`, words: displayPhone(phone) } : null,
    buttons: hidden && task.kind === 'read' ? [] : buttonsOf(task, phone !== null),
  }
}

/** « Tournée de Camille », « Tournée d’Inès » */
const roundOf = (firstName: string): string =>
  /^[aeiouyàâäéèêëîïôöùûüœ]/i.test(firstName) ? `Tournée d’${firstName}` : `Tournée de ${firstName}`

/** What somebody who may not read clinical text is told instead. */
const HIDDEN: Record<SeenTask['kind'], string> = {
  read: 'À lire par le soignant.',
  call: 'Sa réponse est à lire par le soignant.',
  alert: 'À lire par le soignant.',
  triage: 'Sa demande est à lire par le soignant.',
}

/** Which appointment a call is about is no secret of its patient and clinician. */
const hiddenFact = ({ kind, facts }: SeenTask): string =>
  [kind === 'call' || kind === 'triage' ? facts.sentence : '', HIDDEN[kind]].filter(Boolean).join(' ')

const ANSWERS = ['cannot', 'call_back', 'urgent_request']

const buttonsOf = (task: SeenTask, hasPhone: boolean): Button[] => {
  if (task.kind === 'read') return [{ outcome: 'done', words: 'Lu' }]
  if (task.reason === 'identity_check') return [{ outcome: 'done', words: 'Vérifié' }]
  if (task.kind === 'alert') return [{ outcome: 'done', words: 'Vu' }]
  const told: Button = ANSWERS.includes(task.reason)
    ? { outcome: 'done', words: 'C’est fait' }
    : { outcome: 'told', words: toldWords(task) }
  return hasPhone ? [told, { outcome: 'no_answer', words: 'Pas de réponse' }] : [told]
}

/** A task that somebody closed today. */
export type ClosedCard = { id: Id; who: string | null; words: string; mayReopen: boolean }

export const closedCard = (task: SeenTask, reader: Reader, f: French): ClosedCard => ({
  id: task.id,
  who: whoWords(task),
  words: outcomeWords(task, f),
  mayReopen: task.outcome !== 'no_answer' && (task.kind !== 'read' || reader.readsClinical),
})

const MINUTES_BEFORE_ANOTHER_TRY = 10

/** Calls in the order in which to make them: imperative hours, then deadlines; somebody just tried comes last. */
export const byUrgency = (tasks: SeenTask[], tries: Map<string, Instant>, now: Instant): SeenTask[] => {
  const justTried = ({ key }: SeenTask) => {
    const at = tries.get(key)
    return at !== undefined && toEpochMs(now) - toEpochMs(at) < MINUTES_BEFORE_ANOTHER_TRY * 60_000
  }
  const rank = (task: SeenTask) => (justTried(task) ? 2 : task.facts.hardBeforeAt ? 0 : 1)
  return tasks.toSorted((a, b) => rank(a) - rank(b) || (a.due_at ?? '9999').localeCompare(b.due_at ?? '9999'))
}
