import type { Db } from '../db/database.ts'
import type { MessageStatus } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import type { Gateway } from './gateways/gateway.ts'

/** Nothing more is to be learnt of these from the provider. */
const SETTLED: MessageStatus[] = ['delivered', 'undelivered', 'failed']

const DAY_MINUTES = 24 * 60

/** A provider erases nothing that it has only just finished. */
const AFTER_MINUTES = 5
/** Networks that never report arrival: their texts are given up on. */
const UNREPORTED_AFTER_MINUTES = DAY_MINUTES
const AGAIN_AFTER_MINUTES = 60

const AT_ONCE = 20

/**
 * Has the provider erase content and number of texts whose outcome is known, and says of how many. Not before: a text
 * of unknown outcome is found by its number and words.
 */
export const eraseAtProvider = async (db: Db, gateway: Gateway, now: Instant): Promise<number> => {
  if (!gateway.erase) return 0
  const texts = await db
    .selectFrom('messages')
    .select(['id', 'practice_id', 'provider_id'])
    .where('provider_id', 'is not', null)
    .where('provider_erased_at', 'is', null)
    .where(eb =>
      eb.or([
        eb.and([eb('status', 'in', SETTLED), eb('updated_at', '<=', addMinutes(now, -AFTER_MINUTES))]),
        eb('updated_at', '<=', addMinutes(now, -UNREPORTED_AFTER_MINUTES)),
      ]),
    )
    .where(eb =>
      eb.or([
        eb('erase_tried_at', 'is', null),
        eb('erase_tried_at', '<=', addMinutes(now, -AGAIN_AFTER_MINUTES)),
      ]),
    )
    .orderBy('updated_at')
    .limit(AT_ONCE)
    .execute()
  let erased = 0
  for (const { id, practice_id, provider_id } of texts) {
    const answer = await gateway.erase(provider_id!)
    if (answer === 'unanswered') return erased
    await db
      .updateTable('messages')
      .set({ erase_tried_at: now, provider_erased_at: answer === 'erased' ? now : null })
      .where('practice_id', '=', practice_id)
      .where('id', '=', id)
      .execute()
    if (answer === 'erased') erased++
  }
  return erased
}

/** Forgets the words of texts after as many days as their practice keeps them; when and what became of them stays. */
export const forgetTexts = async (db: Db, now: Instant): Promise<void> => {
  const practices = await db
    .selectFrom('practices')
    .select(['id', 'message_text_days'])
    .where('message_text_days', 'is not', null)
    .execute()
  for (const { id, message_text_days } of practices)
    await db
      .updateTable('messages')
      .set({ body: null })
      .where('practice_id', '=', id)
      .where('body', 'is not', null)
      .where('attempted_at', '<', addMinutes(now, -message_text_days! * DAY_MINUTES))
      .execute()
}
