import { addDays } from '../time.ts'
import { chanceOf } from './chance.ts'
import { consultationDay, doctor } from './lifelike-consultations.ts'
import { nurse, roundDay } from './lifelike-rounds.ts'
import type { RecordedVisit } from './recorded-visit.ts'

export type Kind = 'consultations' | 'rounds'

const CLINICIANS = 3
export const FIRST_DAY = '2026-01-05'

/** Days of three clinicians that never were, one after the other from `FIRST_DAY`; the same seed gives the same days. */
export function lifelikeDays(kind: Kind, days: number, seed: number): RecordedVisit[][] {
  const chance = chanceOf(seed)
  const names = Array.from({ length: CLINICIANS }, (_, index) => `${kind}-${index}`)
  const dayOf =
    kind === 'rounds'
      ? names.map(name => nurse(name, chance)).map(each => (day: string) => roundDay(each, day, chance))
      : names
          .map(name => doctor(name, chance))
          .map(each => (day: string) => consultationDay(each, day, chance))
  return Array.from({ length: days }, (_, index) => dayOf.map(make => make(addDays(FIRST_DAY, index)))).flat()
}
