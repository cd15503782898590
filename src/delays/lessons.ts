import { isBegunOrOver, type RoundState } from '../rounds/round-state.ts'
import type { EpochMs, Place } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import { followed, SHARES, UNCALIBRATED } from './calibration.ts'
import type { Quantiles } from './estimate.ts'
import type { Forecast } from './forecast.ts'
import {
  type AbsenceHabit,
  depthOf,
  FIRST_HABITS,
  FIRST_START_OFFSET_MINUTES,
  GAP_OFFSET_MINUTES,
  type GapHabit,
  gapLaw,
  type Habits,
} from './habits.ts'
import type { Plan, PlannedStop } from './schedule.ts'
import { observed, shrunkMean, shrunkSquares, type Tally } from './tally.ts'

/** What the days of a clinician taught apart from the length of visits: plain data, kept with the forecasts. */
export type Lessons = {
  gaps: Partial<Record<Place, Tally>>
  gapMisses: Partial<Record<Place, Tally>>
  absences: Partial<Record<Place, Tally>>
  absenceMinutes: Partial<Record<Place, Tally>>
  firstStarts: Tally | null
  calibration: Habits['calibration']
}

export const NO_LESSONS: Lessons = {
  gaps: {},
  gapMisses: {},
  absences: {},
  absenceMinutes: {},
  firstStarts: null,
  calibration: { home: [], practice: [] },
}

/** For each stop, by depth, what was first expected of its start: what truth is compared with once it has begun. */
export type Expectations = Record<string, Record<number, Quantiles>>

const WEIGHT = 20
const ABSENCE_WEIGHT = 50
const DOOR_WEIGHT = 5
const HALF_LIFE_DAYS = 60

/** Farther from the plan it was a pause, a detour, a tap made afterwards: not the way. */
const FARTHEST = 1.5

const LONGEST_DOOR = 20

/** Somebody who arrives in less than a fifth of the way made both taps at once. */
const BATCHED_SHARE = 0.2
const BATCHED_LEAST_MINUTES = 4

export function habitsOf(lessons: Lessons): Habits {
  return {
    gaps: { home: gapHabit(lessons, 'home'), practice: gapHabit(lessons, 'practice') },
    absences: { home: absenceHabit(lessons, 'home'), practice: absenceHabit(lessons, 'practice') },
    firstStart: habitOf(
      lessons.firstStarts ?? undefined,
      lessons.firstStarts ?? undefined,
      FIRST_HABITS.firstStart,
    ),
    calibration: lessons.calibration,
  }
}

const gapHabit = ({ gaps, gapMisses }: Lessons, place: Place): GapHabit =>
  habitOf(gaps[place], gapMisses[place], FIRST_HABITS.gaps[place])

const absenceHabit = ({ absences, absenceMinutes }: Lessons, place: Place): AbsenceHabit => {
  const first = FIRST_HABITS.absences[place]
  return {
    share: shrunkMean(absences[place], { mean: first.share, weight: ABSENCE_WEIGHT }),
    minutes: shrunkMean(absenceMinutes[place], { mean: first.minutes, weight: DOOR_WEIGHT }),
  }
}

const habitOf = (ratios: Tally | undefined, misses: Tally | undefined, first: GapHabit): GapHabit => ({
  mean: shrunkMean(ratios, { mean: first.mean, weight: WEIGHT }),
  spread: Math.sqrt(shrunkSquares(misses, { mean: first.spread ** 2, weight: WEIGHT })),
})

/** Adds what a forecast expects to what was expected before. */
export function withExpectations(before: Expectations, { stops }: Pick<Forecast, 'stops'>): Expectations {
  const after = { ...before }
  for (const { stopId, quantiles, visitsBefore } of stops) {
    const depth = depthOf(visitsBefore)
    if (after[stopId]?.[depth]) continue
    after[stopId] = { ...after[stopId], [depth]: quantiles }
  }
  return after
}

type Begun = { stop: PlannedStop; position: number; arrivedAt: EpochMs; finishedAt: EpochMs | null }

/** What a day teaches once it is over. `on`: its number, in days. */
export function learnDay(
  lessons: Lessons,
  plan: Plan,
  state: RoundState,
  expected: Expectations,
  on: number,
): Lessons {
  const begun = plan.stops
    .flatMap((stop, position): Begun[] => {
      const taps = state.stops.get(stop.stopId)
      if (!taps || !isBegunOrOver(taps) || taps.status === 'absent' || taps.arrivedAt === null) return []
      return [{ stop, position, arrivedAt: taps.arrivedAt, finishedAt: taps.finishedAt }]
    })
    .sort((a, b) => a.arrivedAt - b.arrivedAt)
  const learned = begun.reduce((so, each) => learnCalibration(so, each, expected), lessons)
  const withGaps = begun.reduce((so, each, index) => learnGap(so, begun[index - 1], each, plan, on), learned)
  const withAbsences = learnAbsences(withGaps, plan, state, begun, on)
  const [first] = begun
  return first?.position === 0 ? learnFirstStart(withAbsences, first, on) : withAbsences
}

function learnCalibration(lessons: Lessons, { stop, arrivedAt }: Begun, expected: Expectations): Lessons {
  const ofPlace = [...lessons.calibration[stop.place]]
  const bound = stop.earliestAt ?? Number.NEGATIVE_INFINITY
  for (const [depth, quantiles] of Object.entries(expected[stop.stopId] ?? {})) {
    const stated = [quantiles.p10, quantiles.p25, quantiles.p50, quantiles.p75, quantiles.p90]
    const came = stated.map(at => (at <= bound ? null : arrivedAt <= at))
    for (let level = 0; level <= Number(depth); level++) ofPlace[level] ??= UNCALIBRATED
    ofPlace[Number(depth)] = followed(ofPlace[Number(depth)] ?? SHARES, came)
  }
  return { ...lessons, calibration: { ...lessons.calibration, [stop.place]: ofPlace } }
}

function learnGap(lessons: Lessons, from: Begun | undefined, to: Begun, plan: Plan, on: number): Lessons {
  if (!from || from.finishedAt === null || to.position !== from.position + 1) return lessons
  const { minutes } = plan.travel(from.stop.stopId, to.stop.stopId)
  const gap = msToMinutes(to.arrivedAt - from.finishedAt)
  const waited = from.finishedAt + minutesToMs(minutes) < (to.stop.earliestAt ?? Number.NEGATIVE_INFINITY)
  const batched = minutes >= BATCHED_LEAST_MINUTES && gap < BATCHED_SHARE * minutes
  const ratio = Math.log((Math.max(gap, 0) + GAP_OFFSET_MINUTES) / (minutes + GAP_OFFSET_MINUTES))
  if (waited || batched || Math.abs(ratio) > FARTHEST) return lessons
  const { place } = to.stop
  const miss = ratio - gapHabit(lessons, place).mean
  return {
    ...lessons,
    gaps: { ...lessons.gaps, [place]: observed(lessons.gaps[place], ratio, on, HALF_LIFE_DAYS) },
    gapMisses: {
      ...lessons.gapMisses,
      [place]: observed(lessons.gapMisses[place], miss, on, HALF_LIFE_DAYS),
    },
  }
}

function learnAbsences(lessons: Lessons, plan: Plan, state: RoundState, begun: Begun[], on: number): Lessons {
  const absences = { ...lessons.absences }
  for (const { stopId, place } of plan.stops) {
    const stop = state.stops.get(stopId)
    if (!stop || !isBegunOrOver(stop)) continue
    absences[place] = observed(absences[place], stop.status === 'absent' ? 1 : 0, on, HALF_LIFE_DAYS)
  }
  const seen = { ...lessons, absences }
  return begun.reduce((so, each, index) => learnDoor(so, begun[index - 1], each, plan, state, on), seen)
}

/** What an absence between two visits cost, the ways apart; unknown where one had to wait for the hour. */
function learnDoor(
  lessons: Lessons,
  from: Begun | undefined,
  to: Begun,
  plan: Plan,
  state: RoundState,
  on: number,
): Lessons {
  const between = plan.stops[to.position - 1]
  if (!from || from.finishedAt === null || !between || from.position !== to.position - 2) return lessons
  if (state.stops.get(between.stopId)?.status !== 'absent') return lessons
  const { place } = between
  const ways = [
    [from.stop, between],
    [between, to.stop],
  ] as const
  let at = from.finishedAt
  for (const [start, end] of ways) {
    const law = gapLaw(gapHabit(lessons, end.place), plan.travel(start.stopId, end.stopId).minutes)
    at += minutesToMs(law.minutes - law.offset)
    if (at < (end.earliestAt ?? Number.NEGATIVE_INFINITY)) return lessons
  }
  const minutes = Math.min(Math.max(msToMinutes(to.arrivedAt - at), -LONGEST_DOOR), LONGEST_DOOR)
  const known = lessons.absenceMinutes[place]
  return {
    ...lessons,
    absenceMinutes: { ...lessons.absenceMinutes, [place]: observed(known, minutes, on, HALF_LIFE_DAYS) },
  }
}

function learnFirstStart(lessons: Lessons, { stop, arrivedAt }: Begun, on: number): Lessons {
  const { agreedAt } = stop.agreement
  if (agreedAt === null) return lessons
  const minutes = Math.max(msToMinutes(arrivedAt - agreedAt) + FIRST_START_OFFSET_MINUTES, 1)
  const ratio = Math.log(minutes / FIRST_START_OFFSET_MINUTES)
  if (Math.abs(ratio) > FARTHEST) return lessons
  return { ...lessons, firstStarts: observed(lessons.firstStarts ?? undefined, ratio, on, HALF_LIFE_DAYS) }
}
