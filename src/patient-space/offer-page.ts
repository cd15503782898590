import type { PracticeRow } from '../db/tables/access.ts'
import type { WaitingOfferRow } from '../db/tables/waiting.ts'
import { frenchIn } from '../http/french.ts'
import type { Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import { frameOf } from './page-frame.ts'

/** What the holder of the link may do now. */
type State = 'open' | 'accepted' | 'declined' | 'late' | 'stopped'

const stateOf = ({ status, deadline_at }: WaitingOfferRow, waits: boolean, now: Instant): State => {
  if (status === 'accepted') return 'accepted'
  if (status === 'offered' && waits) return deadline_at > now ? 'open' : 'late'
  if (!waits) return 'stopped'
  return status === 'declined' ? 'declined' : 'late'
}

const HERE =
  'Votre place dans la liste d’attente est gardée\u00a0: nous vous préviendrons si une autre se libère.'

const NOTES: Record<Exclude<State, 'open'>, string[]> = {
  accepted: ['C’est noté, la place est à vous.'],
  declined: ['C’est noté, ce ne sera pas cette fois.', HERE],
  late: ['Cette place n’est plus disponible\u00a0: le délai est passé, ou elle vient d’être prise.', HERE],
  stopped: ['C’est noté\u00a0: nous ne vous proposerons plus de place. Vos rendez-vous ne changent pas.'],
}

const BADGES: Record<State, { icon: string; words: string }> = {
  open: { icon: 'calendar', words: 'Une place se libère' },
  accepted: { icon: 'check', words: 'C’est noté' },
  declined: { icon: 'check', words: 'C’est noté' },
  late: { icon: 'clock', words: 'Trop tard' },
  stopped: { icon: 'check', words: 'C’est noté' },
}

export type OfferFacts = {
  offer: WaitingOfferRow
  practice: PracticeRow
  /** The wish behind the offer still stands. */
  waits: boolean
  /** Taking it gives up a later appointment. */
  replaces: boolean
  /** The page of the appointment, once the place is taken. */
  appointmentPath: string | null
}

/** The page behind the text that offers a place. */
export const offerPage = (facts: OfferFacts, token: string, now: Instant) => {
  const { offer, practice, waits, replaces, appointmentPath } = facts
  const f = frenchIn(practice.zone)
  const state = stateOf(offer, waits, now)
  const sameDay = localDate(offer.deadline_at, practice.zone) === localDate(now, practice.zone)
  const until = `${sameDay ? 'aujourd’hui' : 'demain'} ${f.time(offer.deadline_at)}`
  return {
    ...frameOf(token, practice),
    address: `/l/${token}`,
    title: 'Une place se libère',
    open: state === 'open',
    tone: state === 'open' || state === 'accepted' ? 'ok' : 'done',
    badge: BADGES[state],
    lead: state === 'accepted' ? 'Votre rendez-vous' : 'Une place se libère',
    hero: f.capital(f.day(offer.on)),
    after: `à ${f.time(offer.starts_at)}`,
    notes:
      state === 'open'
        ? [
            `Répondez avant ${until}. La place n’est pas réservée\u00a0: la première réponse l’obtient.`,
            ...(replaces ? ['Votre rendez-vous plus tard sera remplacé par celui-ci.'] : []),
          ]
        : NOTES[state],
    mayStop: waits && state !== 'accepted',
    appointmentPath,
  }
}
