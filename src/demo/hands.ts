import type { Db, Trx } from '../db/database.ts'
import { findFact, keepFact } from '../db/installation.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'

/** Taps of the script say so in their id; every other tap was made by a visitor. */
const SCRIPT = 'script-'

export const newScriptTapId = (): Id => `${SCRIPT}${newId()}`

type GivenBack = Record<Id, Instant>

const givenBack = async (db: Db | Trx): Promise<GivenBack> =>
  JSON.parse((await findFact(db, 'demo_hands')) ?? '{}') as GivenBack

/** The rounds of a day on which a visitor has tapped and that were not given back since: the script leaves them alone. */
export const listTakenRounds = async (db: Db | Trx, on: LocalDate): Promise<Set<Id>> => {
  const rows = await db
    .selectFrom('taps as t')
    .innerJoin('rounds as r', 'r.id', 't.round_id')
    .select(eb => ['t.round_id', eb.fn.max('t.received_at').as('at')])
    .where('r.on', '=', on)
    .where('t.id', 'not like', `${SCRIPT}%`)
    .groupBy('t.round_id')
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
