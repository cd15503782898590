import { frenchIn } from '../../http/french.ts'
import { firstThatFits, type Phrasing, smsTime } from '../../messages/phrasing.ts'
import { tellsSpecialty } from '../../messages/specialty.ts'
import type { Instant, LocalDate, Zone } from '../../terms.ts'
import { addDays, localDate } from '../../time.ts'

export type OfferText = {
  startsAt: Instant
  deadlineAt: Instant
  /** The day on which it leaves. */
  today: LocalDate
  zone: Zone
  practiceName: string
  link: string
}

/** The body of an offer: a time and until when to answer, nothing of whom or what it is for; one segment. */
export const offerText = (text: OfferText): string => {
  const { startsAt, deadlineAt, today, zone, practiceName, link } = text
  const at = smsTime(startsAt, zone)
  const on = localDate(startsAt, zone)
  const until = untilWords(deadlineAt, today, zone)
  const signature = tellsSpecialty(practiceName) ? '' : practiceName
  const warm = `Bonjour, une place se libère ${dayWords(on, today, zone)} à ${at}.`
  const brief = `Une place se libère le ${shortDate(on)} à ${at}.`
  const invitation = `Répondez avant ${until} : `
  const phrasings: Phrasing[] = [
    { sentence: warm, invitation, signature },
    { sentence: brief, invitation, signature },
    { sentence: warm, invitation, signature: '' },
    { sentence: brief, invitation, signature: '' },
    { sentence: `Place le ${shortDate(on)} à ${at}.`, invitation: `Avant ${until} : `, signature: '' },
  ]
  return firstThatFits(phrasings, link)
}

/** « aujourd'hui », « demain jeudi 26 novembre », « jeudi 26 novembre » */
const dayWords = (on: LocalDate, today: LocalDate, zone: Zone): string => {
  if (on === today) return "aujourd'hui"
  const day = frenchIn(zone).day(on)
  return on === addDays(today, 1) ? `demain ${day}` : day
}

const untilWords = (at: Instant, today: LocalDate, zone: Zone): string =>
  localDate(at, zone) === today ? smsTime(at, zone) : `demain ${smsTime(at, zone)}`

const shortDate = (on: LocalDate): string => `${on.slice(8)}/${on.slice(5, 7)}`
