import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sendingTime } from '../../src/messages/sending-time.ts'

const hours = { opensAt: 100, closesAt: 200 }
const text = { dueAt: 150, usefulUntil: 180 }

describe('a text', () => {
  it('leaves at once when it is due, within hours and of use', () => {
    expect(sendingTime(text, hours, 150)).toEqual({ send: 'now' })
    expect(sendingTime(text, hours, 179)).toEqual({ send: 'now' })
  })

  it('waits until it is due', () => {
    expect(sendingTime(text, hours, 120)).toEqual({ send: 'later', at: 150 })
  })

  it('waits until the hours open, even when it is made due now', () => {
    expect(sendingTime({ dueAt: 50, usefulUntil: 180 }, hours, 50)).toEqual({ send: 'later', at: 100 })
  })

  it('does not leave once it is of no use', () => {
    expect(sendingTime(text, hours, 180)).toEqual({ send: 'never', reason: 'of_no_use' })
    expect(sendingTime({ dueAt: 50, usefulUntil: 90 }, hours, 50)).toEqual({
      send: 'never',
      reason: 'of_no_use',
    })
  })

  it('does not leave when the hours have closed', () => {
    expect(sendingTime({ dueAt: 150, usefulUntil: 300 }, hours, 200)).toEqual({
      send: 'never',
      reason: 'after_hours',
    })
    expect(sendingTime({ dueAt: 220, usefulUntil: 300 }, hours, 150)).toEqual({
      send: 'never',
      reason: 'after_hours',
    })
  })

  it('never leaves before it is due, outside the hours or of no use', () => {
    const instant = fc.integer({ min: 0, max: 50 })
    fc.assert(
      fc.property(
        instant,
        instant,
        instant,
        instant,
        instant,
        (dueAt, usefulUntil, opensAt, closesAt, now) => {
          const sending = sendingTime({ dueAt, usefulUntil }, { opensAt, closesAt }, now)
          if (sending.send === 'never') return
          const at = sending.send === 'now' ? now : sending.at
          expect(at).toBeGreaterThanOrEqual(Math.max(now, dueAt, opensAt))
          expect(at).toBeLessThan(Math.min(closesAt, usefulUntil))
        },
      ),
    )
  })
})
