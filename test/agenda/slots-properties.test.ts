import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasRoom } from '../../src/agenda/capacity.ts'
import { type Availability, openIntervals } from '../../src/agenda/opening.ts'
import { type Busy, freeSlots, type Slot, type SlotQuestion } from '../../src/agenda/slots.ts'
import { merged } from '../../src/agenda/spans.ts'
import type { LocalDate } from '../../src/terms.ts'
import { addDays, minutesToMs } from '../../src/time.ts'
import type { LegEnd } from '../../src/travel/minutes.ts'
import { at, availability, dated, PARIS, PRACTICE, REUNION } from './availability-facts.ts'

/** Both changes of the clocks, their neighbours, and a day like any other. */
const anyDay = fc.constantFrom('2027-03-27', '2027-03-28', '2027-10-30', '2027-10-31', '2026-11-25')
const anyZone = fc.constantFrom(PARIS, REUNION)
const anyPlace = fc.constantFrom('practice', 'home', 'any')

const anyTime = fc
  .integer({ min: 0, max: 95 })
  .map(quarter => new Date(quarter * 900_000).toISOString().slice(11, 16))

const anyHours = fc.record({ from: anyTime, to: anyTime, place: anyPlace })

const anyAvailability = (zone: string, day: LocalDate): fc.Arbitrary<Availability> =>
  fc
    .record({
      week: fc.array(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), hours: anyHours }), {
        minLength: 3,
        maxLength: 12,
      }),
      exception: fc.option(fc.record({ open: fc.boolean(), hours: fc.array(anyHours, { maxLength: 2 }) })),
      step: fc.constantFrom(5, 10, 15, 20, 30),
    })
    .map(({ week, exception, step }) =>
      availability({
        zone,
        from: day,
        to: addDays(day, 1),
        weekly: week.map(({ weekday, hours }) => ({ ...hours, weekday, validFrom: null, validTo: null })),
        dated: exception ? [dated({ fromOn: day, toOn: day, ...exception })] : [],
        slotStepMinutes: step,
      }),
    )

const anyHome = fc.record({
  place: fc.constant('home' as const),
  lat: fc.double({ min: 49.7, max: 49.8, noNaN: true }),
  lon: fc.double({ min: 4.7, max: 4.8, noNaN: true }),
})

const anyBusy = (zone: string, day: LocalDate): fc.Arbitrary<Busy> =>
  fc
    .record({
      start: fc.integer({ min: -60, max: 49 * 60 }),
      minutes: fc.integer({ min: 5, max: 120 }),
      bufferMinutes: fc.integer({ min: 0, max: 20 }),
      capacity: fc.integer({ min: 1, max: 4 }),
      grouped: fc.boolean(),
      where: fc.oneof(fc.constant<LegEnd>(PRACTICE), anyHome, fc.constant(null)),
    })
    .map(({ start, minutes, ...rest }) => {
      const from = at('00:00', day, zone) + minutesToMs(start)
      return { ...rest, from, to: from + minutesToMs(minutes) }
    })

/** Some minutes that depend on both ends and on the direction. */
const travel = (from: LegEnd | null, to: LegEnd | null): number => {
  if (!from || !to) return 7
  return from.place === 'practice' && to.place === 'practice'
    ? 0
    : Math.round(Math.abs((from.lat ?? 0) - (to.lat ?? 0)) * 300) + (from.place === 'home' ? 3 : 5)
}

const anyQuestion: fc.Arbitrary<SlotQuestion> = fc.tuple(anyZone, anyDay).chain(([zone, day]) =>
  fc
    .record({
      availability: anyAvailability(zone, day),
      busy: fc.array(anyBusy(zone, day), { maxLength: 10 }),
      home: fc.option(anyHome),
      durationMinutes: fc.integer({ min: 5, max: 90 }),
      bufferMinutes: fc.integer({ min: 0, max: 20 }),
      capacity: fc.integer({ min: 1, max: 4 }),
      grouped: fc.boolean(),
      now: fc.integer({ min: -600, max: 600 }),
    })
    .map(({ home, now, durationMinutes, bufferMinutes, capacity, grouped, ...rest }) => ({
      ...rest,
      kind: { durationMinutes, bufferMinutes, capacity, grouped, place: home ? 'home' : 'practice' },
      where: home ?? PRACTICE,
      travel,
      now: at('00:00', day, zone) + minutesToMs(now),
    })),
)

const keys = (slots: Slot[]) => slots.map(({ from, places }) => `${from} ${places}`)
const RUNS = { numRuns: 300 }

describe('for any hours, any busy times and any place', () => {
  test('every slot lies inside open hours of its place, whole, and begins neither early nor late', () => {
    fc.assert(
      fc.property(anyQuestion, question => {
        const { availability, kind } = question
        const days = [-1, 0, 1].map(days => addDays(availability.from, days))
        const open = merged(
          days
            .flatMap(on => openIntervals(availability, on))
            .filter(({ place }) => place === 'any' || place === kind.place),
        )
        for (const slot of freeSlots(question)) {
          expect(open.some(({ from, to }) => from <= slot.from && slot.to <= to)).toBe(true)
          expect(slot.to - slot.from).toBe(minutesToMs(kind.durationMinutes))
          expect(slot.from).toBeGreaterThanOrEqual(question.now)
          expect([availability.from, availability.to]).toContain(slot.on)
        }
      }),
      RUNS,
    )
  })

  test('no slot goes beyond what may be at the practice at once', () => {
    fc.assert(
      fc.property(anyQuestion, question => {
        const { busy, kind } = question
        for (const slot of freeSlots(question)) {
          const wanted = {
            ...slot,
            capacity: kind.place === 'home' ? 1 : kind.capacity,
            grouped: kind.grouped,
          }
          for (let place = 0; place < slot.places; place++)
            expect(hasRoom([...busy, ...Array(place).fill(wanted)], wanted)).toBe(true)
        }
      }),
      RUNS,
    )
  })

  test('the way and the buffers fit on both sides of a slot', () => {
    fc.assert(
      fc.property(anyQuestion, question => {
        const alone = question.busy.filter(({ capacity, where }) => capacity === 1 || where !== PRACTICE)
        for (const slot of freeSlots(question)) {
          for (const before of alone.filter(({ to }) => to <= slot.from)) {
            const minutes = before.bufferMinutes + travel(before.where, question.where ?? null)
            expect(slot.from - before.to).toBeGreaterThanOrEqual(minutesToMs(minutes))
          }
          for (const after of alone.filter(({ from }) => slot.to <= from)) {
            const minutes = question.kind.bufferMinutes + travel(question.where ?? null, after.where)
            expect(after.from - slot.to).toBeGreaterThanOrEqual(minutesToMs(minutes))
          }
        }
      }),
      RUNS,
    )
  })

  test('one more busy time never adds a slot, nor a place in one', () => {
    const withOneMore = anyQuestion.chain(question =>
      anyBusy(question.availability.zone, question.availability.from).map(more => ({ question, more })),
    )
    fc.assert(
      fc.property(withOneMore, ({ question, more }) => {
        const before = new Map(freeSlots(question).map(({ from, places }) => [from, places]))
        for (const slot of freeSlots({ ...question, busy: [...question.busy, more] }))
          expect(before.get(slot.from) ?? 0).toBeGreaterThanOrEqual(slot.places)
      }),
      RUNS,
    )
  })

  test('the order in which things were written down makes no difference', () => {
    fc.assert(
      fc.property(anyQuestion, question => {
        const { weekly, ...rest } = question.availability
        const turned = { ...rest, weekly: weekly.toReversed() }
        const other = freeSlots({ ...question, availability: turned, busy: question.busy.toReversed() })
        expect(keys(other)).toEqual(keys(freeSlots(question)))
      }),
      RUNS,
    )
  })

  test('slots come in order and once', () => {
    fc.assert(
      fc.property(anyQuestion, question => {
        const begins = freeSlots(question).map(({ from }) => from)
        expect(begins).toEqual([...new Set(begins)].sort((a, b) => a - b))
      }),
      RUNS,
    )
  })
})
