import type { RoundStop } from '../rounds/queries.ts'

/** What a day and its visits are called: a round goes from home to home, a day at the practice has appointments. */
export type RoundWords = {
  skip: string
  done: string
  next: string
  over: string
  unnoted: string
  overHint: string
  empty: string
  others: [one: string, many: string]
  past: [one: string, many: string]
  add: string
  end: string
}

const ROUND: RoundWords = {
  skip: 'Aller au passage en cours',
  done: 'passages terminés',
  next: 'Prochain passage',
  over: 'La tournée est terminée',
  unnoted: 'Passages sans geste noté',
  overHint: 'Vous pouvez encore corriger l’heure d’un passage en l’ouvrant.',
  empty: 'Aucun passage ce jour',
  others: ['autre passage', 'autres passages'],
  past: ['passage fait', 'passages faits'],
  add: 'Ajouter un passage',
  end: 'Fin de tournée prévue',
}

const DAY: RoundWords = {
  skip: 'Aller au rendez-vous en cours',
  done: 'rendez-vous terminés',
  next: 'Prochain rendez-vous',
  over: 'La journée est terminée',
  unnoted: 'Rendez-vous sans geste noté',
  overHint: 'Vous pouvez encore corriger l’heure d’un rendez-vous en l’ouvrant.',
  empty: 'Aucun rendez-vous ce jour',
  others: ['autre rendez-vous', 'autres rendez-vous'],
  past: ['rendez-vous passé', 'rendez-vous passés'],
  add: 'Ajouter un rendez-vous',
  end: 'Fin de journée prévue',
}

const AT_THE_PRACTICE = /kin|m[ée]decin|g[ée]n[ée]raliste|sage-femme|orthophon/i

/** By where the visits are; on an empty day, by what the member's profession makes likely. */
export const roundWords = (stops: Pick<RoundStop, 'place'>[], profession: string | null): RoundWords => {
  const goesToHomes =
    stops.length > 0 ? stops.some(stop => stop.place === 'home') : !AT_THE_PRACTICE.test(profession ?? '')
  return goesToHomes ? ROUND : DAY
}
