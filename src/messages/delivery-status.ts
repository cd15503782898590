import type { Trx } from '../db/database.ts'
import type { MessageRow, MessageStatus } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { type Origins, originOf, type Undeliverable } from './origins.ts'
import { transition } from './transition.ts'

/** What the provider says of a message, at once or by a later report. */
export type DeliveryReport =
  | { status: 'accepted' | 'sent' | 'delivered'; providerId: string | null }
  | { status: 'failed' | 'undelivered'; errorCode: string; why: Undeliverable }

const UNSETTLED: readonly MessageStatus[] = ['attempted', 'unknown']

/**
 * Records a report, whatever the order in which reports come: one that says nothing new changes nothing. The origin
 * learns once that its message is on its way, and once that it never arrived.
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
  const origin = originOf(origins, before)
  if ('why' in report) await origin.onUndeliverable(trx, before.ref_id, before, report.why, now)
  else if (UNSETTLED.includes(before.status)) await origin.onSent(trx, before.ref_id, before, now)
  return true
}

const learnt = (before: MessageRow, report: DeliveryReport) =>
  'why' in report
    ? { columns: { error_code: report.errorCode, reason: report.why }, detail: report.errorCode }
    : { columns: { provider_id: report.providerId ?? before.provider_id } }
