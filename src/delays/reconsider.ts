import type { Db, Trx } from '../db/database.ts'
import { inTransaction } from '../db/database.ts'
import { othersFirst } from '../db/others-first.ts'
import type { DecisionRow } from '../db/tables/delays.ts'
import type { EpochMs, Id, Instant } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { type Decision, decide } from './decision.ts'
import type { Forecast } from './forecast.ts'
import { keepCalls } from './keep-calls.ts'
import { keepDecision } from './keep-decision.ts'
import { keepNotices } from './keep-notices.ts'
import { withExpectations } from './lessons.ts'
import { passageOf } from './passage.ts'
import { keepForecast, listDecisions, listRoundsToLookAt } from './queries.ts'
import { loadSituation, type Situation } from './situation.ts'

/**
 * Thinks again about the delays of a round: forecasts every visit to come, decides for each patient, and keeps the
 * forecast, the decisions with their reasons, the notices to send and the calls to make. Changes nothing when called
 * twice at the same instant. Call it in the transaction of whatever has changed. Gives the situation that it thought
 * about, from before it kept anything.
 */
export const reconsider = async (
  trx: Trx,
  { practiceId, roundId }: { practiceId: Id; roundId: Id },
  now: Instant,
): Promise<Situation> => {
  const at = toEpochMs(now)
  const situation = await loadSituation(trx, practiceId, roundId, at)
  const kept = await listDecisions(trx, practiceId, roundId)
  const decisions: Decision[] = []
  for (const stop of situation.day.stops) {
    const decision = decide(passageOf(situation, stop, at))
    const reconsidered = { before: decisionOf(kept.get(stop.id)), decision }
    await keepDecision(trx, { practiceId, roundId, stopId: stop.id }, reconsidered, now)
    await keepNotices(trx, situation, stop, decision, now)
    await keepCalls(trx, situation, stop, reconsidered, now)
    decisions.push(decision)
  }
  const forecast = { ...situation.forecast, lookAgainAt: nextLook(situation.forecast, decisions, at) }
  const { durations, lessons, expectations } = situation.learned
  const learned = { durations: Object.fromEntries(durations), lessons }
  const expected = withExpectations(expectations, forecast)
  await keepForecast(trx, { practiceId, roundId }, { forecast, ...learned, expectations: expected }, now)
  return situation
}

const decisionOf = (row: DecisionRow | undefined): Decision | null =>
  row ? (JSON.parse(row.content) as Decision) : null

/** When the forecast moves by itself, or a decision waits for an hour: whichever comes first, and later than now. */
const nextLook = (forecast: Forecast, decisions: Decision[], now: EpochMs): EpochMs | null => {
  const looks = decisions.flatMap(decision => ('lookAgainAt' in decision ? [decision.lookAgainAt] : []))
  const coming = [forecast.lookAgainAt, ...looks].filter(at => at !== null && at > now)
  return coming.length === 0 ? null : Math.min(...(coming as EpochMs[]))
}

/**
 * Reconsiders the rounds whose time to look has come though nobody tapped. For the worker; gives how many. A fault in
 * one round does not keep the others waiting; the first one is thrown at the end.
 */
export const lookAgain = async (db: Db, now: Instant): Promise<number> => {
  const rounds = await listRoundsToLookAt(db, now)
  const faults: unknown[] = []
  for (const round of rounds) {
    try {
      await inTransaction(db, trx => reconsider(trx, round, now))
    } catch (fault) {
      faults.push(fault)
    }
    await othersFirst()
  }
  if (faults.length > 0) throw faults[0]
  return rounds.length
}
