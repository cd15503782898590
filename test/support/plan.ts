import { expectedDuration } from '../../src/delays/durations.ts'
import { FIRST_HABITS } from '../../src/delays/habits.ts'
import { type Agreement, earliestStart } from '../../src/delays/lateness.ts'
import type { Plan, PlannedStop } from '../../src/delays/schedule.ts'
import { deriveRound } from '../../src/rounds/round-state.ts'
import type { Tap } from '../../src/rounds/taps.ts'
import type { EpochMs } from '../../src/terms.ts'
import { minutesToMs } from '../../src/time.ts'

/** A time of the test's day, as « 9:05 ». */
export const h = (time: string): EpochMs => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return Date.UTC(2026, 10, 25, hours, minutes)
}

/** The same time as people write it, for messages that can be read. */
export const clock = (at: EpochMs): string => new Date(at).toISOString().slice(11, 16).replace(/^0/, '')

export const agreedAt = (time: string, toleranceMinutes: number | null = null): Agreement => ({
  agreedAt: h(time),
  windowFrom: null,
  windowTo: null,
  toleranceMinutes,
})

export const window = (from: string, to: string, toleranceMinutes: number | null = null): Agreement => ({
  agreedAt: null,
  windowFrom: h(from),
  windowTo: h(to),
  toleranceMinutes,
})

export const plannedStop = (
  stopId: string,
  agreement: Agreement,
  minutes = 20,
  more: Partial<PlannedStop> = {},
): PlannedStop => ({
  stopId,
  place: 'home',
  agreement,
  earliestAt: earliestStart(agreement, null),
  plannedMinutes: minutes,
  duration: expectedDuration(minutes, []),
  ...more,
})

/** A plan with ten minutes of travel between any two stops. */
export const planOf = (stops: PlannedStop[], more: Partial<Plan> = {}): Plan => ({
  stops,
  breaks: [],
  startsAt: h('8:00'),
  travel: from => (from === null ? { minutes: 0, source: 'none' } : { minutes: 10, source: 'default' }),
  habits: FIRST_HABITS,
  ...more,
})

/** The state of a round after gestures such as `['9:05', 'arrival', 'a']`. */
export const stateAfter = (plan: Plan, ...gestures: [string, Tap['kind'], string | null, number?][]) =>
  deriveRound(
    plan.stops.map(stop => stop.stopId),
    gestures.map(([time, kind, stopId, minutes = null], index) => ({
      id: `tap-${index}`,
      stopId,
      kind,
      happenedAt: h(time),
      receivedAt: h(time),
      minutes: minutes ?? null,
      ofTapId: null,
    })),
  )

export const minutesLater = (at: EpochMs, minutes: number): EpochMs => at + minutesToMs(minutes)
