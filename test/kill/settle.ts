import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../src/db/database.ts'
import type { MessageRow } from '../../src/db/tables/messages.ts'
import type { Instant } from '../../src/terms.ts'

const LOOK_EVERY_MS = 40
const PATIENCE_MS = 30_000

/** Longer than a claim, an attempt, a probe or a look at the provider lasts. */
const STEP_SECONDS = 61

/** Longer than a text of unknown outcome waits before it is looked for. */
const LOOK_SECONDS = 6

type Time = { now(): Instant; pass(seconds: number): void; set(instant: Instant): void }

const UNDER_WAY: MessageRow['status'][] = ['queued', 'claimed', 'attempted']

const unsettled = async (db: Db): Promise<MessageRow[]> =>
  await db
    .selectFrom('messages')
    .selectAll()
    .where(eb =>
      eb.or([
        eb('status', 'in', UNDER_WAY),
        eb.and([eb('status', '=', 'unknown'), eb('reason', 'is', null)]),
      ]),
    )
    .execute()

/**
 * Lets time pass until everything that was to leave has left or is given up: first what a dead process held is taken
 * up or found to be unknown, then the unknown is looked for, and at last its useful time ends.
 */
export const settle = async (db: Db, time: Time): Promise<void> => {
  for (let step = 0; step < 5; step++) {
    time.pass(STEP_SECONDS)
    await until(async () => (await unsettled(db)).every(message => isWaiting(message, time.now())))
    if ((await unsettled(db)).every(message => message.status === 'unknown')) break
  }
  time.pass(LOOK_SECONDS)
  await until(async () => {
    const looked = await looksOf(db)
    return (await unsettled(db)).every(message => looked.has(message.id))
  })
  const last = (await unsettled(db))
    .map(message => message.useful_until_at)
    .sort()
    .at(-1)
  if (last !== undefined) time.set(last)
  time.pass(1)
  await until(async () => (await unsettled(db)).length === 0)
}

/** Only the passing of time changes it: it is unknown, or waits for an hour that has not come. */
const isWaiting = ({ status, due_at }: MessageRow, now: Instant): boolean =>
  status === 'unknown' || (status === 'queued' && due_at > now)

const looksOf = async (db: Db): Promise<Set<string>> => {
  const looks = await db
    .selectFrom('message_events')
    .select('message_id')
    .where('detail', '=', 'looked for')
    .execute()
  return new Set(looks.map(look => look.message_id))
}

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  const end = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('the outbox does not come to rest')
    await pause(LOOK_EVERY_MS)
  }
}
