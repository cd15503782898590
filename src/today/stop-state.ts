import type { MessageRow } from '../db/tables/messages.ts'
import type { Decision } from '../delays/decision.ts'
import { type Hearer, reasonInFrench } from '../delays/decision-words.ts'
import type { French } from '../http/french.ts'
import { ending } from '../patients/names.ts'
import type { StopState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'

/** A status in a row: its colour, its icon and its words, never one without the others. */
export type StateWords = {
  tone: 'ok' | 'soon' | 'sent' | 'call' | 'late' | 'alert' | 'done'
  icon: string
  words: string
}

/** What the patient answered to the last notice, in our words: « ça me va »; whether somebody must act on it. */
export type Answer = { words: string; asksForCall: boolean }

export type StopFacts = {
  state: StopState
  decision: Decision
  hearer: Hearer
  /** The texts of the last notice. */
  messages: MessageRow[]
  answer: Answer | null
  dayIsOver: boolean
}

export const stateWords = (facts: StopFacts, f: French, now: EpochMs): StateWords =>
  ofVisit(facts.state, facts.hearer, f) ?? ofDecision(facts, f, now)

/** What the taps say comes before what was decided. */
const ofVisit = (state: StopState, hearer: Hearer, f: French): StateWords | null => {
  switch (state.status) {
    case 'done':
      return { tone: 'done', icon: 'check', words: at('Terminé', state.finishedAt, f) }
    case 'in_progress':
      return { tone: 'ok', icon: 'circle-play', words: at('Commencé', state.arrivedAt, f) }
    case 'absent':
      return { tone: 'done', icon: 'user-x', words: at(`Absent${ending(hearer)}`, state.absentAt, f) }
    default:
      return null
  }
}

const at = (word: string, when: EpochMs | null, f: French): string =>
  when === null ? word : `${word} à ${f.time(when)}`

/** Colour only where something may have to be done: a delay that nobody is told of is said in grey. */
const NOT_YET = {
  on_time: { tone: 'ok', icon: 'check' },
  within_tolerance: { tone: 'done', icon: 'clock' },
  before_hours: { tone: 'late', icon: 'clock' },
  overdue: { tone: 'late', icon: 'clock' },
  vetoed: { tone: 'late', icon: 'clock' },
} as const

const ofDecision = (
  { decision, hearer, messages, answer, dayIsOver }: StopFacts,
  f: French,
  now: EpochMs,
): StateWords => {
  if (dayIsOver) return { tone: 'done', icon: 'circle-dashed', words: 'Rien n’a été noté' }
  const words = reasonInFrench(decision, hearer, f, now)
  switch (decision.kind) {
    case 'told':
      return toldWords(words, messages, answer)
    case 'scheduled':
      return leavingWords(messages) ?? { tone: 'soon', icon: 'hourglass', words }
    case 'to_call':
      return { tone: 'call', icon: 'phone', words }
    case 'not_yet':
      return { ...NOT_YET[decision.reason], words }
    case 'never':
      return { tone: 'done', icon: 'bell-off', words }
  }
}

/** « Sent » is not « received »: one says which. */
const toldWords = (words: string, messages: MessageRow[], answer: Answer | null): StateWords => {
  if (answer?.asksForCall) return { tone: 'call', icon: 'phone', words: `${words}, ${answer.words}` }
  if (answer) return { tone: 'sent', icon: 'check-check', words: `${words}, ${answer.words}` }
  const leaving = leavingWords(messages)
  if (leaving) return leaving
  const arrived = messages.length === 0 || messages.some(message => message.status === 'delivered')
  return arrived
    ? { tone: 'sent', icon: 'check-check', words }
    : { tone: 'sent', icon: 'send', words: 'Message parti, pas encore reçu' }
}

/** Between the intent to send and the provider's answer; when none came, one says so. */
const leavingWords = (messages: MessageRow[]): StateWords | null => {
  if (messages.some(message => message.status === 'unknown'))
    return { tone: 'call', icon: 'message-square-warning', words: 'Message d’issue inconnue' }
  return messages.some(message => message.status === 'attempted')
    ? { tone: 'sent', icon: 'send', words: 'Message en train de partir' }
    : null
}
