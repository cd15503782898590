import type { Db } from '../db/database.ts'
import { findFact, keepFact } from '../db/installation.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

export type PlayedRound = { practiceId: Id; roundId: Id }

/** Taps of the script say so in their id; every other tap was made by a visitor. */
const SCRIPT = 'script-'

export const newScriptTapId = (): Id => `${SCRIPT}${newId()}`

type GivenBack = Record<Id, Instant>

const givenBack = async (db: Db): Promise<GivenBack> =>
  JSON.parse((await findFact(db, 'demo_hands')) ?? '{}') as GivenBack

/** The rounds, of those given, on which a visitor has tapped and that were not given back since: the script leaves them alone. */
export const takenRounds = async (db: Db, rounds: PlayedRound[]): Promise<Set<Id>> => {
  if (rounds.length === 0) return new Set()
  const rows = await db
    .selectFrom('taps')
    .select(eb => ['round_id', eb.fn.max('received_at').as('at')])
    .where('practice_id', 'in', [...new Set(rounds.map(round => round.practiceId))])
    .where(
      'round_id',
      'in',
      rounds.map(round => round.roundId),
    )
    .where('id', 'not like', `${SCRIPT}%`)
    .groupBy('round_id')
    .execute()
  const back = rows.length === 0 ? {} : await givenBack(db)
  return new Set(rows.filter(row => row.at > (back[row.round_id] ?? '')).map(row => row.round_id))
}

/** Lets the script go on with a round, from wherever the visitor has brought it. @throws NotFound */
export const giveBack = async (db: Db, roundId: Id, now: Instant): Promise<void> => {
  const round = await db.selectFrom('rounds').select('id').where('id', '=', roundId).executeTakeFirst()
  if (!round) throw new NotFound()
  await keepFact(db, 'demo_hands', JSON.stringify({ ...(await givenBack(db)), [roundId]: now }))
}
