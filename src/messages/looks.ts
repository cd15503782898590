import type { Db, Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { recordEvent } from './transition.ts'

/** Asking the provider about a message, again and again, at growing intervals. */
export type Look = { name: 'looked for' | 'asked about'; firstSeconds: number; longestSeconds: number }

/** Those of these messages that were not looked at lately. */
export const dueForLook = async (
  db: Db,
  messages: MessageRow[],
  { name, firstSeconds, longestSeconds }: Look,
  now: Instant,
): Promise<MessageRow[]> => {
  const looks = await countLooks(db, messages, name)
  return messages.filter(({ id, updated_at }) => {
    const { times, lastAt } = looks.get(id) ?? { times: 0, lastAt: updated_at }
    const pause = Math.min(firstSeconds * 2 ** times, longestSeconds)
    // In the future: before the clock was set back.
    return addSeconds(lastAt, pause) <= now || lastAt > now
  })
}

/** One more look that taught nothing. */
export const recordLook = async (
  trx: Db | Trx,
  { practice_id, id, status }: MessageRow,
  { name }: Look,
  now: Instant,
): Promise<void> =>
  await recordEvent(trx, { practiceId: practice_id, messageId: id, status, detail: name }, now)

const countLooks = async (
  db: Db,
  messages: MessageRow[],
  name: Look['name'],
): Promise<Map<Id, { times: number; lastAt: Instant }>> => {
  if (messages.length === 0) return new Map()
  const rows = await db
    .selectFrom('message_events')
    .select(eb => ['message_id', eb.fn.countAll<number>().as('times'), eb.fn.max('at').as('last_at')])
    .where('practice_id', 'in', [...new Set(messages.map(message => message.practice_id))])
    .where(
      'message_id',
      'in',
      messages.map(message => message.id),
    )
    .where('detail', '=', name)
    .groupBy('message_id')
    .execute()
  return new Map(rows.map(row => [row.message_id, { times: row.times, lastAt: row.last_at }]))
}
