import type { Db } from '../db/database.ts'
import type { EpochMs, Id, LocalDate } from '../terms.ts'
import { localDate, toEpochMs } from '../time.ts'
import { type PlayedRound, takenRounds } from './hands.ts'
import { playRound, type Step } from './play-round.ts'
import { ZONE } from './seed/practice.ts'

/** When each round's next cue is due, so that a round is only looked at when it has something to do. */
export type Cues = Map<Id, { at: EpochMs; foundAt: EpochMs }>

/** A cue is looked for again after that: a visitor may have changed the round's order in between. */
const GOOD_FOR_MS = 5 * 60_000

/** Does what the clinicians do by themselves in one step of the demo's time. */
export const playStep = async (db: Db, cues: Cues, step: Step): Promise<void> => {
  const rounds = await listRoundsOn(db, localDate(step.now, ZONE))
  const taken = await takenRounds(db, rounds)
  for (const round of rounds)
    if (taken.has(round.roundId)) cues.delete(round.roundId)
    else if (isDue(cues, round, toEpochMs(step.now))) {
      const cue = await playRound(db, round, step)
      cues.set(round.roundId, { at: cue?.at ?? Number.POSITIVE_INFINITY, foundAt: toEpochMs(step.now) })
    }
}

const isDue = (cues: Cues, { roundId }: PlayedRound, now: EpochMs): boolean => {
  const known = cues.get(roundId)
  return !known || known.at <= now || now - known.foundAt >= GOOD_FOR_MS
}

const listRoundsOn = async (db: Db, on: LocalDate): Promise<PlayedRound[]> =>
  await db
    .selectFrom('rounds')
    .select(['practice_id as practiceId', 'id as roundId'])
    .where('on', '=', on)
    .orderBy('id')
    .execute()
