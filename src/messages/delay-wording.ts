import type { Instant, Place, Zone } from '../terms.ts'
import { minutesToMs, toEpochMs } from '../time.ts'
import { firstThatFits, type Phrasing, smsTime } from './phrasing.ts'
import { tellsSpecialty } from './specialty.ts'

export type DelayText = {
  kind: 'late' | 'update' | 'on_time'
  place: Place
  /** A carer's text says nothing of whom the visit is for. */
  reader: 'patient' | 'carer'
  clinicianFirstName: string
  practiceName: string
  /** A time, given twice, or a window. */
  agreed: { fromAt: Instant; toAt: Instant }
  estimateAt: Instant
  /** The announced range around the estimate. */
  range: { fromAt: Instant; toAt: Instant }
  zone: Zone
  /** The page behind it: `<PUBLIC_URL>/p/<token>`. */
  link: string
}

/**
 * The body of a notice about a delay. It names no patient, care, profession or place, asks for no answer by text (most
 * senders are one-way), and is one segment: the warmest phrasing that fits. Where the practice's name tells a specialty
 * it stays away.
 */
export const delayText = (text: DelayText): string => {
  const times = timesOf(text)
  const say = text.place === 'home' ? visitSentence : appointmentSentence
  const full = sentenceCase(say(text, times, 'full'))
  const brief = sentenceCase(say(text, times, 'brief'))
  const signature = tellsSpecialty(text.practiceName) ? '' : text.practiceName
  const phrasings: Phrasing[] = [
    { sentence: full, invitation: 'Suivre ou répondre : ', signature },
    { sentence: full, invitation: 'Suivi : ', signature },
    { sentence: brief, invitation: 'Suivre ou répondre : ', signature },
    { sentence: brief, invitation: 'Suivi : ', signature },
    { sentence: brief, invitation: '', signature },
    { sentence: brief, invitation: 'Suivi : ', signature: '' },
    { sentence: `Vers ${times.estimate}${times.range.brief}.`, invitation: '', signature: '' },
  ]
  return firstThatFits(phrasings, text.link)
}

type Length = 'full' | 'brief'

type Times = {
  agreed: string
  estimate: string
  earliest: string
  range: Record<Length, string>
  kept: boolean
}

/** So close to the agreed time that one says « comme prévu ». */
const KEPT_WITHIN_MINUTES = 5

const timesOf = ({ agreed, estimateAt, range, zone, kind }: DelayText): Times => {
  const [from, to] = [smsTime(range.fromAt, zone), smsTime(range.toAt, zone)]
  const [agreedFrom, agreedTo] = [smsTime(agreed.fromAt, zone), smsTime(agreed.toAt, zone)]
  const latest = toEpochMs(agreed.toAt) + minutesToMs(KEPT_WITHIN_MINUTES)
  return {
    agreed: agreedFrom === agreedTo ? agreedFrom : `${agreedFrom}-${agreedTo}`,
    estimate: smsTime(estimateAt, zone),
    earliest: from,
    range:
      from === to ? { full: '', brief: '' } : { full: `, entre ${from} et ${to}`, brief: ` (${from}-${to})` },
    kept: kind === 'on_time' && toEpochMs(estimateAt) <= latest,
  }
}

const openings: Record<DelayText['kind'], string> = {
  late: '',
  update: 'nouvelle estimation : ',
  on_time: 'finalement, ',
}

/** Somebody comes to the patient's home. */
const visitSentence = (text: DelayText, times: Times, length: Length): string => {
  const { kind, reader, clinicianFirstName } = text
  const { agreed, estimate, range, kept } = times
  const now = length === 'brief' && kind === 'update' ? 'maintenant ' : ''
  const opening = now === '' ? openings[kind] : ''
  if (reader === 'carer' || clinicianFirstName === '') {
    if (kept) return `${opening}le passage de ${agreed} se fera comme prévu.`
    const moved = kind === 'late' ? 'est repoussé' : 'se fera'
    return `${opening}le passage de ${agreed} ${moved} ${now}vers ${estimate}${range[length]}.`
  }
  if (kept) return `${opening}${clinicianFirstName} arrive bien vers ${estimate}, comme prévu.`
  const instead = length === 'full' ? `, au lieu de ${agreed}` : ` au lieu de ${agreed}`
  return `${opening}${clinicianFirstName} arrivera ${now}vers ${estimate}${range[length]}${instead}.`
}

const briefMoves: Record<DelayText['kind'], string> = {
  late: 'décalé',
  update: 'maintenant',
  on_time: 'finalement',
}

/** The patient comes to the practice, and may leave home later. */
const appointmentSentence = (text: DelayText, times: Times, length: Length): string => {
  const { kind, reader } = text
  const { agreed, estimate, range, earliest, kept } = times
  const whose = reader === 'patient' ? 'votre' : 'le'
  if (kept) return `${openings[kind]}${whose} rendez-vous de ${agreed} aura lieu comme prévu.`
  const come = reader === 'patient' ? `Vous pouvez venir à ${earliest}` : `Arrivée possible à ${earliest}`
  const moved = kind === 'late' ? 'est décalé' : 'aura lieu'
  return length === 'full'
    ? `${openings[kind]}${whose} rendez-vous de ${agreed} ${moved} vers ${estimate}${range.full}. ${come}.`
    : `rendez-vous de ${agreed} ${briefMoves[kind]} vers ${estimate}${range.brief}. ${come}.`
}

const sentenceCase = (sentence: string): string =>
  sentence.charAt(0).toLocaleUpperCase('fr') + sentence.slice(1)
