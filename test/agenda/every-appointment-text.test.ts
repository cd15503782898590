import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AppointmentText, appointmentText } from '../../src/agenda/appointment-wording.ts'
import type { Agreed } from '../../src/agenda/news.ts'
import { countSegments } from '../../src/messages/segments.ts'
import type { LocalDate } from '../../src/terms.ts'
import { addDays, addMinutes, instantAt } from '../../src/time.ts'

const PARIS = 'Europe/Paris'

const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéèêëçïôœABCÉÈÇŒ’- ')

const anyAgreed = (from: LocalDate): fc.Arbitrary<Agreed> =>
  fc
    .record({
      days: fc.integer({ min: 0, max: 400 }),
      minute: fc.integer({ min: 0, max: 1439 }),
      width: fc.constantFrom(null, 0, 30, 120),
      kind: fc.constantFrom<Agreed['kind'][]>('visit', 'session', 'consultation'),
      place: fc.constantFrom<Agreed['place'][]>('home', 'practice'),
    })
    .map(({ days, minute, width, kind, place }) => {
      const on = addDays(from, days)
      const at = addMinutes(instantAt(on, '00:00', PARIS), minute)
      const window = width ? { from: at, to: addMinutes(at, width) } : null
      return {
        on,
        kind,
        place,
        agreed_at: width === 0 ? at : null,
        window_from_at: window?.from ?? null,
        window_to_at: window?.to ?? null,
      }
    })

const anyText = (limits: { url: number; practice: number }): fc.Arbitrary<AppointmentText> =>
  fc
    .record({
      purpose: fc.constantFrom(
        'reminder_week',
        'reminder_day',
        'confirmation',
        'moved',
        'cancelled',
        'several',
        'replaced',
      ),
      what: fc.constantFrom('booked', 'moved', 'cancelled', 'mixed'),
      today: fc.integer({ min: 0, max: 400 }).map(days => addDays('2026-01-01', days)),
      reader: fc.constantFrom<AppointmentText['reader'][]>('patient', 'carer'),
      zone: fc.constantFrom(PARIS, 'Indian/Reunion', 'America/Martinique'),
      host: fc.integer({ min: 12, max: limits.url }),
      practiceName: fc.string({ unit: letters, maxLength: limits.practice }),
      token: fc.string({ unit: fc.constantFrom(...'azAZ09-_'), minLength: 16, maxLength: 16 }),
      confirmed: fc.boolean(),
      several: fc.integer({ min: 2, max: 5 }),
      byPractice: fc.boolean(),
    })
    .chain(drawn =>
      fc.tuple(anyAgreed(drawn.today), anyAgreed(drawn.today)).map(([before, after]) => {
        const { several, host, token, what, ...text } = drawn
        const link = `${'https://'.padEnd(host, 'x')}/p/${token}`
        const whats = what === 'mixed' ? ['booked', 'moved', 'cancelled'] : [what]
        const changes = Array.from({ length: several }, (_, index) => ({
          what: whats[index % whats.length],
          before: { ...before, on: addDays(before.on, index * 9) },
          after: { ...after, on: addDays(after.on, index * 9) },
        }))
        const day = Array(several).fill(after)
        return {
          ...text,
          link,
          before,
          after,
          day,
          changes,
          by: ['Sacha'],
          instead: 'Bastien',
          appointments: changes.map(each => each.after),
        } as unknown as AppointmentText
      }),
    )

describe('every text about an appointment', () => {
  it('is one segment of GSM-7, signed, with its link whole', () => {
    fc.assert(
      fc.property(anyText({ url: 32, practice: 20 }), drawn => {
        const body = appointmentText(drawn)
        expect(countSegments(body)).toMatchObject({ encoding: 'GSM-7', segments: 1 })
        expect(body).toContain(drawn.link)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps the practice’s name up to the agreed length', () => {
    fc.assert(
      fc.property(anyText({ url: 32, practice: 0 }), drawn => {
        const practiceName = 'Cabinet des Tilleuls'
        expect(appointmentText({ ...drawn, practiceName })).toMatch(/Cabinet des Tilleuls$/)
      }),
      { numRuns: 300 },
    )
  })

  it('asks for no answer by text, cheers at nothing, names no care or profession', () => {
    fc.assert(
      fc.property(anyText({ url: 32, practice: 0 }), drawn => {
        const sentence = appointmentText(drawn).replace(drawn.link, '')
        expect(sentence).not.toMatch(/répondez|OUI|!|soin|santé|infirmi|patient|médec|séance|consult|STOP/i)
      }),
      { numRuns: 300 },
    )
  })

  it('message in the wrong language or with an English date: it is French, days and hours too', () => {
    fc.assert(
      fc.property(anyText({ url: 32, practice: 0 }), drawn => {
        const sentence = appointmentText(drawn).replace(drawn.link, '')
        expect(sentence).not.toMatch(
          /day|january|february|march|april|june|july|august|\b[ap]m\b|null|undefined/i,
        )
      }),
      { numRuns: 300 },
    )
  })

  it('is shortened rather than split when the address or the name is longer than agreed', () => {
    fc.assert(
      fc.property(anyText({ url: 80, practice: 60 }), drawn => {
        expect(countSegments(appointmentText(drawn)).segments).toBe(1)
      }),
      { numRuns: 300 },
    )
  })
})
