import type { AppointmentPurpose } from '../db/tables/reminders.ts'
import { frenchIn } from '../http/french.ts'
import { firstThatFits, type Phrasing } from '../messages/phrasing.ts'
import { tellsSpecialty } from '../messages/specialty.ts'
import type { LocalDate, Zone } from '../terms.ts'
import type { Agreed } from './news.ts'
import { type Replaced, replacedSentences } from './replaced-wording.ts'
import { type Sentences, type SeveralChange, severalSentences } from './several-wording.ts'
import { briefTime, dayWords, nounOf, ofDay, shortDate, shortDay, timesWords } from './wording-days.ts'

type Around = {
  /** A carer's text says nothing of whom the appointment is for. */
  reader: 'patient' | 'carer'
  /** The day on which it leaves: « demain » is seen from there. */
  today: LocalDate
  zone: Zone
  practiceName: string
  /** The page behind it: `<PUBLIC_URL>/p/<token>`. */
  link: string
}

type ReminderText = Around & {
  purpose: 'reminder_week' | 'reminder_day'
  /** All that this person has that day, soonest first. */
  day: readonly Agreed[]
  confirmed: boolean
}

type ChangeText = Around &
  (
    | { purpose: 'confirmation'; after: Agreed }
    | { purpose: 'moved'; before: Agreed; after: Agreed }
    | { purpose: 'cancelled'; before: Agreed; byPractice: boolean }
  )

type SeveralText = Around & {
  purpose: 'several'
  /** Two or more, told in one text. */
  changes: readonly SeveralChange[]
  /** One of them was taken away by the practice: it says that it is sorry. */
  byPractice: boolean
}

type ReplacedText = Around & Replaced & { purpose: 'replaced' }

export type AppointmentText = ReminderText | ChangeText | SeveralText | ReplacedText

type WithoutFrame<Text> = Text extends unknown
  ? Omit<Text, 'reader' | 'today' | 'zone' | 'practiceName' | 'link'>
  : never

/** What a text says, whoever reads it and when. */
export type AppointmentContent = WithoutFrame<AppointmentText>

/**
 * The body of a text about an appointment. It names no person, care, profession or address, asks for no answer by text
 * (most senders are one-way), and is one segment: the warmest phrasing that fits. Where the practice's name tells a
 * specialty it stays away.
 */
export const appointmentText = (text: AppointmentText): string => {
  const { warm, plain, brief, least = brief } = sentencesOf(text)
  const [invitation, short] = INVITATIONS[invitationOf(text)]
  const signature = tellsSpecialty(text.practiceName) ? '' : text.practiceName
  const phrasings: Phrasing[] = [
    { sentence: warm, invitation, signature },
    { sentence: warm, invitation: short, signature },
    { sentence: plain, invitation, signature },
    { sentence: plain, invitation: short, signature },
    { sentence: brief, invitation: short, signature },
    { sentence: brief, invitation: '', signature },
    { sentence: brief, invitation: short, signature: '' },
    { sentence: least, invitation: '', signature: '' },
  ]
  return firstThatFits(
    phrasings.map(phrasing => ({ ...phrasing, sentence: sentenceCase(phrasing.sentence) })),
    text.link,
  )
}

/** What the page behind the link is good for, at length and in short. */
const INVITATIONS = {
  confirm: ['Confirmer ou prévenir : ', 'Confirmer : '],
  hindrance: ['Un imprévu : ', 'Détails : '],
  another: ["En convenir d'un autre : ", 'La suite : '],
  others: ["En convenir d'autres : ", 'La suite : '],
  all: ['Toutes les dates : ', 'Les dates : '],
} as const

const invitationOf = (text: AppointmentText): keyof typeof INVITATIONS => {
  if (text.purpose === 'several')
    return text.changes.every(({ what }) => what === 'cancelled') ? 'others' : 'all'
  if (text.purpose === 'cancelled') return 'another'
  if (text.purpose === 'confirmation' || text.purpose === 'replaced') return 'hindrance'
  return text.purpose !== 'moved' && text.confirmed ? 'hindrance' : 'confirm'
}

const sentencesOf = (text: AppointmentText): Sentences => {
  switch (text.purpose) {
    case 'confirmation':
      return booked(text)
    case 'moved':
      return moved(text)
    case 'cancelled':
      return cancelled(text)
    case 'replaced':
      return replacedSentences(text)
    case 'several':
      return severalSentences(text)
    default:
      return reminder(text)
  }
}

type Text<Purpose extends AppointmentPurpose> = Extract<ChangeText, { purpose: Purpose }>

const reminder = (text: ReminderText): Sentences => {
  const { day, reader, today, zone } = text
  const when = `${dayWords(day[0]!.on, text)}${timesWords(day, zone)}`
  const several = day.length > 1
  const noun = several ? 'rendez-vous' : nounOf(day[0]!)
  const what =
    noun === 'passage' && reader === 'patient'
      ? `nous passons chez vous ${when}`
      : `${several ? `${ALL[reader]} ${noun} sont` : `${ofReader(noun, reader)} est`} ${when}`
  return {
    warm: `bonjour, ${what}.`,
    plain: `${what}.`,
    brief: `${noun} ${shortDay(day[0]!.on, today)}${several ? timesWords(day, zone) : briefTime(day[0]!, zone)}.`,
  }
}

const booked = (text: Text<'confirmation'>): Sentences => {
  const { after, reader, today, zone } = text
  const when = `${dayWords(after.on, text)}${timesWords([after], zone)}`
  const noun = nounOf(after)
  const what = noun === 'passage' && reader === 'patient' ? 'nous passons chez vous' : noun
  return {
    warm: `bonjour, c'est noté : ${what} ${when}.`,
    plain: `c'est noté : ${what} ${when}.`,
    brief: `${noun} ${shortDay(after.on, today)}${briefTime(after, zone)}.`,
  }
}

/** Old and new: whoever had noted the old time finds it again. */
const moved = (text: Text<'moved'>): Sentences => {
  const { before, after, reader, today, zone } = text
  const noun = nounOf(after)
  const place = before.place === after.place ? '' : PLACES[after.place]
  const [from, to] = [timesWords([before], zone), timesWords([after], zone)]
  const whose = ofReader(noun, reader)
  if (before.on !== after.on) {
    const then = `${dayWords(after.on, text)}${to}${place}`
    return {
      warm: `${whose} ${ofDay(before.on, text)}${from} aura lieu ${then}.`,
      plain: `${whose} du ${shortDate(before.on)}${from} aura lieu ${then}.`,
      brief: `${noun} du ${shortDate(before.on)}${briefTime(before, zone)} déplacé ${shortDay(after.on, today)}${briefTime(after, zone)}${place}.`,
      least: `${noun} déplacé.`,
    }
  }
  const instead = from === to || from === '' ? '' : `, au lieu de ${from.replace(/^ (à|vers|entre) /, '')}`
  const at = `${to}${place}${instead}`
  return {
    warm: `${whose} ${ofDay(after.on, text)} aura lieu${at}.`,
    plain: `${whose} du ${frenchIn(zone).day(after.on)} aura lieu${at}.`,
    brief: `${noun} du ${shortDate(after.on)} déplacé :${briefTime(after, zone)}${place}.`,
    least: `${noun} déplacé.`,
  }
}

const cancelled = (text: Text<'cancelled'>): Sentences => {
  const { before, reader, byPractice, zone } = text
  const times = timesWords([before], zone)
  const what = `${ofReader(nounOf(before), reader)} ${ofDay(before.on, text)}${times} est annulé`
  return {
    warm: byPractice ? `nous sommes désolés : ${what}.` : `c'est noté : ${what}.`,
    plain: byPractice ? `désolés, ${what}.` : `${what}.`,
    brief: `${nounOf(before)} du ${shortDate(before.on)}${briefTime(before, zone)} annulé${byPractice ? ', désolés' : ''}.`,
    least: `${nounOf(before)} annulé.`,
  }
}

/** « votre rendez-vous », « notre passage »; to a carer « le rendez-vous » */
const ofReader = (noun: string, reader: Around['reader']): string => {
  if (reader === 'carer') return `le ${noun}`
  return noun === 'passage' ? `notre ${noun}` : `votre ${noun}`
}

const ALL = { patient: 'vos', carer: 'les' }
const PLACES = { home: ' à domicile', practice: ' au cabinet' }

const sentenceCase = (sentence: string): string =>
  sentence.charAt(0).toLocaleUpperCase('fr') + sentence.slice(1)
