import { NO_BREAK } from '../http/french.ts'
import { languageName } from '../patients/languages.ts'
import type { Id } from '../terms.ts'
import type { Channel, ContactRule, Subject } from './terms.ts'
import { localTimeWords } from './window-words.ts'

export const SUBJECTS: Record<Subject, string> = {
  delay: 'Un retard',
  appointment: 'Un rendez-vous',
  health: 'La santé',
}

export const CHANNELS: Record<Channel, string> = {
  sms: 'SMS',
  call: 'appel',
  in_person: 'de vive voix',
  none: 'ne pas joindre',
}

/** « Mme Delmas », « Hélène, sa fille »; null is the patient. */
export type NameOf = (carerId: Id | null) => string

/** « Hélène, sa fille (SMS, 8 h – 20 h) » */
export const ruleWords = (rule: ContactRule, nameOf: NameOf): string => {
  const how = [
    CHANNELS[rule.channel],
    rule.hours && hoursWords(rule),
    rule.language && `en ${languageName(rule.language)}`,
  ]
  return `${nameOf(rule.carerId)} (${how.filter(Boolean).join(', ')})`
}

/** When a person may be reached, with the usual hours of the subject where none were chosen. */
export const hoursWords = ({ subject, channel, hours }: ContactRule): string => {
  if (channel === 'in_person') return 'au passage'
  if (channel === 'none') return ''
  if (hours) return `${localTimeWords(hours.from)}${NO_BREAK}– ${localTimeWords(hours.to)}`
  return subject === 'delay'
    ? `dès 1${NO_BREAK}h${NO_BREAK}30 avant`
    : `8${NO_BREAK}h${NO_BREAK}– 20${NO_BREAK}h`
}
