import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DelayText, delayText } from '../../src/messages/delay-wording.ts'
import { countSegments } from '../../src/messages/segments.ts'
import type { Zone } from '../../src/terms.ts'
import { addMinutes, instantAt } from '../../src/time.ts'

const PARIS = 'Europe/Paris'
const at = (time: string, zone: Zone = PARIS) => instantAt('2026-11-25', time, zone)
const between = (from: string, to: string) => ({ fromAt: at(from), toAt: at(to) })

/** Claire is expected at 9:25 and will come around 9:40. */
const text = (changes: Partial<DelayText> = {}): DelayText => ({
  kind: 'late',
  place: 'home',
  reader: 'patient',
  clinicianFirstName: 'Claire',
  practiceName: 'Cabinet de la Halle',
  agreed: between('09:25', '09:25'),
  estimateAt: at('09:40'),
  range: between('09:30', '09:50'),
  zone: PARIS,
  link: 'https://rdv.halle.fr/p/AbCdEfGhIjKlMnOp',
  ...changes,
})

const backOnTime = { kind: 'on_time', estimateAt: at('09:25'), range: between('09:25', '09:35') } as const
const end = 'https://rdv.halle.fr/p/AbCdEfGhIjKlMnOp\nCabinet de la Halle'

describe('the text about a delay', () => {
  it.each<[string, Partial<DelayText>, string]>([
    [
      'a visit that will be late',
      {},
      `Claire arrivera vers 9h40, entre 9h30 et 9h50, au lieu de 9h25. Suivre ou répondre : ${end}`,
    ],
    [
      'a visit agreed within a window',
      { agreed: between('08:30', '09:20') },
      `Claire arrivera vers 9h40, entre 9h30 et 9h50, au lieu de 8h30-9h20. Suivre ou répondre : ${end}`,
    ],
    [
      'a carer, who is not told whom the visit is for',
      { reader: 'carer' },
      `Le passage de 9h25 est repoussé vers 9h40, entre 9h30 et 9h50. Suivre ou répondre : ${end}`,
    ],
    [
      'a new estimate',
      { kind: 'update' },
      `Nouvelle estimation : Claire arrivera vers 9h40, entre 9h30 et 9h50, au lieu de 9h25. Suivi : ${end}`,
    ],
    [
      'a visit on time again',
      backOnTime,
      `Finalement, Claire arrive bien vers 9h25, comme prévu. Suivre ou répondre : ${end}`,
    ],
    [
      'a visit on time again, to a carer',
      { ...backOnTime, reader: 'carer' },
      `Finalement, le passage de 9h25 se fera comme prévu. Suivre ou répondre : ${end}`,
    ],
    [
      'a visit almost on time again, which is not called « comme prévu »',
      { ...backOnTime, estimateAt: at('09:35') },
      `Finalement, Claire arrivera vers 9h35, entre 9h25 et 9h35, au lieu de 9h25. Suivre ou répondre : ${end}`,
    ],
    [
      'an appointment at the practice, with the time to come',
      { place: 'practice' },
      `Rendez-vous de 9h25 décalé vers 9h40 (9h30-9h50). Vous pouvez venir à 9h30. Suivre ou répondre : ${end}`,
    ],
    [
      'an appointment at the practice, to a carer',
      { place: 'practice', reader: 'carer' },
      `Le rendez-vous de 9h25 est décalé vers 9h40, entre 9h30 et 9h50. Arrivée possible à 9h30. Suivi : ${end}`,
    ],
    [
      'an appointment on time again',
      { ...backOnTime, place: 'practice' },
      `Finalement, votre rendez-vous de 9h25 aura lieu comme prévu. Suivre ou répondre : ${end}`,
    ],
    [
      'a full hour, and a range of nothing',
      { estimateAt: at('10:00'), range: between('10:00', '10:00') },
      `Claire arrivera vers 10h, au lieu de 9h25. Suivre ou répondre : ${end}`,
    ],
    [
      'a clinician whose first name is unknown',
      { clinicianFirstName: '' },
      `Le passage de 9h25 est repoussé vers 9h40, entre 9h30 et 9h50. Suivre ou répondre : ${end}`,
    ],
  ])('%s', (_what, changes, expected) => {
    expect(delayText(text(changes))).toBe(expected)
  })

  it('calls only a passage that is on time again « comme prévu »', () => {
    const close = { estimateAt: at('09:28'), range: between('09:25', '09:35') }
    expect(delayText(text({ ...close, kind: 'update' }))).toContain('vers 9h28, entre 9h25 et 9h35')
    expect(delayText(text({ ...close, kind: 'on_time' }))).toContain('vers 9h28, comme prévu')
  })

  it('tells a practice’s name only if it tells no specialty', () => {
    expect(delayText(text({ practiceName: 'Cabinet infirmier' }))).toMatch(/AbCdEfGhIjKlMnOp$/)
    expect(delayText(text({ practiceName: 'Kinés du Port' }))).not.toContain('Kin')
  })

  it('says the time of the practice’s zone', () => {
    const changes = {
      agreed: between('09:25', '09:25'),
      estimateAt: at('09:40'),
      range: between('09:30', '09:50'),
    }
    expect(delayText(text({ ...changes, zone: 'Indian/Reunion' }))).toMatch(
      /^Claire arrivera vers 12h40, entre 12h30 et 12h50, au lieu de 12h25\./,
    )
    expect(delayText(text({ ...changes, zone: 'America/Martinique' }))).toMatch(
      /^Claire arrivera vers 4h40, entre 4h30 et 4h50, au lieu de 4h25\./,
    )
  })

  it.each([
    ['spring', '2026-03-29', '03:20', /vers 3h40, entre 3h30 et 3h50, au lieu de 3h20/],
    ['autumn', '2026-10-25', '03:20', /vers 3h40, entre 3h30 et 3h50, au lieu de 3h20/],
  ])('says the right hour on the morning of the %s change', (_season, on, time, expected) => {
    const agreedAt = instantAt(on, time, PARIS)
    const agreed = { fromAt: agreedAt, toAt: agreedAt }
    const range = { fromAt: addMinutes(agreedAt, 10), toAt: addMinutes(agreedAt, 30) }
    expect(delayText(text({ agreed, range, estimateAt: addMinutes(agreedAt, 20) }))).toMatch(expected)
  })
})

const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéèêëçïôœABCÉÈÇŒ’- ')
const minutes = (max: number) => fc.integer({ min: 0, max })

const anyText = (limits: { url: number; practice: number; firstName: number }): fc.Arbitrary<DelayText> =>
  fc
    .record({
      kind: fc.constantFrom('late', 'update', 'on_time'),
      place: fc.constantFrom('home', 'practice'),
      reader: fc.constantFrom('patient', 'carer'),
      zone: fc.constantFrom(PARIS, 'Indian/Reunion', 'America/Martinique'),
      startMinute: minutes(24 * 60),
      windowMinutes: fc.oneof(fc.constant(0), minutes(180)),
      delay: minutes(240),
      before: minutes(30),
      after: minutes(30),
      host: fc.integer({ min: 12, max: limits.url }),
      firstName: fc.string({ unit: letters, maxLength: limits.firstName }),
      practiceName: fc.string({ unit: letters, maxLength: limits.practice }),
      token: fc.string({ unit: fc.constantFrom(...'azAZ09-_'), minLength: 16, maxLength: 16 }),
    })
    .map(drawn => {
      const { kind, place, reader, zone, practiceName } = drawn
      const fromAt = addMinutes('2026-11-25T00:00:00.000Z', drawn.startMinute)
      const toAt = addMinutes(fromAt, drawn.windowMinutes)
      const estimateAt = addMinutes(toAt, drawn.delay)
      const range = {
        fromAt: addMinutes(estimateAt, -drawn.before),
        toAt: addMinutes(estimateAt, drawn.after),
      }
      const link = `${'https://'.padEnd(drawn.host, 'x')}/p/${drawn.token}`
      const clinicianFirstName = drawn.firstName.trim()
      return {
        kind,
        place,
        reader,
        zone,
        practiceName,
        agreed: { fromAt, toAt },
        estimateAt,
        range,
        link,
        clinicianFirstName,
      } as DelayText
    })

const standard = { url: 32, practice: 20, firstName: 12 }

describe('every standard text', () => {
  it('is one GSM-7 segment that carries its link, whatever the times and the names', () => {
    fc.assert(
      fc.property(anyText(standard), drawn => {
        const body = delayText(drawn)
        expect(countSegments(body)).toMatchObject({ encoding: 'GSM-7', segments: 1 })
        expect(body.split(/\s/)).toContain(drawn.link)
      }),
      { numRuns: 400 },
    )
  })

  it('says the agreed time and the range at the longest names, and the practice’s name for an agreed time', () => {
    const longest = {
      clinicianFirstName: 'Maximilienne',
      practiceName: 'Cabinet des Tilleuls',
      link: `${'https://'.padEnd(32, 'x')}/p/${'x'.repeat(16)}`,
      estimateAt: at('19:42'),
      range: between('19:32', '19:52'),
    }
    for (const kind of ['late', 'update', 'on_time'] as const)
      for (const place of ['home', 'practice'] as const)
        for (const reader of ['patient', 'carer'] as const) {
          const timed = delayText(
            text({ ...longest, kind, place, reader, agreed: between('19:25', '19:25') }),
          )
          expect(timed).toMatch(/19h25.*Cabinet des Tilleuls$/s)
          expect(timed).toMatch(/19h32.*19h52/)
          const windowed = delayText(
            text({ ...longest, kind, place, reader, agreed: between('18:15', '19:15') }),
          )
          expect(windowed).toMatch(/18h15-19h15/)
          expect(windowed).toMatch(/19h32.*19h52/)
        }
  })

  it('asks for no answer by text, cheers at nothing, and names no patient, care or profession', () => {
    fc.assert(
      fc.property(anyText({ url: 32, practice: 0, firstName: 0 }), drawn => {
        const sentence = delayText(drawn).replace(drawn.link, '')
        expect(sentence).not.toMatch(/répondez|OUI|!|soin|santé|infirmi|patient|médec|STOP/i)
      }),
    )
  })

  it('is shortened rather than split when names or the address are longer than agreed', () => {
    fc.assert(
      fc.property(anyText({ url: 100, practice: 60, firstName: 40 }), drawn => {
        expect(countSegments(delayText(drawn)).segments).toBe(1)
      }),
      { numRuns: 200 },
    )
  })
})
