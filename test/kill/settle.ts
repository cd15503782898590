import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../src/db/database.ts'
import type { MessageRow } from '../../src/db/tables/messages.ts'
import type { Instant } from '../../src/terms.ts'

const LOOK_EVERY_MS = 40
/** For a turn of the worker, on a busy machine. */
const MOMENT_MS = 2500
const MOST_STEPS = 30

/** Longer than a claim, an attempt, a probe or a look at the provider lasts. */
const STEP_SECONDS = 61

/** Longer than a text of unknown outcome waits before it is looked for. */
const LOOK_SECONDS = 6

export type Time = {
  now(): Instant
  pass(seconds: number): Promise<void>
  set(instant: Instant): Promise<void>
}

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
  await passUntil(time, STEP_SECONDS, async () => (await unsettled(db)).every(isUnknown))
  await passUntil(time, LOOK_SECONDS, async () => {
    const looked = await looksOf(db)
    return (await unsettled(db)).every(message => looked.has(message.id))
  })
  const last = (await unsettled(db))
    .map(message => message.useful_until_at)
    .sort()
    .at(-1)
  if (last !== undefined) await time.set(last)
  await passUntil(time, 1, async () => (await unsettled(db)).length === 0)
}

const isUnknown = ({ status }: MessageRow): boolean => status === 'unknown'

const looksOf = async (db: Db): Promise<Set<string>> => {
  const looks = await db
    .selectFrom('message_events')
    .select('message_id')
    .where('detail', '=', 'looked for')
    .execute()
  return new Set(looks.map(look => look.message_id))
}

/** Moves the clock on, again each time the product has had a moment to act on it, until it has done what is waited for. */
const passUntil = async (time: Time, seconds: number, holds: () => Promise<boolean>): Promise<void> => {
  for (let times = 0; times < MOST_STEPS; times++) {
    await time.pass(seconds)
    const end = performance.now() + MOMENT_MS
    while (performance.now() < end) {
      if (await holds()) return
      await pause(LOOK_EVERY_MS)
    }
  }
  throw new Error('the outbox does not come to rest')
}
