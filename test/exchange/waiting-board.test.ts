import { describe, expect, test } from 'vitest'
import { type Awaited, waitingBoard } from '../../src/exchange/waiting-board.ts'
import { clock, h } from '../support/plan.ts'

const at = (time: string, delayMinutes: number | null, clinicianName = 'Bastien Vasseur'): Awaited => ({
  clinicianName,
  agreedAt: h(time),
  delayMinutes,
})

/** « 9:30 +15 », « 10:00 ok », « 10:30 ? » */
const lines = (awaited: Awaited[], now = '9:00') =>
  waitingBoard(awaited, h(now)).map(row => [
    row.clinicianName,
    ...row.lines.map(
      line =>
        `${clock(line.agreedAt)} ${line.delayMinutes === null ? '?' : line.delayMinutes === 0 ? 'ok' : `+${line.delayMinutes}`}`,
    ),
  ])

describe('the board of a waiting room', () => {
  test.each([
    [-4, 'ok'],
    [0, 'ok'],
    [7, 'ok'],
    [8, '+10'],
    [12, '+10'],
    [13, '+15'],
    [62, '+60'],
    [null, '?'],
  ])('tells %s minutes as %s', (minutes, told) => {
    expect(lines([at('9:30', minutes)])).toEqual([['Bastien Vasseur', `9:30 ${told}`]])
  })

  test('has a row for each clinician, and the next four times of each', () => {
    const times = ['9:00', '9:30', '10:00', '10:30', '11:00'].map(time => at(time, 15))
    expect(lines([...times.toReversed(), at('9:15', 0, 'Anne Roy')])).toEqual([
      ['Anne Roy', '9:15 ok'],
      ['Bastien Vasseur', '9:00 +15', '9:30 +15', '10:00 +15', '10:30 +15'],
    ])
  })

  test('tells the longer wait where two come at the same time', () => {
    expect(lines([at('9:30', 5), at('9:30', 20)])).toEqual([['Bastien Vasseur', '9:30 +20']])
    expect(lines([at('9:30', null), at('9:30', 20), at('9:30', null)])).toEqual([
      ['Bastien Vasseur', '9:30 +20'],
    ])
  })

  test('leaves out who comes in the afternoon, and who never began this morning', () => {
    expect(lines([at('6:00', 100), at('9:30', 0), at('14:00', 0)])).toEqual([['Bastien Vasseur', '9:30 ok']])
  })
})
