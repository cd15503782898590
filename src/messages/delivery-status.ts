import type { Trx } from '../db/database.ts'
import type { MessageRow, MessageStatus } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import type { DeliveryReport } from './delivery-report.ts'
import { learn } from './lessons.ts'
import { type Origins, originOf } from './origins.ts'
import { tryOnceMore } from './retry.ts'
import { transition } from './transition.ts'

const UNSETTLED: readonly MessageStatus[] = ['attempted', 'unknown']

/**
 * Records a report, whatever the order in which reports come: one that says nothing new changes nothing. The origin
 * learns once that its message is on its way, and once that it never arrived and is not tried again.
 */
export const recordReport = async (
  trx: Trx,
  origins: Origins,
  { practiceId, id }: { practiceId: Id; id: Id },
  report: DeliveryReport,
  now: Instant,
): Promise<boolean> => {
  const before = await trx
    .selectFrom('messages')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!before) return false
  const change = { practiceId, id, to: report.status, ...learnt(before, report) }
  if (!(await transition(trx, change, now))) return false
  if ('why' in report) await settleFailure(trx, origins, before, report, now)
  else if (UNSETTLED.includes(before.status))
    await originOf(origins, before).onSent(trx, before.ref_id, before, now)
  return true
}

const learnt = (before: MessageRow, report: DeliveryReport) => {
  const provider_id = report.providerId ?? before.provider_id
  return 'why' in report
    ? { columns: { provider_id, error_code: report.errorCode, reason: report.why }, detail: report.errorCode }
    : { columns: { provider_id } }
}

/** The lesson first, so that the origin does not count on the same number again. */
const settleFailure = async (
  trx: Trx,
  origins: Origins,
  message: MessageRow,
  { errorCode, why, lesson }: Extract<DeliveryReport, { why: unknown }>,
  now: Instant,
): Promise<void> => {
  if (lesson) await learn(trx, message, { lesson, errorCode }, now)
  if (lesson === 'try_once_more' && (await tryOnceMore(trx, message, now))) return
  await originOf(origins, message).onUndeliverable(trx, message.ref_id, message, why, now)
}
