import type { WaitingEntryRow, WaitingOfferRow } from '../../db/tables/waiting.ts'
import type { French } from '../../http/french.ts'
import type { PassedOver } from './whom-to-offer.ts'

/** Why a place was not offered to somebody, as the practice reads it. */
export const PASSED_OVER: Record<PassedOver, string> = {
  ended: 'c’est après la date souhaitée',
  wish: 'ce n’est ni un jour ni une heure souhaités',
  absent: 'le patient est absent ce jour-là',
  cadre: 'c’est hors des heures de passage de son cadre',
  no_room: 'sa durée, ou le trajet jusqu’à chez lui, ne tient pas dans cette place',
  not_earlier: 'ce n’est pas plus tôt que son rendez-vous',
  own_appointment: 'le patient a déjà un rendez-vous à cette heure',
  asked_before: 'cette place lui a déjà été proposée',
  asked_today: 'une place lui a déjà été proposée aujourd’hui',
  outside_hours: 'hors de ses heures de SMS, on y repensera quand elles commencent',
  nobody_to_tell: 'personne à joindre par SMS ou par téléphone',
  too_near: 'c’est trop proche, ou trop tard le soir, pour laisser le temps de répondre',
  after_others: 'quelqu’un qui attend depuis plus longtemps est demandé d’abord',
}

export const OFFER_STATUS: Record<WaitingOfferRow['status'], string> = {
  offered: 'en attente de réponse',
  accepted: 'acceptée',
  declined: '«\u202fPas cette fois\u202f»',
  expired: 'sans réponse à temps',
  withdrawn: 'retirée',
  taken: 'prise par quelqu’un d’autre',
}

const DAYS = ['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.']

/** « lun., mer., de 9 h à 12 h, jusqu’au 30 novembre » */
export const wishWords = (
  { weekdays, from_time, to_time, until_on }: WaitingEntryRow,
  f: Pick<French, 'day'>,
): string => {
  const days = weekdays.split(',').map(Number)
  const which = days.length === 7 ? 'tous les jours' : days.map(day => DAYS[day - 1]).join(', ')
  const hours =
    from_time === '00:00' && to_time === '23:59' ? '' : `, de ${hour(from_time)} à ${hour(to_time)}`
  return `${which}${hours}${until_on === null ? '' : `, jusqu’au ${f.day(until_on)}`}`
}

const hour = (time: string): string => {
  const [hours, minutes] = time.split(':')
  return `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`
}
