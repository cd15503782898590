import { describe, expect, it } from 'vitest'
import { type Moment, moments, standingOut } from '../../src/reliability/moments.ts'
import { shareOf } from '../../src/reliability/share.ts'
import { weekView } from '../../src/reliability/week-view.ts'
import { agreedAt } from '../support/plan.ts'
import { measuredOf, pastVisit } from './visits.ts'

const moment = (weekday: number, period: Moment['period'], late: number, of: number): Moment => ({
  weekday,
  period,
  late: shareOf(late, of),
})
const PASSAGE = { one: 'passage', several: 'passages' }

describe('delays in the week', () => {
  it('are counted by the weekday and the part of the day that was agreed', () => {
    const visits = measuredOf(
      pastVisit('a', '9:30', { on: '2026-11-23' }),
      pastVisit('b', '9:00', { on: '2026-11-23' }),
      pastVisit('c', '12:05', { on: '2026-11-23', agreement: agreedAt('12:00') }),
      pastVisit('d', '17:40', { on: '2026-11-29', agreement: agreedAt('17:20') }),
    )
    expect(moments(visits)).toEqual([
      moment(1, 'morning', 1, 2),
      moment(1, 'noon', 0, 1),
      moment(7, 'evening', 1, 1),
    ])
  })

  it('stand out where chance does not explain them', () => {
    const monday = moment(1, 'morning', 18, 40)
    expect(standingOut([monday, moment(2, 'morning', 4, 40), moment(3, 'morning', 5, 40)])).toBe(monday)
  })

  it('do not stand out among few visits, few delays or nothing to compare with', () => {
    expect(standingOut([moment(1, 'morning', 6, 8), moment(2, 'morning', 0, 200)])).toBeUndefined()
    expect(standingOut([moment(1, 'morning', 4, 30), moment(2, 'morning', 0, 900)])).toBeUndefined()
    expect(standingOut([moment(1, 'morning', 12, 40), moment(2, 'morning', 10, 40)])).toBeUndefined()
    expect(standingOut([moment(1, 'morning', 20, 40)])).toBeUndefined()
    expect(standingOut([])).toBeUndefined()
  })

  it('are advised upon in calm words, or said to be like anywhere else', () => {
    const view = weekView([moment(1, 'morning', 18, 40), moment(2, 'noon', 2, 40)], PASSAGE)
    expect(view.words).toBe(
      'Les retards sont plus fréquents le lundi matin\u00a0: 18\u00a0sur\u00a040 passages, 45\u00a0%.',
    )
    expect(view.advice).toMatch(/^Prévoir un peu plus large le lundi matin/)
    expect(view.columns).toEqual(['Matin', 'Midi'])
    expect(view.rows[0]!.cells.map(cell => [cell.count, cell.of, cell.marked])).toEqual([
      ['18', '40', true],
      [null, null, false],
    ])
    expect(weekView([moment(1, 'morning', 1, 4)], PASSAGE)).toMatchObject({
      words: 'Aucun moment de la semaine ne se détache des autres.',
      advice: null,
    })
  })
})
