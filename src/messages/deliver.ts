import type { Clock } from '../clock.ts'
import { type Db, inSoleTransaction } from '../db/database.ts'
import { othersFirst } from '../db/others-first.ts'
import type { Id, Instant } from '../terms.ts'
import { giveUp, listAbandoned, listHopeless, markUnknown } from './abandoned.ts'
import { type Claim, claim, type DueMessage, listDue } from './claims.ts'
import type { Gateway, OutgoingText, SendOutcome } from './gateways/gateway.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { Origins } from './origins.ts'
import { prepare } from './prepare.ts'
import { noteOutcome, roomNow } from './provider-watch.ts'
import { recordOutcome } from './record-outcome.ts'

/** How many messages may be at the gateway at once. */
const BATCH = 20

export type Delivery = {
  db: Db
  origins: Origins
  gateway: Gateway
  clock: Clock
  /** Unique per process and start: a claim of the same machine's previous life is not this one's. */
  workerId: string
  /** Told of a fault; the message waits for its claim to grow stale, and others go on. */
  log: (fault: unknown, about: { messageId: Id }) => void
}

/**
 * One round of the worker's work: what is due leaves, once. Each message is claimed, asked for, and written down as
 * attempted before the gateway hears of it; what is between two of these steps when the process dies is either still
 * to be sent or unknown, never sent twice. While the provider is down nothing leaves; what is due then waits for it and
 * is made a call meanwhile. Gives how many went to the gateway.
 */
export const deliverDue = async (delivery: Delivery): Promise<number> => {
  const { db, clock } = delivery
  await settleWhatWasLeft(delivery)
  const { texts, closedUntil } = await roomNow(delivery, BATCH)
  const due = await listDue(db, clock.now(), closedUntil === null ? texts : BATCH)
  const inTurn = oneAtATime()
  const atGateway: Promise<void>[] = []
  for (const message of due) {
    const ready = await inTurn(() =>
      unlessFaulty(delivery, message, () => makeReady(delivery, message, closedUntil)),
    )
    if (ready) atGateway.push(sendOne(delivery, message, ready, inTurn))
    await othersFirst()
  }
  await Promise.all(atGateway)
  return atGateway.length
}

/** What an earlier worker attempted and never settled. */
const settleWhatWasLeft = async (delivery: Delivery): Promise<void> => {
  const { db, origins, clock } = delivery
  for (const message of await listAbandoned(db, clock.now()))
    await unlessFaulty(delivery, message, () =>
      inSoleTransaction(db, 'messages', trx => markUnknown(trx, message, clock.now())),
    )
  for (const message of await listHopeless(db, clock.now()))
    await unlessFaulty(delivery, message, () =>
      inSoleTransaction(db, 'messages', trx => giveUp(trx, origins, message, clock.now())),
    )
}

const unlessFaulty = async <Result>(
  { log }: Delivery,
  { id }: Pick<DueMessage, 'id'>,
  work: () => Promise<Result>,
): Promise<Result | undefined> => {
  try {
    return await work()
  } catch (fault) {
    log(fault, { messageId: id })
    return undefined
  }
}

type Ready = { text: OutgoingText; held: Claim }

const makeReady = async (
  { db, origins, clock, workerId }: Delivery,
  message: DueMessage,
  closedUntil: Instant | null,
): Promise<Ready | undefined> => {
  // One conditional update decides: no need to be serializable, and workers fail each other less.
  const held = await db.transaction().execute(trx => claim(trx, message, workerId, clock.now()))
  if (!held) return undefined
  const text = await inSoleTransaction(db, 'messages', trx =>
    prepare(trx, origins, message, held, clock.now(), closedUntil),
  )
  return text && { text, held }
}

/** Texts are at the gateway side by side; what came of them is written down one by one. */
const sendOne = async (
  delivery: Delivery,
  message: DueMessage,
  { text, held }: Ready,
  inTurn: ReturnType<typeof oneAtATime>,
): Promise<void> => {
  const { db, origins, clock } = delivery
  const result = await callGateway(delivery, text)
  const attempt = { practiceId: message.practice_id, id: message.id, claim: held }
  const record = () =>
    inSoleTransaction(db, 'messages', trx => recordOutcome(trx, origins, attempt, result, clock.now()))
  await inTurn(() => unlessFaulty(delivery, message, record))
  await inTurn(() =>
    unlessFaulty(delivery, message, () => noteOutcome(delivery, message.practice_id, result)),
  )
}

/** A gateway that throws has told us nothing. */
const callGateway = async ({ gateway, log }: Delivery, text: OutgoingText): Promise<SendOutcome> => {
  try {
    return await gateway.send(text)
  } catch (fault) {
    log(fault, { messageId: text.messageId })
    return { outcome: 'unknown', detail: 'the gateway broke off' }
  }
}
