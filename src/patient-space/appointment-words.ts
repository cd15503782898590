import type { Preparing } from '../agenda/preparing.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { French } from '../http/french.ts'
import type { Fact } from './page-facts.ts'

/** What is known of the appointments of one person and day when their page is opened. */
export type DayFacts = {
  /** Those that stand, soonest first; when none does, the one that was cancelled. */
  day: readonly Pick<
    AppointmentRow,
    'id' | 'on' | 'kind' | 'place' | 'status' | 'agreed_at' | 'window_from_at' | 'window_to_at'
  >[]
  /** Null while it stands. */
  cancelledBy: 'practice' | 'patient' | 'carer' | null
  /** Why, as it was noted. */
  cancelReason: string | null
  /** Of those that stand. */
  preparing: Preparing
  clinicianFirstName: string
  reader: 'patient' | 'carer'
  /** What was answered on this page and waits for the practice. */
  asked: 'cannot' | 'call_back' | null
}

export type AppointmentWords = {
  tone: 'ok' | 'done'
  badge: { icon: string; words: string }
  lead: string
  hero: string
  after: string
  /** « C’est noté… », of what was answered; empty when nothing was. */
  given: string[]
  note: string
  facts: Fact[]
}

export const appointmentWords = (facts: DayFacts & { offers?: boolean }, f: French): AppointmentWords => {
  const [first] = facts.day
  const whole = { lead: leadOf(facts), hero: f.capital(f.day(first!.on)), after: timesOf(facts, f) }
  if (facts.cancelledBy !== null) return { ...whole, ...cancelled(facts) }
  const confirmed = facts.day.every(({ status }) => status === 'confirmed')
  return {
    ...whole,
    tone: 'ok',
    badge: confirmed ? { icon: 'check-check', words: 'Confirmé' } : { icon: 'calendar', words: 'À venir' },
    given: givenOf(facts, confirmed),
    note: facts.asked !== null || confirmed ? '' : 'Confirmez d’un geste, ou dites-nous si c’est impossible.',
    facts: factsOf(facts),
  }
}

const isVisit = ({ day }: DayFacts): boolean => day.every(({ kind }) => kind === 'visit')

const leadOf = (facts: DayFacts): string => {
  const several = facts.day.length > 1
  if (isVisit(facts)) return facts.reader === 'patient' ? 'Notre passage chez vous' : 'Le passage'
  if (several) return facts.reader === 'patient' ? 'Vos rendez-vous' : 'Les rendez-vous'
  return facts.reader === 'patient' ? 'Votre rendez-vous' : 'Le rendez-vous'
}

/** « à 9 h », « entre 8 h et 10 h », « à 9 h et à 14 h 30 » */
const timesOf = ({ day }: DayFacts, f: French): string =>
  day
    .flatMap(each => timeOf(each, f) ?? [])
    .join(', ')
    .replace(/, ([^,]*)$/, ' et $1')

export const timeOf = (
  each: Pick<AppointmentRow, 'kind' | 'agreed_at' | 'window_from_at' | 'window_to_at'>,
  f: French,
): string | null => {
  if (each.agreed_at !== null) return `${each.kind === 'visit' ? 'vers' : 'à'} ${f.time(each.agreed_at)}`
  if (each.window_from_at === null || each.window_to_at === null) return null
  return `entre ${f.time(each.window_from_at)} et ${f.time(each.window_to_at)}`
}

const givenOf = ({ asked }: DayFacts, confirmed: boolean): string[] => {
  if (asked === 'cannot')
    return [
      'C’est noté\u00a0: vous ne pouvez pas. Le cabinet vous appellera pour convenir d’un autre moment.',
    ]
  if (asked === 'call_back') return ['C’est noté. Le cabinet vous appellera.']
  return confirmed ? ['C’est confirmé, merci. Si un imprévu arrive, dites-le ici.'] : []
}

const factsOf = ({ day, preparing, clinicianFirstName }: DayFacts): Fact[] => [
  ...(clinicianFirstName && day.length === 1 ? [{ label: 'Avec', value: clinicianFirstName }] : []),
  ...(day.length === 1
    ? [{ label: 'Où', value: placeOf(day[0]!.place, preparing.videoUrls.length > 0) }]
    : []),
]

const placeOf = (place: AppointmentRow['place'], byVideo: boolean): string => {
  if (byVideo) return 'À distance, par vidéo'
  return place === 'practice' ? 'Au cabinet' : 'À domicile'
}

const CANCELLED_FOR: Record<string, string> = {
  absence: 'Il est annulé pendant l’absence qui nous a été signalée.',
  series_end: 'Cette série de rendez-vous s’arrête. Celui-ci n’a plus lieu.',
}

const CANCELLED_BY = {
  practice: 'Le cabinet a dû l’annuler. Nous en sommes désolés.',
  patient: 'Il est annulé, c’est noté. Merci de nous avoir prévenus.',
  carer: 'Il est annulé, c’est noté. Merci de nous avoir prévenus.',
}

const ANOTHER = 'Pour convenir d’un autre moment, appelez-nous, ou demandez que nous vous appelions.'

const cancelled = (
  facts: DayFacts & { offers?: boolean },
): Omit<AppointmentWords, 'lead' | 'hero' | 'after'> => ({
  tone: 'done',
  badge: { icon: 'x', words: 'Annulé' },
  given: facts.asked === null ? [] : ['C’est noté. Le cabinet vous appellera.'],
  note: [
    CANCELLED_FOR[facts.cancelReason ?? ''] ?? CANCELLED_BY[facts.cancelledBy!],
    facts.asked === null && !facts.offers ? ANOTHER : '',
  ]
    .join(' ')
    .trim(),
  facts: [],
})
