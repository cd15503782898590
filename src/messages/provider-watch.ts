import type { Clock } from '../clock.ts'
import { type Db, inTransaction } from '../db/database.ts'
import type { Id, Instant } from '../terms.ts'
import {
  allowanceAt,
  nextProbe,
  noteAnswer,
  noteFailure,
  openHalf,
  readCircuit,
  takeProbe,
} from './circuit.ts'
import type { Gateway, SendOutcome } from './gateways/gateway.ts'
import { openTrouble } from './lessons.ts'
import { withdrawEverywhere } from './tasks.ts'

type Watch = { db: Db; gateway: Gateway; clock: Clock }

/** How many texts may leave in this turn; none before `closedUntil`, when it is not null. */
export type Room = { texts: number; closedUntil: Instant | null }

/** What the circuit leaves room for now; asks the provider whether it is back when it is time to. */
export const roomNow = async ({ db, gateway, clock }: Watch, most: number): Promise<Room> => {
  const now = clock.now()
  const allowance = allowanceAt(await readCircuit(db), now)
  switch (allowance.allows) {
    case 'all':
      return { texts: most, closedUntil: null }
    case 'one':
      return { texts: 1, closedUntil: null }
    case 'none':
      return { texts: 0, closedUntil: allowance.until }
    case 'probe': {
      const mine = await takeProbe(db, allowance.seen, now)
      // A question without consequence, so that no text is spent on finding out.
      if (!mine || (gateway.answers && !(await gateway.answers())))
        return { texts: 0, closedUntil: nextProbe(now) }
      await openHalf(db)
      return { texts: 1, closedUntil: null }
    }
  }
}

const LOCKED_OUT_KEY = 'sms-locked-out'

/** Remembers whether the provider answered, and tells the practice when it refuses our account. */
export const noteOutcome = async (
  { db, clock }: Watch,
  practiceId: Id,
  result: SendOutcome,
): Promise<void> => {
  const now = clock.now()
  switch (result.outcome) {
    case 'accepted':
    case 'refused':
      if (await noteAnswer(db)) await inTransaction(db, trx => withdrawEverywhere(trx, LOCKED_OUT_KEY, now))
      return
    case 'busy':
      return
    case 'unreached':
    case 'unknown':
      return await noteFailure(db, 'down', now)
    case 'locked_out':
      await noteFailure(db, 'locked_out', now)
      await inTransaction(db, trx =>
        openTrouble(trx, practiceId, LOCKED_OUT_KEY, lockedOut(result.code), now),
      )
  }
}

const lockedOut = (code: string): string =>
  `L’opérateur refuse le compte de cette installation (code ${code})\u00a0: plus aucun SMS ne part. Les retards sont à annoncer par téléphone.`
