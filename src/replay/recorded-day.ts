import type { Duration } from '../delays/durations.ts'
import type { Habits } from '../delays/habits.ts'
import type { Plan } from '../delays/schedule.ts'
import type { Tap } from '../rounds/taps.ts'
import type { EpochMs } from '../terms.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/** The visits of one clinician on one day, in the order of the plan. */
export type RecordedDay = { clinician: string; visits: RecordedVisit[] }

/** Every clinician-day of a recording, by day, then by clinician. */
export function daysOf(visits: RecordedVisit[]): RecordedDay[] {
  const days = Map.groupBy(visits, ({ day, clinician }) => JSON.stringify([day, clinician]))
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ofDay]) => ({ clinician: ofDay[0]!.clinician, visits: ofDay.toSorted((a, b) => a.seq - b.seq) }))
}

/** What a clinician would have tapped, oldest first: the beginnings and ends of the visits, and the door that stayed shut. */
export function tapsOf({ visits }: RecordedDay): Tap[] {
  const taps = visits.flatMap((visit, index) => {
    if (visit.arrivedAt === null || visit.finishedAt === null) return absence(visits, index)
    return [tap(visit, 'arrival', visit.arrivedAt), tap(visit, 'completion', visit.finishedAt)]
  })
  return taps.sort((a, b) => a.happenedAt - b.happenedAt || (a.id < b.id ? -1 : 1))
}

/**
 * Nobody taps an absence in a recording: it shows when the clinician goes on elsewhere though every visit before it is
 * over. Until then it may still take place, and knowing better would be knowing the future.
 */
function absence(visits: RecordedVisit[], index: number): Tap[] {
  const freeAt = visits.slice(0, index).map(each => each.finishedAt ?? Number.NEGATIVE_INFINITY)
  const elsewhereAt = Math.min(
    ...visits.slice(index + 1).map(each => each.arrivedAt ?? Number.POSITIVE_INFINITY),
  )
  return Number.isFinite(elsewhereAt)
    ? [tap(visits[index]!, 'absence', Math.max(elsewhereAt, ...freeAt))]
    : []
}

const tap = ({ visit }: RecordedVisit, kind: Tap['kind'], at: EpochMs): Tap => ({
  id: `${visit}:${kind}`,
  stopId: visit,
  kind,
  happenedAt: at,
  receivedAt: at,
  minutes: null,
  ofTapId: null,
})

/** The plan of a recorded day, with the durations and the rest of what earlier days taught. */
export function planOfDay({ visits }: RecordedDay, durations: Map<string, Duration>, habits: Habits): Plan {
  const legs = new Map(visits.map(({ visit, travelMinutes }) => [visit, travelMinutes]))
  const stops = visits.map(visit => ({
    stopId: visit.visit,
    place: visit.place,
    agreement: {
      agreedAt: visit.plannedAt,
      windowFrom: null,
      windowTo: null,
      toleranceMinutes: visit.toleranceMinutes,
    },
    earliestAt: visit.notBefore,
    plannedMinutes: visit.plannedMinutes,
    duration: durations.get(visit.visit)!,
  }))
  return {
    stops,
    breaks: [],
    habits,
    startsAt: Math.min(...visits.map(visit => visit.plannedAt)),
    travel: (_, to) => {
      const minutes = legs.get(to) ?? 0
      return { minutes, source: minutes === 0 ? 'none' : 'coordinates' }
    },
  }
}
