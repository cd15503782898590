import { cadresOf } from '../cadre/queries.ts'
import { type Db, inTransaction } from '../db/database.ts'
import { FIRST_HABITS } from '../delays/habits.ts'
import { planOf } from '../delays/plan.ts'
import { reconsider } from '../delays/reconsider.ts'
import { loadRound, type RoundDay } from '../rounds/queries.ts'
import { recordTap } from '../rounds/record-tap.ts'
import { deriveRound } from '../rounds/round-state.ts'
import type { Instant } from '../terms.ts'
import { toEpochMs, toInstant } from '../time.ts'
import { newScriptTapId, type PlayedRound } from './hands.ts'
import { type Cue, nextCue } from './script.ts'
import { actOf } from './story.ts'

/** What its clinician will do next. */
export const findCue = async (db: Db, { practiceId, roundId }: PlayedRound): Promise<Cue | null> => {
  const day = await loadRound(db, practiceId, roundId)
  const practice = await db
    .selectFrom('practices')
    .select(['tolerance_minutes', 'leg_minutes', 'lat', 'lon'])
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()
  const cadres = await cadresOf(db, practiceId, [...new Set(day.stops.map(stop => stop.patient_id))])
  const terms = new Map([...cadres].map(([id, cadre]) => [id, cadre.terms]))
  const plan = planOf({ day, practice, terms, durations: new Map(), habits: FIRST_HABITS })
  const state = deriveRound(
    day.stops.map(stop => stop.id),
    day.taps,
  )
  return nextCue(plan, state, actsOf(day))
}

const actsOf = ({ stops, round }: RoundDay) =>
  new Map(
    stops.map(stop => [
      stop.id,
      actOf(`${stop.first_name} ${stop.last_name}`, round.on, stop.duration_minutes),
    ]),
  )

/** From `since`, until which everything was played, to now. */
export type Step = { since: Instant; now: Instant }

/**
 * Does what is due, each thing as a clinician's tap would be: recorded, then thought about. Gives what comes next.
 * What should have been done before `since`, while a visitor had the hand, is done now: nobody taps in the past.
 */
export const playRound = async (db: Db, round: PlayedRound, step: Step): Promise<Cue | null> => {
  let cue = await findCue(db, round)
  while (cue && cue.at <= toEpochMs(step.now)) {
    await tap(db, round, { ...cue, at: Math.max(cue.at, toEpochMs(step.since)) }, step.now)
    cue = await findCue(db, round)
  }
  return cue
}

const tap = async (db: Db, { practiceId, roundId }: PlayedRound, cue: Cue, now: Instant): Promise<void> =>
  await inTransaction(db, async trx => {
    const { clinician_id } = await trx
      .selectFrom('rounds')
      .select('clinician_id')
      .where('practice_id', '=', practiceId)
      .where('id', '=', roundId)
      .executeTakeFirstOrThrow()
    const newTap = {
      id: newScriptTapId(),
      practiceId,
      roundId,
      stopId: cue.stopId,
      kind: cue.kind,
      happenedAt: toInstant(cue.at),
      minutes: null,
      ofTapId: null,
      byUserId: clinician_id,
    }
    await recordTap(trx, newTap, now)
    await reconsider(trx, { practiceId, roundId }, now)
  })
