import type { Place } from '../terms.ts'
import { haversineMetres } from './haversine.ts'

/** Where a leg begins or ends. Coordinates are unknown (null) until somebody has entered them. */
export type LegEnd = { place: Place; lat: number | null; lon: number | null }

/**
 * `coordinates`: computed from both ends; `default`: the practice's minutes per leg, and shown as such;
 * `none`: nobody travels, as between two consultations at the practice.
 */
export type Travel = { minutes: number; source: 'coordinates' | 'default' | 'none' }

export type Leg = {
  /** null: the first stop of the day, nobody knows from where: the default at home. */
  from: LegEnd | null
  to: LegEnd
  legDefaultMinutes: number
  speedKmh?: number
  /** Metres of road per metre as the crow flies. */
  detour?: number
  /** To park, find the door and go up; not counted again at the same address. */
  doorMinutes?: number
}

/** Closer than this is the same address: a couple, a residence. */
const SAME_ADDRESS_METRES = 50

/** Minutes from the end of one visit to the beginning of the next. Whole minutes. */
export function travelMinutes({
  from,
  to,
  legDefaultMinutes,
  speedKmh = 30,
  detour = 1.35,
  doorMinutes = 2,
}: Leg): Travel {
  if (to.place === 'practice' && from?.place !== 'home') return { minutes: 0, source: 'none' }
  if (!from || from.lat === null || from.lon === null || to.lat === null || to.lon === null)
    return { minutes: legDefaultMinutes, source: 'default' }
  const metres = haversineMetres({ lat: from.lat, lon: from.lon }, { lat: to.lat, lon: to.lon })
  if (metres < SAME_ADDRESS_METRES) return { minutes: 0, source: 'coordinates' }
  const driving = (metres * detour) / ((speedKmh * 1000) / 60)
  return { minutes: Math.round(driving + (to.place === 'home' ? doorMinutes : 0)), source: 'coordinates' }
}
