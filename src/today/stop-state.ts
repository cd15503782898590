import type { MessageRow } from '../db/tables/messages.ts'
import type { Decision } from '../delays/decision.ts'
import { type Hearer, reasonInFrench } from '../delays/decision-words.ts'
import type { French } from '../http/french.ts'
import type { StopState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'

/** A status in a row: its colour, its icon and its words, never one without the others. */
export type StateWords = {
  tone: 'ok' | 'soon' | 'sent' | 'call' | 'late' | 'alert' | 'done'
  icon: string
  words: string
}

export type StopFacts = {
  state: StopState
  decision: Decision
  hearer: Hearer
  /** The texts of the last notice. */
  messages: MessageRow[]
  /** What the patient answered to it, in our words: « ça me va ». */
  answer: string | null
  dayIsOver: boolean
}

export const stateWords = (facts: StopFacts, f: French, now: EpochMs): StateWords =>
  ofVisit(facts.state, facts.hearer, f) ?? ofDecision(facts, f, now)

/** What the taps say comes before what was decided. */
const ofVisit = (state: StopState, { civility }: Hearer, f: French): StateWords | null => {
  const feminine = civility === 'Mme' ? 'e' : ''
  switch (state.status) {
    case 'done':
      return { tone: 'done', icon: 'check', words: at('Terminé', state.finishedAt, f) }
    case 'in_progress':
      return { tone: 'ok', icon: 'circle-play', words: at('Commencé', state.arrivedAt, f) }
    case 'absent':
      return { tone: 'done', icon: 'user-x', words: at(`Absent${feminine}`, state.absentAt, f) }
    default:
      return null
  }
}

const at = (word: string, when: EpochMs | null, f: French): string =>
  when === null ? word : `${word} à ${f.time(when)}`

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
      return decision.reason === 'on_time'
        ? { tone: 'ok', icon: 'check', words }
        : { tone: 'late', icon: 'clock', words }
    case 'never':
      return { tone: 'done', icon: 'bell-off', words }
  }
}

/** « Sent » is not « received »: one says which. */
const toldWords = (words: string, messages: MessageRow[], answer: string | null): StateWords => {
  if (answer) return { tone: 'sent', icon: 'check-check', words: `${words}, ${answer}` }
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
