import type { EpochMs } from '../terms.ts'
import { msToMinutes } from '../time.ts'

/**
 * How long a visit is expected to last, as a log-logistic law: `minutes` is its median, a higher `shape` means less
 * spread. Real visits have heavy tails that this law fits better than the log-normal, and it stays in closed form
 * once part of the visit has passed.
 */
export type Duration = { minutes: number; shape: number }

/** The plan counts as this many visits of the patient when history is learned. */
const PLAN_WEIGHT = 4.5

/** Standard deviation of the logarithm of a visit's length while nothing is known of the patient. */
export const USUAL_SPREAD = 0.45

/** Shorter is a tap made afterwards, longer a forgotten one: neither says how long the visit lasted. */
const SHORTEST_MINUTES = 2
const LONGEST_MINUTES = 90
const LONGEST_TIMES_PLANNED = 4

/**
 * Expected duration from the plan and the minutes of earlier visits (same patient, same kind, see `learnableMinutes`):
 * their geometric mean, drawn towards the plan while visits are few.
 */
export function expectedDuration(plannedMinutes: number, history: number[]): Duration {
  const logs = history.map(Math.log)
  const plan = Math.log(Math.max(plannedMinutes, 1))
  const weight = PLAN_WEIGHT + logs.length
  const mean = (PLAN_WEIGHT * plan + sum(logs)) / weight
  const squares = logs.map(log => (log - mean) ** 2)
  const variance = (PLAN_WEIGHT * USUAL_SPREAD ** 2 + sum(squares)) / weight
  return { minutes: Math.exp(mean), shape: shapeOfSpread(Math.sqrt(variance)) }
}

/** Minutes of a past visit worth learning from, or null where its taps were forgotten or made all at once. */
export function learnableMinutes(visit: {
  arrivedAt: EpochMs | null
  finishedAt: EpochMs | null
  plannedMinutes: number
}): number | null {
  if (visit.arrivedAt === null || visit.finishedAt === null) return null
  const minutes = msToMinutes(visit.finishedAt - visit.arrivedAt)
  const longest = Math.max(LONGEST_MINUTES, LONGEST_TIMES_PLANNED * visit.plannedMinutes)
  return minutes < SHORTEST_MINUTES || minutes > longest ? null : minutes
}

/**
 * The length, in minutes from the visit's beginning, that it stays below with probability `p`, knowing that it has
 * already lasted `elapsedMinutes`. An overrunning visit is not about to finish: what remains grows with what has passed.
 */
export function durationQuantile({ minutes, shape }: Duration, p: number, elapsedMinutes = 0): number {
  const outlived = 1 + (elapsedMinutes / minutes) ** shape
  return minutes * (outlived / (1 - p) - 1) ** (1 / shape)
}

/** A log-logistic law whose logarithm has this standard deviation. */
export const shapeOfSpread = (spread: number): number => Math.PI / (spread * Math.sqrt(3))

export const spreadOfShape = (shape: number): number => Math.PI / (shape * Math.sqrt(3))

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0)
