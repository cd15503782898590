import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import type { ForecastLine } from './lines.ts'
import { naiveShift, type Shifted } from './naive-shift.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/** Upper ends of the buckets of predicted lead, in minutes. */
export const LEADS = [15, 30, 60, 120, Number.POSITIVE_INFINITY] as const

/** How forecasts of one bucket compare with what happened. Errors in minutes, positive where the start came later. */
export type ForecastScore = {
  forecasts: number
  mae: number
  /** Of the naive shift taken as it is, and of one that never predicts a start before now or before it is allowed. */
  naiveMae: number
  heldMae: number
  meanError: number
  /** Shares of starts after the median and the 90 % quantile, of forecasts that no bound decided. */
  afterP50: number
  afterP90: number
  unbounded: number
  belowP10: number
  aboveP90: number
  pinball: number
  /** Against always forecasting the base rate. */
  brierSkill: number
}

type Outcome = { line: ForecastLine; visit: RecordedVisit; startedAt: EpochMs; naive: Shifted }

/** Scores by bucket of predicted lead, then over 0 to 120 minutes. Visits that did not take place do not count. */
export function scoreForecasts(
  days: RecordedVisit[][],
  lines: ForecastLine[],
): { buckets: ForecastScore[]; near: ForecastScore } {
  const knownOf = new Map(
    days.flatMap(day => {
      const shifts = naiveShift(day)
      return day.map(visit => [visit.visit, { visit, shifts }] as const)
    }),
  )
  const outcomes = lines.flatMap(line => {
    const known = knownOf.get(line.visit)
    const startedAt = known?.visit.arrivedAt ?? null
    if (!known || startedAt === null || startedAt <= line.at) return []
    const naive = known.shifts.get(line.at)?.get(line.visit)
    return naive ? [{ line, visit: known.visit, startedAt, naive }] : []
  })
  const byLead = Map.groupBy(outcomes, ({ line }) => bucketOf(line.p50 - line.at))
  const near = outcomes.filter(({ line }) => line.p50 - line.at <= minutesToMs(120))
  return { buckets: LEADS.map((_, bucket) => scoreOf(byLead.get(bucket) ?? [])), near: scoreOf(near) }
}

const bucketOf = (lead: EpochMs): number => LEADS.findIndex(end => msToMinutes(lead) <= end)

function scoreOf(outcomes: Outcome[]): ForecastScore {
  const errors = outcomes.map(({ line, startedAt }) => msToMinutes(startedAt - line.p50))
  const unbounded = outcomes.filter(({ line, visit }) => line.p50 > (visit.notBefore ?? 0))
  const late = outcomes.map(({ visit, startedAt }) =>
    startedAt > visit.plannedAt + minutesToMs(visit.toleranceMinutes) ? 1 : 0,
  )
  const base = mean(late)
  const brier = mean(outcomes.map(({ line }, index) => (line.pLate - late[index]!) ** 2))
  return {
    forecasts: outcomes.length,
    mae: mean(errors.map(Math.abs)),
    naiveMae: mean(outcomes.map(each => Math.abs(msToMinutes(each.startedAt - each.naive.plain)))),
    heldMae: mean(outcomes.map(each => Math.abs(msToMinutes(each.startedAt - each.naive.held)))),
    meanError: mean(errors),
    afterP50: share(unbounded, ({ line, startedAt }) => startedAt > line.p50),
    afterP90: share(unbounded, ({ line, startedAt }) => startedAt > line.p90),
    unbounded: unbounded.length,
    belowP10: share(outcomes, ({ line, startedAt }) => startedAt < line.p10),
    aboveP90: share(outcomes, ({ line, startedAt }) => startedAt > line.p90),
    pinball: mean(outcomes.map(pinball)),
    brierSkill: 1 - brier / (base * (1 - base)),
  }
}

const QUANTILES = [
  ['p10', 0.1],
  ['p25', 0.25],
  ['p50', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
] as const

const pinball = ({ line, startedAt }: Outcome): number =>
  mean(
    QUANTILES.map(([name, share]) => {
      const error = msToMinutes(startedAt - line[name])
      return Math.max(share * error, (share - 1) * error)
    }),
  )

export const mean = (values: number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
export const share = <T>(items: T[], test: (item: T) => boolean): number =>
  items.filter(test).length / items.length
