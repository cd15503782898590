import { type Duration, shapeOfSpread, USUAL_SPREAD } from './durations.ts'
import { observed, shrunkMean, shrunkSquares, type Tally } from './tally.ts'

/** What decides how long a visit lasts: who comes, for what, to whom, and what the plan says. */
export type VisitKind = { clinician: string; care: string; patient: string; plannedMinutes: number }

/** What past visits taught about their length against the plan, and about how far each fell from what was expected of it. */
export type VisitLengths = { ratios: Map<string, Tally>; misses: Map<string, Tally> }

export const noVisitLengths = (): VisitLengths => ({ ratios: new Map(), misses: new Map() })

/** Each level counts as this many visits for the one below it. */
const LEVEL_WEIGHT = 4.5
const CARE_MISSES_WEIGHT = 20
const PATIENT_MISSES_WEIGHT = 10
const HALF_LIFE_DAYS = { care: 180, clinician: 45, patient: 120 }

/** One exception is not a habit: it counts as this many standard deviations at most. */
const MOST_DEVIATIONS = 3

/** The length to expect: the plan, corrected for the care, then for the clinician's way with it, then for the patient. */
export function expectedLength(lengths: VisitLengths, kind: VisitKind): Duration {
  const { misses } = lengths
  const keys = keysOf(kind)
  const ofCare = shrunkSquares(misses.get(keys.care), { mean: USUAL_SPREAD ** 2, weight: CARE_MISSES_WEIGHT })
  const ofPatient = shrunkSquares(misses.get(keys.patient), { mean: ofCare, weight: PATIENT_MISSES_WEIGHT })
  return {
    minutes: Math.max(kind.plannedMinutes, 1) * Math.exp(expectedRatio(lengths, keys)),
    shape: shapeOfSpread(Math.sqrt(ofPatient)),
  }
}

/** Learns from one visit that lasted `minutes`, on the day number `on`. */
export function learnLength(lengths: VisitLengths, kind: VisitKind, minutes: number, on: number): void {
  const keys = keysOf(kind)
  const ratio = Math.log(minutes / Math.max(kind.plannedMinutes, 1))
  const most = (MOST_DEVIATIONS * Math.PI) / (expectedLength(lengths, kind).shape * Math.sqrt(3))
  const expected = expectedRatio(lengths, keys)
  const miss = Math.min(Math.max(ratio - expected, -most), most)
  for (const level of LEVELS) note(lengths.ratios, keys[level], expected + miss, on, HALF_LIFE_DAYS[level])
  for (const level of ['care', 'patient'] as const)
    note(lengths.misses, keys[level], miss, on, HALF_LIFE_DAYS[level])
}

const LEVELS = ['care', 'clinician', 'patient'] as const
type Keys = Record<(typeof LEVELS)[number], string>

const keysOf = ({ clinician, care, patient }: VisitKind): Keys => ({
  care: JSON.stringify([care]),
  clinician: JSON.stringify([care, clinician]),
  patient: JSON.stringify([care, '', patient]),
})

const expectedRatio = ({ ratios }: VisitLengths, keys: Keys): number =>
  LEVELS.reduce((mean, level) => shrunkMean(ratios.get(keys[level]), { mean, weight: LEVEL_WEIGHT }), 0)

const note = (
  tallies: Map<string, Tally>,
  key: string,
  value: number,
  on: number,
  halfLife: number,
): void => {
  tallies.set(key, observed(tallies.get(key), value, on, halfLife))
}
