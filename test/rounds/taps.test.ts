import { describe, expect, it } from 'vitest'
import { deriveRound } from '../../src/rounds/round-state.ts'
import type { Tap } from '../../src/rounds/taps.ts'
import { at, correction, tap, undo } from '../support/taps.ts'

const PLAN = ['a', 'b', 'c', 'd']
const stopOf = (id: string, ...taps: Tap[]) => deriveRound(PLAN, taps).stops.get(id)

describe('undoing and correcting', () => {
  const arrival = tap(10, 'arrival', 'a')

  it('annuls a tap, and brings it back when the undo is undone', () => {
    const undone = undo(11, arrival)
    expect(stopOf('a', arrival, undone)?.status).toBe('waiting')
    expect(stopOf('a', arrival, undone, undo(12, undone))?.status).toBe('in_progress')
  })

  it('annuls a tap even if the undo reaches us first or bears the same instant', () => {
    const sameInstant = { ...undo(10, arrival), id: '0' }
    expect(stopOf('a', sameInstant, arrival)?.status).toBe('waiting')
  })

  it('does not hang on undos that undo each other', () => {
    const one: Tap = { ...undo(11, arrival), id: 'one', ofTapId: 'two' }
    const two: Tap = { ...undo(12, arrival), id: 'two', ofTapId: 'one' }
    expect(stopOf('a', arrival, one, two)?.status).toBe('in_progress')
  })

  it('moves a tap to the time of its last received correction', () => {
    const taps = [arrival, correction(20, arrival, 5), correction(30, arrival, 8)]
    expect(stopOf('a', ...taps)?.arrivedAt).toBe(at(8))
    expect(stopOf('a', ...taps, undo(31, taps[2]!))?.arrivedAt).toBe(at(5))
  })

  it('corrects the tap behind a correction', () => {
    const first = correction(20, arrival, 5)
    expect(stopOf('a', arrival, first, correction(30, first, 7))?.arrivedAt).toBe(at(7))
  })

  it('keeps a correction for a tap that is undone and comes back', () => {
    const undone = undo(21, arrival)
    const taps = [arrival, correction(20, arrival, 5), undone]
    expect(stopOf('a', ...taps)?.status).toBe('waiting')
    expect(stopOf('a', ...taps, undo(22, undone))?.arrivedAt).toBe(at(5))
  })

  it('reads the day in the corrected order', () => {
    const b = tap(40, 'arrival', 'b')
    expect(deriveRound(PLAN, [arrival, b, correction(50, b, 5)]).current).toBe('a')
  })

  it('offers the last gesture that stands for undoing, a correction included', () => {
    const completion = tap(30, 'completion', 'a')
    const corrected = correction(35, completion, 25)
    const last = (...taps: Tap[]) => deriveRound(PLAN, taps).lastTap?.id
    expect(last(arrival, completion)).toBe(completion.id)
    expect(last(arrival, completion, corrected)).toBe(corrected.id)
    expect(last(arrival, completion, corrected, undo(36, corrected))).toBe(completion.id)
    expect(last(arrival, completion, undo(36, completion))).toBe(arrival.id)
    expect(last(arrival, undo(36, arrival))).toBeUndefined()
  })
})
