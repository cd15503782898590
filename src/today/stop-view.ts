import { type Member, maySeeRound } from '../access/member.ts'
import type { DecisionRow } from '../db/tables/delays.ts'
import type { Decision } from '../delays/decision.ts'
import { reasonInFrench } from '../delays/decision-words.ts'
import type { French } from '../http/french.ts'
import type { RoundStop } from '../rounds/queries.ts'
import { standingFacts } from '../rounds/taps.ts'
import type { EpochMs } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { currentStop } from './current-stop.ts'
import { hearerOf } from './hearer.ts'
import type { LoadedRound } from './loaded-round.ts'
import { roundPath } from './round-view.ts'
import { stateOf } from './stop-line.ts'

const TAP_WORDS = {
  departure: 'Départ',
  arrival: 'Arrivée',
  completion: 'Fin',
  absence: 'Absence constatée',
} as const

/** Everything about one stop: to act on it out of order, to correct its times, and to see what was decided and why. */
export const stopView = (
  round: LoadedRound,
  stop: RoundStop,
  decisions: DecisionRow[],
  member: Member,
  f: French,
  now: EpochMs,
) => {
  const { on, clinician_id: clinicianId } = round.day.round
  const caregiver = member.role !== 'secretary'
  const carers = round.carers.filter(carer => carer.patient_id === stop.patient_id)
  const mayCorrect = caregiver && maySeeRound(member, round.day.round)
  return {
    stop: currentStop(round, stop, { clinical: member.readsClinical, caregiver }, f, now),
    state: stateOf(round, stop, f, now),
    path: `/rounds/${on}`,
    clinicianId,
    backPath: roundPath(on, clinicianId),
    backWords: f.capital(f.day(on)),
    mayTap: mayCorrect && round.isToday,
    mayCorrect,
    mayPlan: member.role !== 'substitute',
    isOver: ['done', 'absent'].includes(round.state.stops.get(stop.id)!.status),
    taps: standingFacts(round.day.taps)
      .filter(tap => tap.stopId === stop.id && tap.kind in TAP_WORDS)
      .map(tap => ({
        id: tap.id,
        words: TAP_WORDS[tap.kind as keyof typeof TAP_WORDS],
        time: f.time(tap.happenedAt),
        clock: f.clockTime(tap.happenedAt),
      })),
    decisions: decisions.map(row => {
      const decision = JSON.parse(row.content) as Decision
      return {
        time: f.time(row.at),
        words: reasonInFrench(decision, hearerOf(stop, decision, carers), f, toEpochMs(row.at)),
      }
    }),
    texts: textsOf(round, stop, f),
    replies: round.replies
      .filter(reply => reply.stop_id === stop.id)
      .map(reply => ({
        time: f.time(reply.received_at),
        words: member.readsClinical ? reply.body : 'À lire par le soignant',
      })),
    appointmentPath: `/appointments/${stop.appointment_id}`,
    patientPath: `/patients/${stop.patient_id}`,
  }
}

/** What left, as it was read on the phone, and whether it arrived. */
const textsOf = (round: LoadedRound, stop: RoundStop, f: French) => {
  const noticeIds = round.noticeRows.filter(notice => notice.stop_id === stop.id).map(notice => notice.id)
  return round.messages
    .filter(message => noticeIds.includes(message.ref_id) && message.body !== null)
    .map(message => ({
      time: f.time(message.attempted_at!),
      body: withoutLink(message.body!),
      status: STATUS_WORDS[message.status] ?? '',
    }))
}

/** The link is for the patient alone: who opens it answers in their name. */
const withoutLink = (body: string): string => body.replace(/https?:\/\/\S+/g, '[lien]')

const STATUS_WORDS: Partial<Record<string, string>> = {
  attempted: 'en train de partir',
  accepted: 'parti, pas encore reçu',
  sent: 'parti, pas encore reçu',
  delivered: 'reçu',
  undelivered: 'jamais arrivé',
  failed: 'refusé par l’opérateur',
  unknown: 'issue inconnue',
}
