import type { French } from '../http/french.ts'
import { ending, shortName } from '../patients/names.ts'
import type { Tap } from '../rounds/taps.ts'
import type { Id } from '../terms.ts'
import type { LoadedRound } from './loaded-round.ts'

const WORDS: Record<Tap['kind'], string> = {
  departure: 'Je pars',
  arrival: 'J’arrive',
  completion: 'Terminé',
  absence: 'Absent',
  delay: 'retard annoncé',
  correction: 'heure corrigée',
  undo: 'annulation',
}

/** What « Annuler le dernier geste » would undo, in words; null when there is nothing to undo. */
export const lastGesture = (round: LoadedRound, f: French): { tapId: Id; words: string } | null => {
  const tap = round.state.lastTap
  if (!tap) return null
  const stop = round.day.stops.find(each => each.id === tap.stopId)
  const where = stop ? `, ${shortName(stop)}` : ''
  const agreeing = stop && tap.kind === 'absence' ? ending(stop) : ''
  const what = tap.minutes === null ? WORDS[tap.kind] : `${f.duration(tap.minutes)} de retard`
  return { tapId: tap.id, words: `${what}${agreeing}${where}, ${f.time(tap.happenedAt)}` }
}
