import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIRST_RULES, isBilanDue, milestonesAt } from '../../src/agenda/milestones.ts'
import { renewalDue } from '../../src/agenda/renewal.ts'
import { countSessions, numberSessions, type Session, threadOf } from '../../src/agenda/session-count.ts'
import type { AppointmentStatus } from '../../src/db/tables/agenda.ts'
import { addDays } from '../../src/time.ts'

const sessionsOf = (...statuses: AppointmentStatus[]): Session[] =>
  statuses.map((status, index) => {
    const on = addDays('2026-10-12', index)
    return { id: `s${index}`, on, status, agreed_at: `${on}T08:00:00.000Z`, window_from_at: null }
  })
const fifteen = { sessions: 15, done_before: 0 }

describe('the counter of a prescription', () => {
  test('counts what was done, what is ahead and what has no time yet', () => {
    const all = sessionsOf('done', 'done', 'no_show', 'done', 'cancelled', 'moved', 'booked', 'confirmed')
    expect(countSessions(fifteen, all)).toEqual({
      prescribed: 15,
      done: 3,
      missed: 1,
      ahead: 2,
      remaining: 12,
      toPlace: 10,
    })
  })

  test('goes on from sessions that took place before', () => {
    const count = countSessions({ sessions: 15, done_before: 6 }, sessionsOf('done', 'booked'))
    expect(count).toMatchObject({ done: 7, remaining: 8, toPlace: 7 })
    expect([...numberSessions({ done_before: 6 }, sessionsOf('done', 'booked')).values()]).toEqual([7, 8])
  })

  test('has no end where no number was prescribed', () => {
    const count = countSessions({ sessions: null, done_before: 0 }, sessionsOf('done'))
    expect(count).toMatchObject({ remaining: null, toPlace: null })
  })

  test('gives the number of one that was missed, moved or cancelled to the next one', () => {
    const numbers = numberSessions(fifteen, sessionsOf('done', 'no_show', 'cancelled', 'moved', 'booked'))
    expect([...numbers]).toEqual([
      ['s0', 1],
      ['s4', 2],
    ])
  })

  test('numbers sessions without a gap, whatever became of them', () => {
    const statuses = fc.array(
      fc.constantFrom<AppointmentStatus>('done', 'booked', 'no_show', 'cancelled', 'moved'),
    )
    fc.assert(
      fc.property(statuses, fc.integer({ min: 0, max: 9 }), (drawn, before) => {
        const numbers = [...numberSessions({ done_before: before }, sessionsOf(...drawn)).values()]
        expect(numbers).toEqual(numbers.map((_, index) => before + index + 1))
        const count = countSessions({ sessions: null, done_before: before }, sessionsOf(...drawn))
        expect(count.done + count.ahead).toBe(before + numbers.length)
      }),
    )
  })

  test('is drawn as a thread of as many knots as sessions', () => {
    const knots = threadOf(
      countSessions({ sessions: 5, done_before: 0 }, sessionsOf('done', 'booked', 'booked')),
    )
    expect(knots).toEqual(['done', 'now', 'ahead', 'gap', 'gap'])
    expect(threadOf(countSessions({ sessions: 90, done_before: 0 }, []))).toEqual([])
  })
})

describe('a bilan is due', () => {
  const dueUpTo = (most: number, regimen: 'kine' | 'kine_neuro') =>
    Array.from({ length: most }, (_, index) => index + 1).filter(number =>
      isBilanDue(FIRST_RULES[regimen], number),
    )

  test('first, at the 30th, then every 20', () => expect(dueUpTo(91, 'kine')).toEqual([1, 30, 50, 70, 90]))
  test('in neurology at the 60th, then every 50', () =>
    expect(dueUpTo(170, 'kine_neuro')).toEqual([1, 60, 110, 160]))

  test('counted on over a renewal, with the fiche de synthèse at the end of ten and more', () => {
    const at = (number: number, prescribed: number, before = 0) =>
      milestonesAt(FIRST_RULES.kine, { number, prescribed, before })
    expect(at(1, 15)).toEqual(['bilan'])
    expect(at(1, 15, 15)).toEqual([])
    expect(at(15, 15, 15)).toEqual(['bilan', 'summary'])
    expect(at(9, 9)).toEqual([])
    expect(at(10, 10)).toEqual(['summary'])
  })
})

test.each([
  [3, null, 'sessions'],
  [4, null, null],
  [null, '2026-12-09', 'end'],
  [null, '2026-12-10', null],
  [8, '2026-11-20', 'end'],
  [null, null, null],
] as const)('with %s sessions left until %s, a renewal is due by: %s', (remaining, toOn, due) => {
  expect(renewalDue({ remaining, toOn }, '2026-11-25')).toBe(due)
})
