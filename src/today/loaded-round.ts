import type { Member } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import type { DecisionRow, NoticeRow } from '../db/tables/delays.ts'
import type { InboundMessageRow, MessageRow } from '../db/tables/messages.ts'
import type { PhoneRow } from '../db/tables/patients.ts'
import { NOTICE_ORIGIN } from '../delays/keep-notices.ts'
import { listDecisions, listNotices } from '../delays/queries.ts'
import { loadSituation, type Situation } from '../delays/situation.ts'
import { listMessagesAbout, listReplies } from '../messages/queries.ts'
import { listWithHomeAccess } from '../patients/home-access.ts'
import { type Carer, listCarers, listPhones } from '../patients/queries.ts'
import type { EpochMs, Id } from '../terms.ts'

/** Everything that the screens of one round show. */
export type LoadedRound = Situation & {
  decisions: Map<Id, DecisionRow>
  noticeRows: NoticeRow[]
  messages: MessageRow[]
  replies: InboundMessageRow[]
  phones: PhoneRow[]
  carers: Carer[]
  /** Patients with a door code or keys to show on tap. */
  withHomeAccess: Set<Id>
}

export const loadRoundScreen = async (
  db: Db,
  member: Member,
  roundId: Id,
  now: EpochMs,
): Promise<LoadedRound> => {
  const { practiceId } = member
  const situation = await loadSituation(db, practiceId, roundId, now)
  const stopIds = situation.day.stops.map(stop => stop.id)
  const patientIds = [...new Set(situation.day.stops.map(stop => stop.patient_id))]
  const noticeRows = await listNotices(db, practiceId, roundId)
  return {
    ...situation,
    decisions: await listDecisions(db, practiceId, roundId),
    noticeRows,
    messages: await listMessagesAbout(
      db,
      practiceId,
      NOTICE_ORIGIN,
      noticeRows.map(notice => notice.id),
    ),
    replies: await listReplies(db, practiceId, stopIds),
    phones: await listPhones(db, practiceId, patientIds),
    carers: await listCarers(db, practiceId, patientIds),
    withHomeAccess: await listWithHomeAccess(db, practiceId, patientIds),
  }
}
