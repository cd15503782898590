import type { TapRow } from '../../db/tables/agenda.ts'
import { newId } from '../../ids.ts'
import type { EpochMs } from '../../terms.ts'
import { minutesToMs, toEpochMs, toInstant } from '../../time.ts'
import { habitOf } from '../habits.ts'
import type { SeedDay } from './days.ts'
import { type Random, randomFrom } from './random.ts'

/** Nobody at the door, and an end that was never tapped. */
const ABSENT_SHARE = 0.02
const FORGOTTEN_SHARE = 0.04

/** The taps of a day long gone, as a clinician would have made them. */
export const pastTaps = (day: SeedDay): TapRow[] => {
  const random = randomFrom(`${day.round.on} ${day.stops.map(({ visit }) => visit.who).join()}`)
  let free: EpochMs = 0
  return day.stops.flatMap(({ appointment, stop, visit }) => {
    const agreed = toEpochMs(appointment.agreed_at ?? appointment.window_from_at!)
    const travel = appointment.place === 'home' ? minutesToMs(random.between(4, 8)) : 0
    const departure = Math.max(free + minutesToMs(1), agreed - travel)
    const arrival = departure + travel
    const tap = (kind: TapRow['kind'], at: EpochMs) => tapRow(day, stop.id, kind, at)
    const leaves = travel > 0 ? [tap('departure', departure)] : []
    if (random.next() < ABSENT_SHARE) {
      free = arrival + minutesToMs(4)
      return [...leaves, tap('absence', free)]
    }
    free = arrival + lasting(visit.who, visit.minutes, random)
    return [
      ...leaves,
      tap('arrival', arrival),
      ...(random.next() < FORGOTTEN_SHARE ? [] : [tap('completion', free)]),
    ]
  })
}

const lasting = (who: string, planned: number, random: Random): EpochMs =>
  Math.round(minutesToMs(planned * habitOf(who) * random.factor(0.22)))

const tapRow = ({ round }: SeedDay, stopId: string, kind: TapRow['kind'], at: EpochMs): TapRow => ({
  id: newId(),
  practice_id: round.practice_id,
  round_id: round.id,
  stop_id: stopId,
  kind,
  happened_at: toInstant(at),
  received_at: toInstant(at + 1000),
  minutes: null,
  of_tap_id: null,
  by_user_id: round.clinician_id,
})
