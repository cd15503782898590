import type { AppointmentRow } from '../db/tables/agenda.ts'
import { frenchIn } from '../http/french.ts'
import { ANSWER_WORDS } from './answers.ts'
import type { Held } from './appointment-answering.ts'
import { appointmentWords, type DayFacts, timeOf } from './appointment-words.ts'
import type { Offer } from './offer.ts'
import { frameOf, pageEndOn } from './page-frame.ts'
import type { Texts } from './texts.ts'

/** The page of an appointment that is days away, ready to be written down. */
export const appointmentPage = (
  { link, practice }: Held,
  token: string,
  facts: DayFacts,
  { texts, offer }: { texts: Texts; offer: Offer | null },
) => {
  const f = frenchIn(practice.zone)
  const stands = facts.cancelledBy === null
  const confirmed = facts.day.every(({ status }) => status === 'confirmed')
  return {
    ...frameOf(token, practice),
    title: facts.day.length > 1 ? 'Vos rendez-vous' : 'Votre rendez-vous',
    words: appointmentWords({ ...facts, offers: offer !== null }, f),
    mayConfirm: stands && (!confirmed || facts.asked === 'cannot'),
    mayRefuse: stands && facts.asked !== 'cannot',
    mayAskCall: facts.asked === null,
    callBack: ANSWER_WORDS.call_back,
    preparing: facts.preparing,
    texts,
    offer,
    end: pageEndOn(link.expires_at, f),
  }
}

/** One appointment of the day that somebody cannot come to. */
export type Refusable = { appointment: AppointmentRow; atOnce: boolean; offer: Offer }

/** The page that says what « Je ne peux pas » does, before it is done. */
export const cancellationPage = ({ practice }: Held, token: string, refusable: Refusable[]) => {
  const f = frenchIn(practice.zone)
  return {
    ...frameOf(token, practice),
    title: 'Je ne peux pas',
    day: f.day(refusable[0]!.appointment.on),
    callBack: ANSWER_WORDS.call_back,
    choices: refusable.map(({ appointment, atOnce, offer }) => ({
      id: appointment.id,
      atOnce,
      offer,
      time: timeOf(appointment, f),
      words: appointment.kind === 'visit' ? 'Le passage' : 'Le rendez-vous',
    })),
  }
}
