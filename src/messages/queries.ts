import type { Db, Trx } from '../db/database.ts'
import type { InboundMessageRow, MessageRow } from '../db/tables/messages.ts'
import type { Id } from '../terms.ts'

/** What became of the messages about some things of one origin, oldest first. */
export const listMessagesAbout = async (
  db: Db | Trx,
  practiceId: Id,
  origin: string,
  refIds: Id[],
): Promise<MessageRow[]> =>
  refIds.length === 0
    ? []
    : await db
        .selectFrom('messages')
        .selectAll()
        .where('practice_id', '=', practiceId)
        .where('origin', '=', origin)
        .where('ref_id', 'in', refIds)
        .orderBy('id')
        .execute()

/** What patients and carers answered about some stops, by text or on their page, oldest first. Clinical text. */
export const listReplies = async (
  db: Db | Trx,
  practiceId: Id,
  stopIds: Id[],
): Promise<InboundMessageRow[]> =>
  stopIds.length === 0
    ? []
    : await db
        .selectFrom('inbound_messages')
        .selectAll()
        .where('practice_id', '=', practiceId)
        .where('stop_id', 'in', stopIds)
        .orderBy('received_at')
        .orderBy('id')
        .execute()

/** A message by its id alone, as a provider's report names it. */
export const findMessage = async (db: Db | Trx, id: Id): Promise<MessageRow | undefined> =>
  await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
