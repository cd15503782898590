import type { Trx } from '../db/database.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { cancelMessages } from '../messages/outbox.ts'
import type { Instant } from '../terms.ts'
import { APPOINTMENT_ORIGIN, setState } from './appointment-messages.ts'
import { listBundle } from './bundles.ts'
import { renewCalls } from './call-bundle.ts'

/** Takes back what was not yet told; with the last piece of its bundle also the texts, and from the calls what they say of it. */
export const withdrawMessage = async (
  trx: Trx,
  row: AppointmentMessageRow,
  reason: string,
  now: Instant,
): Promise<void> => {
  const { practice_id: practiceId, bundle_id: refId } = row
  await setState(trx, row, { state: 'withdrawn', reason })
  const others = await listBundle(trx, practiceId, refId)
  if (!others.some(({ state }) => state === 'pending'))
    await cancelMessages(trx, { practiceId, origin: APPOINTMENT_ORIGIN, refId }, reason, now)
  await renewCalls(trx, row, now)
}
