import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coordinatesText, readCoordinates } from '../../src/patients/coordinates.ts'

const charleville = { ok: true, coordinates: { lat: 49.7712, lon: 4.7203 } }

describe('coordinates pasted from a map', () => {
  it.each([
    ['a Google view', 'https://www.google.com/maps/@49.7712,4.7203,17z'],
    ['a Google search', 'https://www.google.com/maps?q=49.7712,4.7203'],
    ['a Google search, encoded', 'https://www.google.com/maps/search/?api=1&query=49.7712%2C4.7203'],
    ['a Google path', 'https://www.google.com/maps/place/49.7712,4.7203/data=!4m2'],
    [
      'a Google place, whose own point wins over the view',
      'https://www.google.com/maps/place/Rue+des+Lavoirs/@49.9,4.9,15z/data=!3m1!8m2!3d49.7712!4d4.7203',
    ],
    ['an OpenStreetMap view', 'https://www.openstreetmap.org/#map=18/49.7712/4.7203'],
    [
      'an OpenStreetMap marker, which wins over the view',
      'https://www.openstreetmap.org/?mlat=49.7712&mlon=4.7203#map=18/49.9/4.9',
    ],
    ['Apple Plans', 'https://maps.apple.com/?address=Rue&ll=49.7712,4.7203&q=Maison'],
    ['a geo link', 'geo:49.7712,4.7203?z=17'],
    ['plain text', ' 49.7712, 4.7203 '],
    ['plain text with spaces only', '49.7712 4.7203'],
    ['French decimals', '49,7712 ; 4,7203'],
    ['degrees with directions', '49.7712° N, 4.7203° E'],
  ])('reads %s', (_what, text) => {
    expect(readCoordinates(text)).toEqual(charleville)
  })

  it('reads the southern and western halves of the Earth', () => {
    expect(readCoordinates('https://www.google.com/maps/@-21.1151,55.5364,12z')).toEqual({
      ok: true,
      coordinates: { lat: -21.1151, lon: 55.5364 },
    })
    expect(readCoordinates('14.6 N, 61.07 O')).toEqual({ ok: true, coordinates: { lat: 14.6, lon: -61.07 } })
  })

  it.each(['', '14, rue des Lavoirs', '49.7712', 'https://example.org/', '1,2,3'])(
    'reads nothing in « %s »',
    text => {
      expect(readCoordinates(text).ok).toBe(false)
    },
  )

  it('says what to do with a short link', () => {
    const reading = readCoordinates('https://maps.app.goo.gl/abcdef')
    expect(reading).toMatchObject({ ok: false, message: expect.stringContaining('lien court') })
  })

  it('refuses what is not on the Earth', () => {
    expect(readCoordinates('149.7, 4.7')).toMatchObject({
      ok: false,
      message: expect.stringContaining('latitude'),
    })
  })

  it.each(['1 x', '1,\u00a0 x', '/dir/ x', '1° °', '!3d1 !4d'])(
    'takes no time over a long text without coordinates such as « %s »',
    text => {
      const long = text.replace(' ', ' '.repeat(1900))
      expect(readCoordinates(long).ok).toBe(false)
      expect(readCoordinates(text.repeat(600)).ok).toBe(false)
    },
    1000,
  )

  it('reads back what it shows', () => {
    const degrees = (most: number) => fc.integer({ min: -most * 1e4, max: most * 1e4 }).map(n => n / 1e4)
    fc.assert(
      fc.property(degrees(90), degrees(180), (lat, lon) => {
        const reading = readCoordinates(coordinatesText({ lat, lon }))
        expect(reading).toEqual({ ok: true, coordinates: { lat: lat + 0, lon: lon + 0 } })
      }),
    )
  })
})
