import { describe, expect, test } from 'vitest'
import { expectedDuration } from '../../src/delays/durations.ts'
import { FIRST_HABITS } from '../../src/delays/habits.ts'
import type { Plan } from '../../src/delays/schedule.ts'
import { type Act, type Cue, nextCue } from '../../src/demo/script.ts'
import { deriveRound } from '../../src/rounds/round-state.ts'
import type { Tap } from '../../src/rounds/taps.ts'

const MINUTE = 60_000

/** Minutes of the day, as milliseconds. */
const planOf = (agreed: Record<string, number>, travelMinutes: number): Plan => ({
  stops: Object.entries(agreed).map(([stopId, minutes]) => ({
    stopId,
    place: 'home' as const,
    agreement: { agreedAt: minutes * MINUTE, windowFrom: null, windowTo: null, toleranceMinutes: null },
    earliestAt: minutes * MINUTE,
    plannedMinutes: 10,
    duration: expectedDuration(10, []),
  })),
  breaks: [],
  habits: FIRST_HABITS,
  startsAt: Object.values(agreed)[0]! * MINUTE,
  travel: () => ({ minutes: travelMinutes, source: travelMinutes === 0 ? 'none' : 'coordinates' }),
})

/** Plays a whole day by its cues alone. */
const play = (plan: Plan, acts: Record<string, Act>, taps: Tap[] = []): string[] => {
  const stopIds = plan.stops.map(stop => stop.stopId)
  const made = [...taps]
  const cueNow = (): Cue | null => nextCue(plan, deriveRound(stopIds, made), new Map(Object.entries(acts)))
  for (let cue = cueNow(); cue; cue = cueNow()) made.push(tapOf(cue, made.length))
  return made.slice(taps.length).map(tap => `${tap.happenedAt / MINUTE} ${tap.kind} ${tap.stopId}`)
}

const tapOf = ({ stopId, kind, at }: Cue, index: number): Tap => ({
  id: `tap-${index}`,
  stopId,
  kind,
  happenedAt: at,
  receivedAt: at,
  minutes: null,
  ofTapId: null,
})

describe('what a clinician of the demo does by themselves', () => {
  test('goes, arrives when it was agreed, stays as long as it takes, and is late at the next', () => {
    const acts = { a: { minutes: 30, absent: false }, b: { minutes: 10, absent: false } }
    expect(play(planOf({ a: 480, b: 500 }, 5), acts)).toEqual([
      '475 departure a',
      '480 arrival a',
      '510 completion a',
      '511 departure b',
      '516 arrival b',
      '526 completion b',
    ])
  })

  test('waits a little at a door that nobody opens, then goes on', () => {
    const acts = { a: { minutes: 10, absent: true }, b: { minutes: 10, absent: false } }
    expect(play(planOf({ a: 480, b: 500 }, 5), acts)).toEqual([
      '475 departure a',
      '484 absence a',
      '495 departure b',
      '500 arrival b',
      '510 completion b',
    ])
  })

  test('travels to nobody at the practice, and takes nobody before their time', () => {
    const acts = { a: { minutes: 9, absent: false }, b: { minutes: 9, absent: false } }
    expect(play(planOf({ a: 480, b: 495 }, 0), acts)).toEqual([
      '480 arrival a',
      '489 completion a',
      '495 arrival b',
      '504 completion b',
    ])
  })

  test('goes on from wherever a visitor has brought the round', () => {
    const acts = { a: { minutes: 10, absent: false }, b: { minutes: 10, absent: false } }
    const byVisitor = [tapOf({ stopId: 'b', kind: 'arrival', at: 470 * MINUTE }, 0)]
    expect(play(planOf({ a: 480, b: 500 }, 5), acts, byVisitor)).toEqual([
      '480 completion b',
      '481 departure a',
      '486 arrival a',
      '496 completion a',
    ])
  })
})
