import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Agreed, type Change, type News, netNews, sameForPatient } from '../../src/agenda/news.ts'

const at = (hour: number): Agreed => ({
  on: '2026-11-26',
  kind: 'session',
  place: 'practice',
  agreed_at: `2026-11-26T${String(hour).padStart(2, '0')}:00:00.000Z`,
  window_from_at: null,
  window_to_at: null,
})

/** The news after changes that follow each other before anything is told. */
const netOf = (changes: Change[]): News | null =>
  changes.reduce<News | null>((unsaid, change) => netNews(unsaid, change), null)

const movesThrough = (hours: number[]): Change[] =>
  hours.slice(1).map((hour, index) => ({ what: 'moved', before: at(hours[index]!), after: at(hour) }))

const hours = fc.array(fc.integer({ min: 8, max: 12 }), { minLength: 2, maxLength: 8 })

describe('changes that follow each other before anything is told', () => {
  it('are one move from the first hour to the last, or none when it comes back', () => {
    fc.assert(
      fc.property(hours, drawn => {
        const [first, last] = [at(drawn[0]!), at(drawn.at(-1)!)]
        const net = netOf(movesThrough(drawn))
        if (sameForPatient(first, last)) expect(net).toBeNull()
        else expect(net).toEqual({ purpose: 'moved', before: first })
      }),
    )
  })

  it('that end in a cancellation are one, of the hour that the patient knows', () => {
    fc.assert(
      fc.property(hours, drawn => {
        const cancelled: Change = { what: 'cancelled', before: at(drawn.at(-1)!) }
        const net = netOf([...movesThrough(drawn), cancelled])
        expect(net?.purpose).toBe('cancelled')
        // Once it was back at its first hour there was nothing unsaid: the patient knows that hour again.
        expect(net?.before?.agreed_at).toBe(at(drawn[0]!).agreed_at)
      }),
    )
  })

  it('of a new booking stay one confirmation, or nothing when it is cancelled', () => {
    fc.assert(
      fc.property(hours, drawn => {
        const changes: Change[] = [{ what: 'booked', after: at(drawn[0]!) }, ...movesThrough(drawn)]
        expect(netOf(changes)).toEqual({ purpose: 'confirmation', before: null })
        expect(netOf([...changes, { what: 'cancelled', before: at(drawn.at(-1)!) }])).toBeNull()
      }),
    )
  })

  it('are a move when what was cancelled is booked again at another hour, and nothing at the same', () => {
    const cancelled: Change = { what: 'cancelled', before: at(9) }
    expect(netOf([cancelled, { what: 'booked', after: at(9) }])).toBeNull()
    expect(netOf([cancelled, { what: 'booked', after: at(10) }])).toEqual({ purpose: 'moved', before: at(9) })
  })
})
