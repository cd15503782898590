import { describe, expect, it } from 'vitest'
import { type AppointmentText, appointmentText } from '../../src/agenda/appointment-wording.ts'
import type { Agreed } from '../../src/agenda/news.ts'
import type { LocalDate, LocalTime } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'

const PARIS = 'Europe/Paris'
const LINK = 'https://rdv.example.fr/p/AbCdEfGhIjKlMnOp'
const END = `${LINK}\nCabinet de la Halle`

type Facts = Partial<Agreed> & { on?: LocalDate; at?: LocalTime | null; window?: [LocalTime, LocalTime] }

const agreed = ({ on = '2026-11-26', at = '09:00', window, ...more }: Facts = {}): Agreed => ({
  on,
  kind: 'session',
  place: 'practice',
  agreed_at: at === null || window ? null : instantAt(on, at, PARIS),
  window_from_at: window ? instantAt(on, window[0], PARIS) : null,
  window_to_at: window ? instantAt(on, window[1], PARIS) : null,
  ...more,
})

const around = {
  reader: 'patient',
  today: '2026-11-25',
  zone: PARIS,
  practiceName: 'Cabinet de la Halle',
  link: LINK,
} as const

const reminder = (day: Agreed[], more: Partial<AppointmentText> = {}): string =>
  appointmentText({ ...around, purpose: 'reminder_day', day, confirmed: false, ...more } as AppointmentText)

const visit = { kind: 'visit', place: 'home' } as const

describe('a reminder', () => {
  it.each([
    [
      'of tomorrow',
      [agreed()],
      'Bonjour, votre rendez-vous est demain jeudi 26 novembre à 9h. Confirmer ou prévenir : ',
    ],
    [
      'of today',
      [agreed({ on: '2026-11-25', at: '15:05' })],
      "Bonjour, votre rendez-vous est aujourd'hui à 15h05. Confirmer ou prévenir : ",
    ],
    [
      'of a later day',
      [agreed({ on: '2026-12-01' })],
      'Bonjour, votre rendez-vous est mardi 1er décembre à 9h. Confirmer ou prévenir : ',
    ],
    [
      'of a window',
      [agreed({ window: ['08:00', '10:30'] })],
      'Bonjour, votre rendez-vous est demain jeudi 26 novembre entre 8h et 10h30. Confirmer ou prévenir : ',
    ],
    [
      'without a time',
      [agreed({ at: null })],
      'Bonjour, votre rendez-vous est demain jeudi 26 novembre. Confirmer ou prévenir : ',
    ],
    [
      'of two on one day',
      [agreed(), agreed({ at: '14:30' })],
      'Bonjour, vos rendez-vous sont demain jeudi 26 novembre à 9h et 14h30. Confirmer ou prévenir : ',
    ],
    [
      'of four on one day',
      [agreed(), agreed({ at: '10:00' }), agreed({ at: '11:00' }), agreed({ at: '12:00' })],
      'Bonjour, vos rendez-vous sont demain jeudi 26 novembre dès 9h. Confirmer ou prévenir : ',
    ],
    [
      'of a visit',
      [agreed(visit)],
      'Bonjour, nous passons chez vous demain jeudi 26 novembre vers 9h. Confirmer ou prévenir : ',
    ],
  ])('%s', (_what, day, expected) => {
    expect(reminder(day)).toBe(expected + END)
  })

  it('asks for nothing once it was confirmed', () => {
    expect(reminder([agreed()], { confirmed: true })).toBe(
      `Bonjour, votre rendez-vous est demain jeudi 26 novembre à 9h. Un imprévu : ${END}`,
    )
  })

  it('does not say to a carer whose appointment it is', () => {
    expect(reminder([agreed()], { reader: 'carer' })).toMatch(/^Bonjour, le rendez-vous est demain/)
  })

  it('says the hour of the practice’s zone', () => {
    const day = [{ ...agreed(), agreed_at: '2026-11-26T05:00:00.000Z' }]
    expect(reminder(day, { zone: 'Indian/Reunion' })).toContain('à 9h.')
    expect(reminder(day, { zone: 'America/Martinique' })).toContain('à 1h.')
  })

  it('keeps a practice’s name that tells a specialty to itself', () => {
    expect(reminder([agreed()], { practiceName: 'Kinés du Port' })).toBe(
      `Bonjour, votre rendez-vous est demain jeudi 26 novembre à 9h. Confirmer ou prévenir : ${LINK}`,
    )
  })
})

describe('a move', () => {
  const moved = (before: Facts, after: Facts): string =>
    appointmentText({ ...around, purpose: 'moved', before: agreed(before), after: agreed(after) })

  it.each([
    [
      'to another day',
      {},
      { on: '2026-12-01', at: '10:30' },
      'Votre rendez-vous du 26/11 à 9h aura lieu mardi 1er décembre à 10h30. Confirmer ou prévenir : ',
    ],
    [
      'within its day',
      {},
      { at: '10:30' },
      'Votre rendez-vous de demain jeudi 26 novembre aura lieu à 10h30, au lieu de 9h. Confirmer : ',
    ],
    [
      'to a window',
      {},
      { window: ['10:00', '12:00'] },
      'Votre rendez-vous du jeudi 26 novembre aura lieu entre 10h et 12h, au lieu de 9h. Confirmer : ',
    ],
    [
      'of a visit',
      visit,
      { ...visit, at: '10:30' },
      'Notre passage de demain jeudi 26 novembre aura lieu vers 10h30, au lieu de 9h. Confirmer : ',
    ],
    [
      'home',
      {},
      { place: 'home' },
      'Votre rendez-vous de demain jeudi 26 novembre aura lieu à 9h à domicile. Confirmer ou prévenir : ',
    ],
    [
      'of today',
      { on: '2026-11-25', at: '14:00' },
      { on: '2026-11-25', at: '15:00' },
      "Votre rendez-vous d'aujourd'hui aura lieu à 15h, au lieu de 14h. Confirmer ou prévenir : ",
    ],
  ] as [string, Facts, Facts, string][])('%s', (_what, before, after, expected) => {
    expect(moved(before, after)).toBe(expected + END)
  })
})

describe('a cancellation', () => {
  it('is regretted where the practice is the one who cancels, and noted where it is not', () => {
    const text = { ...around, purpose: 'cancelled', before: agreed() } as const
    expect(appointmentText({ ...text, byPractice: true })).toBe(
      `Nous sommes désolés : votre rendez-vous de demain jeudi 26 novembre à 9h est annulé. La suite : ${END}`,
    )
    expect(appointmentText({ ...text, byPractice: false })).toBe(
      `C'est noté : votre rendez-vous de demain jeudi 26 novembre à 9h est annulé. La suite : ${END}`,
    )
  })
})
