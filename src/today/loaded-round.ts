import type { Member } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import type { DecisionRow } from '../db/tables/delays.ts'
import type { InboundMessageRow, MessageRow } from '../db/tables/messages.ts'
import { type Decision, decide } from '../delays/decision.ts'
import { NOTICE_ORIGIN } from '../delays/keep-notices.ts'
import { passageOf } from '../delays/passage.ts'
import { listDecisions, listNotices } from '../delays/queries.ts'
import { loadSituation, type Situation, withNotices } from '../delays/situation.ts'
import { type GatewayState, gatewayState } from '../messages/circuit.ts'
import { listMessagesAbout, listReplies } from '../messages/queries.ts'
import { listWithHomeAccess } from '../patients/home-access.ts'
import type { EpochMs, Id } from '../terms.ts'
import { localDate, toInstant } from '../time.ts'

/** Everything that the screens of one round show. */
export type LoadedRound = Situation & {
  /** By stop. */
  decisions: Map<Id, Decision>
  messages: MessageRow[]
  replies: InboundMessageRow[]
  /** Whether texts leave at all. */
  gateway: GatewayState
  /** Whether it is the day of this round, and whether that day is over: what was not noted is not expected any more. */
  isToday: boolean
  dayIsOver: boolean
  /** Patients with a door code or keys to show on tap. */
  withHomeAccess: Set<Id>
}

const NOTHING_EXPECTED = { stops: [], inProgress: null, delayMinutes: 0, overdue: null, endsAt: null }

/** `thought`: what was thought about the round in this very request, which need not be thought twice. */
export const loadRoundScreen = async (
  db: Db,
  member: Member,
  roundId: Id,
  now: EpochMs,
  thought?: Situation,
): Promise<LoadedRound> => {
  const { practiceId } = member
  const situation = thought
    ? withNotices(thought, await listNotices(db, practiceId, roundId))
    : await loadSituation(db, practiceId, roundId, now)
  const stopIds = situation.day.stops.map(stop => stop.id)
  const patientIds = [...new Set(situation.day.stops.map(stop => stop.patient_id))]
  const today = localDate(toInstant(now), situation.practice.zone)
  const dayIsOver = today > situation.day.round.on
  const forecast = dayIsOver ? { ...situation.forecast, ...NOTHING_EXPECTED } : situation.forecast
  return {
    ...situation,
    forecast,
    isToday: today === situation.day.round.on,
    dayIsOver,
    decisions: decisionsOf({ ...situation, forecast }, await listDecisions(db, practiceId, roundId)),
    messages: await listMessagesAbout(
      db,
      practiceId,
      NOTICE_ORIGIN,
      situation.noticeRows.map(notice => notice.id),
    ),
    replies: (await listReplies(db, practiceId, stopIds)).map(reply => readable(reply, member)),
    gateway: await gatewayState(db),
    withHomeAccess: await listWithHomeAccess(db, practiceId, patientIds),
  }
}

/** As they were last kept; of a stop that nobody has thought about yet, as it would be decided now. */
export const decisionsOf = (situation: Situation, kept: Map<Id, DecisionRow>): LoadedRound['decisions'] =>
  new Map(
    situation.day.stops.map(stop => {
      const row = kept.get(stop.id)
      const decision = row
        ? (JSON.parse(row.content) as Decision)
        : decide(passageOf(situation, stop, situation.forecast.at))
      return [stop.id, decision]
    }),
  )

/** Who may not read what a patient answers learns that there is an answer, and neither its words nor its meaning. */
const readable = (reply: InboundMessageRow, { readsClinical }: Member): InboundMessageRow =>
  readsClinical ? reply : { ...reply, meaning: 'unread', body: '' }
