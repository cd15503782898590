import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import type { Instant } from '../terms.ts'
import type { AppointmentContent } from './appointment-wording.ts'
import type { SeveralChange } from './several-wording.ts'
import type { Told } from './told-now.ts'

export type Telling = Extract<Told, { tell: true }>

/** What one text tells of all that is still to be told, and until when that is of any use. */
export type Together = {
  content: AppointmentContent
  /** The appointments it is about, the soonest first: the link of the text leads to that one. */
  about: Telling['about'][]
  usefulUntilAt: Instant
}

/** Of one piece of news what it says; of several, all of them in one text. `told` is not empty. */
export const toldTogether = (told: readonly { row: AppointmentMessageRow; telling: Telling }[]): Together => {
  const tellings = told
    .map(({ telling }) => telling)
    .sort((a, b) => `${a.about.on}${beginsAt(a)}`.localeCompare(`${b.about.on}${beginsAt(b)}`))
  const about = tellings.map(telling => telling.about)
  const usefulUntilAt = tellings
    .map(telling => telling.usefulUntilAt)
    .sort()
    .at(-1)!
  const [first] = tellings
  if (tellings.length === 1) return { content: first!.content, about, usefulUntilAt }
  const changes = tellings.flatMap(({ content }): SeveralChange[] => changeIn(content))
  const byPractice = tellings.some(({ content }) => content.purpose === 'cancelled' && content.byPractice)
  return { content: { purpose: 'several', changes, byPractice }, about, usefulUntilAt }
}

const beginsAt = ({ about }: Telling): string => about.agreed_at ?? about.window_from_at ?? ''

const changeIn = (content: Telling['content']): SeveralChange[] => {
  switch (content.purpose) {
    case 'cancelled':
      return [{ what: 'cancelled', before: content.before }]
    case 'moved':
      return [{ what: 'moved', before: content.before, after: content.after }]
    case 'confirmation':
      return [{ what: 'booked', after: content.after }]
    default:
      // Reminders gather a day of their own and share no text.
      return []
  }
}
