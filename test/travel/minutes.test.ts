import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { haversineMetres } from '../../src/travel/haversine.ts'
import { type LegEnd, travelMinutes } from '../../src/travel/minutes.ts'

const QUIMPER = { lat: 47.996, lon: -4.102 }
const BREST = { lat: 48.3904, lon: -4.4861 }

const home = (at: { lat: number; lon: number } | null): LegEnd => ({
  place: 'home',
  lat: at?.lat ?? null,
  lon: at?.lon ?? null,
})
const practice: LegEnd = { place: 'practice', ...QUIMPER }
const minutes = (from: LegEnd | null, to: LegEnd) => travelMinutes({ from, to, legDefaultMinutes: 7 })

describe('the distance as the crow flies', () => {
  it.each([
    ['a degree of latitude', { lat: 47, lon: 2 }, { lat: 48, lon: 2 }, 111_195],
    ['Quimper to Brest', QUIMPER, BREST, 52_200],
    ['across the date line', { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111_195],
    ['to the antipode', { lat: 0, lon: 0 }, { lat: 0, lon: 180 }, 20_015_115],
  ])('is right for %s', (_, from, to, metres) => {
    expect(haversineMetres(from, to) / metres).toBeCloseTo(1, 2)
  })

  it('is the same both ways and never negative', () => {
    const place = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(
      fc.property(place, place, (from, to) => {
        expect(haversineMetres(from, to)).toBeGreaterThanOrEqual(0)
        expect(haversineMetres(from, to)).toBeCloseTo(haversineMetres(to, from), 3)
      }),
    )
  })
})

describe('minutes between two stops', () => {
  it('are computed where both ends have coordinates: distance, detour, speed and the door', () => {
    const fiveKmNorth = { lat: QUIMPER.lat + 5 / 111.195, lon: QUIMPER.lon }
    expect(minutes(home(QUIMPER), home(fiveKmNorth))).toEqual({ minutes: 16, source: 'coordinates' })
    expect(minutes(home(fiveKmNorth), practice)).toEqual({ minutes: 14, source: 'coordinates' })
  })

  it('are the default of the practice, shown as such, where one end has no coordinates', () => {
    expect(minutes(home(null), home(QUIMPER))).toEqual({ minutes: 7, source: 'default' })
    expect(minutes(home(QUIMPER), home(null))).toEqual({ minutes: 7, source: 'default' })
    expect(minutes(null, home(QUIMPER))).toEqual({ minutes: 7, source: 'default' })
  })

  it('are none at the practice', () => {
    expect(minutes(practice, practice)).toEqual({ minutes: 0, source: 'none' })
    expect(minutes(null, practice)).toEqual({ minutes: 0, source: 'none' })
  })

  it('do not count the door twice for two patients at one address', () => {
    expect(minutes(home(QUIMPER), home(QUIMPER))).toEqual({ minutes: 0, source: 'coordinates' })
  })
})
