import type { Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { queueMessage } from './outbox.ts'

/** A phone that was off is tried again this much later. */
const RETRY_MINUTES = 2

/**
 * Queues the same news once more for a phone that was out of reach; its text is asked for again when it leaves. False:
 * it was the second try already, or the news would be of no use by then.
 */
export const tryOnceMore = async (trx: Trx, message: MessageRow, now: Instant): Promise<boolean> => {
  const dueAt = addMinutes(now, RETRY_MINUTES)
  if (message.retry_of !== null || dueAt >= message.useful_until_at) return false
  const again = {
    practiceId: message.practice_id,
    patientId: message.patient_id,
    carerId: message.carer_id,
    purpose: message.purpose,
    origin: message.origin,
    refId: message.ref_id,
    toPhone: message.to_phone,
    dueAt,
    usefulUntilAt: message.useful_until_at,
    retryOf: message.id,
  }
  await queueMessage(trx, again, now)
  return true
}
