import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadlineOf } from '../../src/agenda/waiting/deadline.ts'
import {
  type Candidate,
  type PassedOver,
  type Question,
  whomToOffer,
} from '../../src/agenda/waiting/whom-to-offer.ts'
import { offerText } from '../../src/agenda/waiting/wording.ts'
import { countSegments } from '../../src/messages/segments.ts'
import { clockTime, instantAt, localDate, toEpochMs, weekdayOf } from '../../src/time.ts'

const PARIS = 'Europe/Paris'
const at = (on: string, time: string) => instantAt(on, time, PARIS)
/** Wednesday at 9 h; the place is Friday at 10 h. */
const NOW = at('2026-11-25', '09:00')
const PLACE = at('2026-11-27', '10:00')

const candidate = (facts: Partial<Candidate> = {}): Candidate => ({
  entryId: 'a',
  patientId: 'p',
  since: '2026-11-01T08:00:00.000Z',
  wish: { weekdays: [1, 2, 3, 4, 5], from: '00:00', to: '23:59', untilOn: null },
  beginnings: [toEpochMs(PLACE)],
  minutes: 30,
  earlierThan: null,
  absent: false,
  agreesWith: () => true,
  own: [],
  reach: { by: 'sms', carerId: null, phone: '+33639980101' },
  askedAbout: [],
  askedToday: false,
  ...facts,
})

const ask = (candidates: Candidate[], facts: Partial<Question> = {}) =>
  whomToOffer({ candidates, phonesToday: [], zone: PARIS, now: NOW, ...facts })

const wish = candidate().wish

describe('whom a freed place is offered to', () => {
  test.each<[PassedOver, Partial<Candidate>, Partial<Question>]>([
    ['wish', { wish: { ...wish, weekdays: [1] } }, {}],
    ['wish', { wish: { ...wish, from: '14:00' } }, {}],
    ['ended', { wish: { ...wish, untilOn: '2026-11-26' } }, {}],
    ['absent', { absent: true }, {}],
    ['cadre', { agreesWith: () => false }, {}],
    ['no_room', { beginnings: [] }, {}],
    ['not_earlier', { earlierThan: PLACE }, {}],
    ['own_appointment', { own: [{ from: toEpochMs(PLACE), to: toEpochMs(PLACE) + 60_000 }] }, {}],
    ['asked_before', { askedAbout: [PLACE] }, {}],
    ['asked_today', { askedToday: true }, {}],
    ['asked_today', {}, { phonesToday: ['+33639980101'] }],
    ['outside_hours', { reach: { by: 'later', at: NOW } }, {}],
    ['nobody_to_tell', { reach: { by: 'nobody' } }, {}],
    ['too_near', {}, { now: at('2026-11-27', '08:45') }],
  ])('leaves somebody out and says why: %s', (why, facts, question) => {
    expect(ask([candidate(facts)], question)).toEqual({ offer: null, passedOver: [{ entryId: 'a', why }] })
  })

  const facts = fc.record({
    entryId: fc.uuid(),
    since: fc.integer({ min: 0, max: 40 }).map(day => new Date(Date.UTC(2026, 9, 1 + day)).toISOString()),
    absent: fc.boolean(),
    askedToday: fc.boolean(),
    askedAbout: fc.constantFrom([], [PLACE]),
    wish: fc.record({
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      from: fc.constantFrom('00:00', '09:00', '11:00'),
      to: fc.constantFrom('12:00', '23:59'),
      untilOn: fc.constantFrom(null, '2026-11-26', '2026-12-01'),
    }),
  })

  test('is who waited longest among those for whom it is right; everybody else has a reason', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), all => {
        const candidates = all.map(each => candidate(each))
        const { offer, passedOver } = ask(candidates)
        expect(passedOver.length + (offer ? 1 : 0)).toBe(candidates.length)
        expect(passedOver.some(({ why }) => why === 'after_others') && !offer).toBe(false)
        if (!offer) return
        const chosen = candidates.find(({ entryId }) => entryId === offer.entryId)!
        const on = localDate(offer.startsAt, PARIS)
        expect(chosen.absent || chosen.askedToday || chosen.askedAbout.includes(offer.startsAt)).toBe(false)
        expect(chosen.wish.weekdays).toContain(weekdayOf(on))
        expect(chosen.wish.untilOn === null || on <= chosen.wish.untilOn).toBe(true)
        const overtaken = passedOver.filter(({ why }) => why === 'after_others')
        const sinceOf = (id: string) => candidates.find(({ entryId }) => entryId === id)!.since
        for (const { entryId } of overtaken) expect(sinceOf(entryId) >= chosen.since).toBe(true)
      }),
    )
  })
})

describe('the deadline of an offer', () => {
  test.each([
    ['2026-11-25', '09:00', '2026-11-27', '10:00', '2026-11-25 11:00'],
    ['2026-11-25', '09:00', '2026-11-25', '12:00', '2026-11-25 10:00'],
    ['2026-11-25', '09:00', '2026-11-25', '10:30', '2026-11-25 09:30'],
    ['2026-11-25', '19:00', '2026-11-27', '10:00', '2026-11-26 10:00'],
    ['2026-11-25', '19:00', '2026-11-26', '08:00', '2026-11-25 20:00'],
  ])('asked %s at %s about %s at %s: %s', (on, now, day, start, expected) => {
    const deadline = deadlineOf(at(day, start), at(on, now), PARIS)!
    expect(`${localDate(deadline, PARIS)} ${clockTime(toEpochMs(deadline), PARIS)}`).toBe(expected)
  })

  test('is never in the night, never after one must leave, and gives half an hour to answer at least', () => {
    const minute = fc.integer({ min: 0, max: 60 * 24 * 7 })
    fc.assert(
      fc.property(minute, minute, fc.constantFrom('2026-11-23', '2027-03-26', '2026-10-23'), (a, b, from) => {
        const start = toEpochMs(at(from, '00:00'))
        const now = new Date(start + a * 60_000).toISOString()
        const place = new Date(start + b * 60_000).toISOString()
        if (clockTime(toEpochMs(now), PARIS) < '08:00' || clockTime(toEpochMs(now), PARIS) >= '20:00') return
        const deadline = deadlineOf(place, now, PARIS)
        if (deadline === null) return
        const time = clockTime(toEpochMs(deadline), PARIS)
        expect(time >= '08:00' && time <= '20:00').toBe(true)
        expect(toEpochMs(deadline)).toBeLessThanOrEqual(toEpochMs(place) - 60 * 60_000)
        expect(toEpochMs(deadline) - toEpochMs(now)).toBeGreaterThan(25 * 60_000)
      }),
    )
  })
})

describe('the text of an offer', () => {
  test.each([
    ['2026-11-27', '10:00', '2026-11-25', '11:00'],
    ['2026-11-25', '16:30', '2026-11-25', '11:05'],
    ['2026-09-30', '10:30', '2026-09-29', '10:00'],
  ])('is one segment without an exclamation mark: %s %s', (on, time, today, until) => {
    const text = {
      startsAt: at(on, time),
      deadlineAt: at(today, until),
      today,
      zone: PARIS,
      practiceName: 'Maison de santé des Trois-Rivières',
      link: `https://rdv.exemple-tres-long.fr/l/${'x'.repeat(16)}`,
    }
    const body = offerText(text)
    expect(countSegments(body)).toMatchObject({ segments: 1 })
    expect(body).not.toContain('!')
    expect(offerText({ ...text, practiceName: 'Cabinet de kinésithérapie' })).not.toMatch(/kin/i)
  })
})
