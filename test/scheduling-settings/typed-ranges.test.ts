import { describe, expect, test } from 'vitest'
import { readRanges, typedRanges } from '../../src/scheduling-settings/typed-ranges.ts'

const read = (...lines: [string, string][]) =>
  readRanges(
    lines.map(([from, to]) => ({ from, to, place: 'any' })),
    'ranges',
  )

describe('hours of a day, as typed', () => {
  test('are read as people write them, in the order of the day', () => {
    expect(read(['14h', '19 h'], ['8:00', '12h15'])).toEqual({
      hours: [
        { from: '08:00', to: '12:15', place: 'any' },
        { from: '14:00', to: '19:00', place: 'any' },
      ],
      errors: {},
    })
  })

  test('leave out the lines that were left empty', () => {
    expect(read(['', ''], ['8:00', '12:00'], ['', '']).hours).toHaveLength(1)
  })

  test('need both ends, each told beside its own field', () => {
    expect(Object.keys(read(['8:00', ''], ['neuf', '12:00']).errors)).toEqual([
      'ranges[0][to]',
      'ranges[1][from]',
    ])
  })

  test('may last into the night, but not as long as a slip of the finger', () => {
    expect(read(['20:00', '2:00']).errors).toEqual({})
    expect(read(['20:00', '0:00']).errors).toEqual({})
    expect(read(['14:00', '9:00']).errors).toEqual({
      'ranges[0][to]': 'La fin vient avant le début. Une nuit dure 16 heures au plus.',
    })
    expect(Object.keys(read(['9:00', '9:00']).errors)).toEqual(['ranges[0][to]'])
  })

  test('do not cross each other, wherever they were typed', () => {
    expect(Object.keys(read(['14:00', '19:00'], ['8:00', '14:30']).errors)).toEqual(['ranges[0][from]'])
    expect(Object.keys(read(['20:00', '2:00'], ['22:00', '23:00']).errors)).toEqual(['ranges[1][from]'])
    expect(read(['8:00', '12:00'], ['12:00', '14:00']).errors).toEqual({})
  })

  test('are none, whatever else came in their place', () => {
    for (const value of [undefined, 'x', { 0: 1 }, [null, 3, { from: ['a'] }]])
      expect(readRanges(typedRanges(value), 'ranges')).toEqual({ hours: [], errors: {} })
  })

  test('are at the practice and at home where nobody chose', () => {
    expect(typedRanges([{ from: '8:00', to: '9:00', place: 'moon' }])).toHaveLength(1)
    expect(readRanges([{ from: '8:00', to: '9:00', place: 'moon' }], 'r').hours[0]?.place).toBe('any')
  })
})
