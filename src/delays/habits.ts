import type { Place } from '../terms.ts'
import { type Calibration, UNCALIBRATED } from './calibration.ts'
import { shapeOfSpread } from './durations.ts'
import type { GapLaw } from './laws.ts'

/** How the gaps of one kind compare with the plan: `mean` and `spread` of the logarithm of their ratio. */
export type GapHabit = { mean: number; spread: number }

/** How often nobody is there, and the minutes lost at the door (negative where one does not even go there). */
export type AbsenceHabit = { share: number; minutes: number }

/** What was learned of a clinician's days, apart from the length of visits. */
export type Habits = {
  /** From the end of one visit to the beginning of the next, by the place of the next one. */
  gaps: Record<Place, GapHabit>
  /** Of visits still expected: some will not take place. */
  absences: Record<Place, AbsenceHabit>
  /** The first start of the day against the plan. */
  firstStart: GapHabit
  /** By place, then by how many visits come before, see `depthOf`. */
  calibration: Record<Place, Calibration[]>
}

/**
 * Before anything was learned. Travel varies by a quarter, parking included; a day begins within some minutes; one visit
 * in thirty finds nobody.
 */
export const FIRST_HABITS: Habits = {
  gaps: { home: { mean: 0, spread: 0.25 }, practice: { mean: 0, spread: 0.25 } },
  absences: { home: { share: 0.03, minutes: 3 }, practice: { share: 0.03, minutes: 0 } },
  firstStart: { mean: 0, spread: 0.35 },
  calibration: { home: [], practice: [] },
}

/** Added to both sides before gaps are compared: short ones vary by minutes, long ones by a share. */
export const GAP_OFFSET_MINUTES = 3
export const FIRST_START_OFFSET_MINUTES = 10

export const gapLaw = (habit: GapHabit, plannedMinutes: number, offset = GAP_OFFSET_MINUTES): GapLaw => ({
  minutes: (plannedMinutes + offset) * Math.exp(habit.mean),
  shape: shapeOfSpread(habit.spread),
  offset,
})

/** Uncertainty grows with the visits that come before, and so do its errors. */
export const depthOf = (visitsBefore: number): number =>
  Math.min(Math.floor(Math.log2(visitsBefore + 1)), DEPTHS - 1)
export const DEPTHS = 5

export const calibrationAt = ({ calibration }: Habits, place: Place, visitsBefore: number): Calibration =>
  calibration[place][depthOf(visitsBefore)] ?? UNCALIBRATED
