import type { Member } from '../access/member.ts'
import { maySeeRound } from '../access/member.ts'
import { causeInFrench, explainDelay, signed } from '../delays/explanation.ts'
import type { French } from '../http/french.ts'
import { shortName } from '../patients/names.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { EpochMs, Id, LocalDate } from '../terms.ts'
import { addDays } from '../time.ts'
import { alertsOf } from './alerts.ts'
import { type CurrentStop, currentStop } from './current-stop.ts'
import { lastGesture } from './last-gesture.ts'
import { foldQuiet, withMargins } from './later-lines.ts'
import type { LoadedRound } from './loaded-round.ts'
import { pendingNotices } from './pending-notices.ts'
import { type RoundWords, roundWords } from './round-words.ts'
import { agreedWords, decisionOf, forecastOf, stopLine, WORTH_SAYING_MINUTES } from './stop-line.ts'

export const roundPath = (on: LocalDate, clinicianId: Id): string => `/rounds/${on}?clinician=${clinicianId}`

export type OtherRound = { clinician_id: Id; on: LocalDate; first_name: string }

/** The round as one screen, from what is known of it now. */
export const roundView = (
  round: LoadedRound,
  member: Member,
  others: OtherRound[],
  f: French,
  now: EpochMs,
) => {
  const { day, state, forecast } = round
  const { on, clinician_id: clinicianId } = day.round
  const statusOf = (stop: RoundStop) => state.stops.get(stop.id)!.status
  const past = day.stops.filter(stop => ['done', 'absent'].includes(statusOf(stop)))
  const current = round.dayIsOver ? undefined : day.stops.find(stop => stop.id === state.current)
  const later = state.upcoming
    .filter(id => id !== current?.id)
    .map(id => day.stops.find(stop => stop.id === id)!)
  const lines = later.map(stop => stopLine(round, stop, f, now))
  const { shown, folded } = foldQuiet(withMargins(round, later, lines, f))
  const mayTap = round.isToday && member.role !== 'secretary' && maySeeRound(member, day.round)
  const words = roundWords(day.stops, member.profession)
  return {
    date: on,
    path: `/rounds/${on}`,
    pagePath: roundPath(on, clinicianId),
    clinicianId,
    dayWords: f.capital(f.day(on)),
    title: titleOf(day.stops, f),
    previousPath: roundPath(addDays(on, -1), clinicianId),
    nextPath: roundPath(addDays(on, 1), clinicianId),
    others: otherRounds(others, clinicianId, 1),
    words,
    done: past.length,
    total: day.stops.length,
    thread: day.stops.map(stop => knot(round, stop)),
    delay: delayOf(round, f),
    alerts: alertsOf(round, f),
    pending: pendingNotices(round, now),
    current: current ? currentStop(round, current, readerOf(member), f, now) : (null as CurrentStop | null),
    later: shown,
    laterWords: round.dayIsOver ? words.unnoted : 'Ensuite',
    calm: folded,
    calmWords: `${f.count(folded.length, ...words.others)}, à l’heure`,
    past: past.map(stop => stopLine(round, stop, f, now)),
    pastWords: f.count(past.length, ...words.past),
    endWords: forecast.endsAt === null ? null : `${words.end} vers ${f.time(roundToFive(forecast.endsAt))}.`,
    mayTap,
    mayPlan: member.role !== 'substitute',
    maySayDelay: mayTap && later.length > 0,
    undo: mayTap ? lastGesture(round, f) : null,
    addPath: `/appointments/new?date=${on}&clinician=${clinicianId}`,
    handoverPath:
      member.role !== 'secretary' && day.stops.length > 0
        ? `/rounds/${on}/handover?clinician=${clinicianId}`
        : null,
    planPath: `/rounds/${on}/plan?clinician=${clinicianId}`,
    pollSeconds: round.isToday ? 15 : 60,
    said: saidOf(round, words, f),
  }
}

export type RoundView = ReturnType<typeof roundView>

const readerOf = (member: Member) => ({
  clinical: member.readsClinical,
  caregiver: member.role !== 'secretary',
})

/** The day's other rounds, to go from one to another; none where there are `alone` or fewer. */
export const otherRounds = (others: OtherRound[], shown: Id | null, alone: number) =>
  others.length <= alone
    ? []
    : others.map(other => ({
        name: other.first_name,
        path: roundPath(other.on, other.clinician_id),
        current: other.clinician_id === shown,
      }))

/** « Tournée du matin », « Journée au cabinet »: by where and when the visits are. */
const titleOf = (stops: RoundStop[], f: French): string => {
  if (stops.length > 0 && stops.every(stop => stop.place === 'practice')) return 'Journée au cabinet'
  const hours = stops
    .map(stop => stop.agreed_at ?? stop.window_from_at)
    .filter(at => at !== null)
    .map(at => f.clockTime(at))
  if (hours.length > 0 && hours.every(hour => hour < '14:00')) return 'Tournée du matin'
  if (hours.length > 0 && hours.every(hour => hour >= '14:00')) return 'Tournée du soir'
  return 'Tournée du jour'
}

const knot = (round: LoadedRound, stop: RoundStop): '' | 'done' | 'now' | 'late' | 'call' => {
  const { status } = round.state.stops.get(stop.id)!
  if (status === 'done' || status === 'absent') return 'done'
  if (stop.id === round.state.current) return 'now'
  if (round.dayIsOver) return ''
  const decision = decisionOf(round, stop.id)
  if (decision.calls.length > 0) return 'call'
  return forecastOf(round, stop.id)?.late ? 'late' : ''
}

const delayOf = (round: LoadedRound, f: French) => {
  const minutes = Math.round(round.forecast.delayMinutes)
  if (minutes < WORTH_SAYING_MINUTES) return null
  const nameOf = (stopId: string) => {
    const stop = round.day.stops.find(each => each.id === stopId)
    return stop ? `${shortName(stop)}, ${agreedWords(round, stop, f)}` : 'passage'
  }
  const parts = explainDelay(round.plan, round.state, round.forecast)
  return {
    minutes,
    parts: parts.map(part => ({ minutes: signed(part.minutes), words: causeInFrench(part, nameOf) })),
  }
}

/** Said once to a screen reader after a tap. */
const saidOf = (round: LoadedRound, words: RoundWords, f: French): string => {
  const current = round.day.stops.find(stop => stop.id === round.state.current)
  if (!current) return words.over
  const begun = round.state.stops.get(current.id)?.status === 'in_progress'
  const delay = Math.round(round.forecast.delayMinutes)
  const late = delay >= WORTH_SAYING_MINUTES ? `, ${f.duration(delay)} de retard` : ''
  return `${begun ? 'En cours' : words.next}\u00a0: ${shortName(current)}${late}`
}

const roundToFive = (at: EpochMs): EpochMs => Math.round(at / 300_000) * 300_000
