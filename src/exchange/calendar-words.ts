import type { ReadingFailure } from './calendar-reading.ts'

/** Why another calendar could not be read, and what one can do. */
const FAILURES: Record<ReadingFailure, string> = {
  refused_address: 'Cette adresse ne mène pas à un site public en http ou https, nous ne la suivons pas.',
  unreachable: 'Personne ne répond à cette adresse.',
  forbidden: 'Cette adresse demande un mot de passe. Prenez l’adresse secrète au format iCal.',
  not_found: 'Il n’y a plus rien à cette adresse. Copiez-la de nouveau depuis votre agenda.',
  server: 'Le site de cet agenda répond par une erreur.',
  too_slow: 'Le site de cet agenda met trop de temps à répondre.',
  too_big: 'Cet agenda dépasse 2\u00a0Mo.',
  too_many_redirects: 'Cette adresse renvoie d’une page à l’autre sans fin.',
  not_a_calendar: 'Ce n’est pas un agenda au format iCal. Cherchez une adresse ou un fichier en .ics.',
  too_much: 'Cet agenda contient trop d’événements pour être lu.',
}

export const failureWords = (failure: string): string =>
  FAILURES[failure as ReadingFailure] ?? 'Cet agenda n’a pas pu être lu.'
