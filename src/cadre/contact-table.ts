import { languageName } from '../patients/languages.ts'
import { CHANNELS, hoursWords, type NameOf, SUBJECTS } from './contact-words.ts'
import type { ContactRule, Subject } from './terms.ts'

export type ContactLine = { subject: string; who: string; how: string; hours: string }

/** « Qui joindre, comment, quand » as it is read: people reached the same way share a line, in their order. */
export const contactTable = (contacts: readonly ContactRule[], nameOf: NameOf): ContactLine[] =>
  (Object.keys(SUBJECTS) as Subject[]).flatMap(subject => {
    const rules = contacts.filter(rule => rule.subject === subject)
    const lines = (rules.length === 0 ? [byText(subject)] : rules).map(rule => lineOf(rule, nameOf))
    return lines.reduce<ContactLine[]>((found, line) => {
      const last = found.at(-1)
      if (last && last.how === line.how && last.hours === line.hours) last.who += `, puis ${line.who}`
      else found.push(found.length === 0 ? line : { ...line, who: `puis ${line.who}` })
      return found
    }, [])
  })

/** Where nothing was chosen the patient is told by text, see `contacts.ts`. */
const byText = (subject: Subject): ContactRule => ({
  subject,
  carerId: null,
  channel: 'sms',
  hours: null,
  language: null,
})

const lineOf = (rule: ContactRule, nameOf: NameOf): ContactLine => ({
  subject: SUBJECTS[rule.subject],
  who: nameOf(rule.carerId),
  how: rule.language
    ? `${CHANNELS[rule.channel]}, en ${languageName(rule.language)}`
    : CHANNELS[rule.channel],
  hours: hoursWords(rule),
})
