import type { Member } from '../access/member.ts'
import type { French } from '../http/french.ts'
import type { EpochMs } from '../terms.ts'
import { type CurrentStop, currentStop } from './current-stop.ts'
import type { LoadedRound } from './loaded-round.ts'

/**
 * The stops still to come as the page keeps them for when there is no network: what one needs to go there, and nothing
 * that time changes.
 */
export const keptStops = (round: LoadedRound, member: Member, f: French, now: EpochMs): CurrentStop[] => {
  const reader = { clinical: member.readsClinical, caregiver: member.role !== 'secretary' }
  return round.day.stops
    .filter(stop => !['done', 'absent'].includes(round.state.stops.get(stop.id)!.status))
    .map(stop => ({ ...currentStop(round, stop, reader, f, now), ...NOTHING_FORECAST }))
}

const NOTHING_FORECAST = {
  state: { tone: 'soon', icon: 'cloud-off', words: 'En attente du réseau' },
  expectedWords: null,
  late: false,
  ruler: undefined,
  travelWords: null,
  reply: null,
} as const
