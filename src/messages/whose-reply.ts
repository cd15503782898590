import type { Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'

const DAYS = 7

/** The practices whose texts come from this number; more than one where they share it, none where it is nobody's own. */
export const listPracticesOfSender = async (trx: Trx, toPhone: string): Promise<Id[]> => {
  const rows = await trx.selectFrom('practices').select('id').where('sms_sender', '=', toPhone).execute()
  return rows.map(row => row.id)
}

/**
 * The message that a text from this number answers: the last one sent to it within a week, by one of the practices
 * that the text is addressed to where these are known. None when nobody wrote to it, or when several practices did: an
 * answer may be clinical and is then shown to neither. Nobody answers a code.
 */
export const matchLastMessage = async (
  trx: Trx,
  fromPhone: string,
  addressed: Id[],
  now: Instant,
): Promise<MessageRow | undefined> => {
  const sent = await trx
    .selectFrom('messages')
    .selectAll()
    .where('to_phone', '=', fromPhone)
    .where('purpose', '!=', 'code')
    .where('attempted_at', '>=', addMinutes(now, -DAYS * 24 * 60))
    .$if(addressed.length > 0, query => query.where('practice_id', 'in', addressed))
    .orderBy('attempted_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const practices = new Set(sent.map(message => message.practice_id))
  return practices.size === 1 ? sent[0] : undefined
}

/** Who has this number in a practice; nobody when it is shared by several people. */
export const findPerson = async (
  trx: Trx,
  practiceId: Id,
  phone: string,
): Promise<{ patient_id: Id; carer_id: Id | null } | undefined> => {
  const people = await trx
    .selectFrom('phones')
    .select(['patient_id', 'carer_id'])
    .distinct()
    .where('practice_id', '=', practiceId)
    .where('e164', '=', phone)
    .execute()
  return people.length === 1 ? people[0] : undefined
}

/** Every practice that has this number among its patients' or has written to it. */
export const listPracticesOfPhone = async (trx: Trx, phone: string): Promise<Id[]> => {
  const rows = await trx
    .selectFrom('phones')
    .select('practice_id')
    .where('e164', '=', phone)
    .union(trx.selectFrom('messages').select('practice_id').where('to_phone', '=', phone))
    .execute()
  return rows.map(row => row.practice_id).sort()
}
