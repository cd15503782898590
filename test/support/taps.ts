import type { Tap } from '../../src/rounds/taps.ts'

const MINUTE = 60_000

/** A gesture at a minute of the day, on a stop. */
export const tap = (minute: number, kind: Tap['kind'], on: string | null, more: Partial<Tap> = {}): Tap => ({
  id: `${kind}-${on}-${minute}`,
  stopId: on,
  kind,
  happenedAt: minute * MINUTE,
  receivedAt: minute * MINUTE,
  minutes: null,
  ofTapId: null,
  ...more,
})
export const undo = (minute: number, of: Tap): Tap =>
  tap(minute, 'undo', null, { ofTapId: of.id, id: `undo-${of.id}-${minute}` })
/** Made at `minute`, it says that the tap happened at `toMinute`. */
export const correction = (minute: number, of: Tap, toMinute: number): Tap =>
  tap(toMinute, 'correction', null, {
    ofTapId: of.id,
    id: `correct-${of.id}-${minute}`,
    receivedAt: minute * MINUTE,
  })

export const at = (minute: number) => minute * MINUTE
