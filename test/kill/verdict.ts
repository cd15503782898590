import type { Db } from '../../src/db/database.ts'
import type { MessageRow } from '../../src/db/tables/messages.ts'
import type { Id } from '../../src/terms.ts'
import { type AcceptedText, messageIdOf } from '../support/twilio-texts.ts'

/** What became of the notices of one round. */
export type Verdict = { notices: number; sent: number; unknown: number; complaints: string[] }

/**
 * Every notice is at the stand-in exactly once, and known to be, or it is of unknown outcome with a call to make.
 * Anything else is a complaint: a lost text, one that left twice, one that left and nobody knows.
 */
export const verdictOn = async (db: Db, roundId: Id, accepted: AcceptedText[]): Promise<Verdict> => {
  const notices = await noticesOf(db, roundId)
  const verdict: Verdict = { notices: notices.length, sent: 0, unknown: 0, complaints: [] }
  for (const { id, stop_id } of notices) {
    const texts = await messagesAbout(db, id)
    if (texts.length !== 1) verdict.complaints.push(`notice ${id} has ${texts.length} texts`)
    for (const text of texts)
      judge(verdict, text, timesAccepted(accepted, text.id), await isToBeCalled(db, stop_id))
  }
  return verdict
}

const KNOWN: MessageRow['status'][] = ['accepted', 'sent', 'delivered']

const judge = (verdict: Verdict, text: MessageRow, times: number, call: boolean): void => {
  const told = `${text.id}: ${text.status} ${text.reason ?? ''}, at the provider ${times} times`
  if (times > 1) verdict.complaints.push(`sent twice, ${told}`)
  else if (times === 1 && KNOWN.includes(text.status)) verdict.sent++
  else if (times === 0 && text.status === 'unknown' && text.reason === 'unknown' && call) verdict.unknown++
  else verdict.complaints.push(`neither sent nor given up, ${told}${call ? ', with a call' : ''}`)
}

const timesAccepted = (accepted: AcceptedText[], id: Id): number =>
  accepted.filter(text => messageIdOf(text) === id).length

const noticesOf = async (db: Db, roundId: Id) =>
  await db.selectFrom('notices').selectAll().where('round_id', '=', roundId).execute()

const messagesAbout = async (db: Db, noticeId: Id): Promise<MessageRow[]> =>
  await db.selectFrom('messages').selectAll().where('ref_id', '=', noticeId).execute()

const isToBeCalled = async (db: Db, stopId: Id): Promise<boolean> => {
  const call = await db
    .selectFrom('tasks')
    .select('id')
    .where('stop_id', '=', stopId)
    .where('kind', '=', 'call')
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return call !== undefined
}
