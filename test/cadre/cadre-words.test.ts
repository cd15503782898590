import { describe, expect, it } from 'vitest'
import { changeWords } from '../../src/cadre/changes.ts'
import { keepClinical, withoutClinical } from '../../src/cadre/clinical-terms.ts'
import { contactTable } from '../../src/cadre/contact-table.ts'
import { rulerOf, toleranceAfter } from '../../src/cadre/ruler.ts'
import { rulerWords } from '../../src/cadre/ruler-words.ts'
import {
  type CadreTerms,
  type ContactRule,
  DEFAULT_TERMS,
  type PassageWindow,
} from '../../src/cadre/terms.ts'

const nameOf = (carerId: string | null) => (carerId === null ? 'Mme Delmas' : 'Hélène, sa fille')

const morning: PassageWindow = {
  weekdays: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '09:00',
  hardBefore: '09:30',
  hardReason: 'insuline',
}
const evening: PassageWindow = { ...morning, from: '18:00', to: '19:30', hardBefore: null, hardReason: '' }
const bySms: ContactRule = { subject: 'delay', carerId: null, channel: 'sms', hours: null, language: null }
const terms: CadreTerms = { ...DEFAULT_TERMS, windows: [morning], contacts: [bySms] }

/** Spaces as one reads them. */
const plain = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('what changed between two versions, in one line', () => {
  const said = (after: Partial<CadreTerms>) => plain(changeWords(terms, { ...terms, ...after }, nameOf))

  it.each([
    ['nothing', {}, ''],
    ['a tolerance', { toleranceMinutes: 15 }, 'Retard : 15 minutes, avant : usage du cabinet.'],
    ['a window more', { windows: [morning, evening] }, 'Ajouté : lundi au vendredi, soir : 18 h – 19 h 30.'],
    [
      'a window less',
      { windows: [] },
      'Retiré : lundi au vendredi, matin : vers 9 h, impératif avant 9 h 30.',
    ],
    [
      'a window moved',
      { windows: [{ ...morning, from: '08:30', to: '08:30' }] },
      'Horaire : lundi au vendredi, matin : vers 8 h 30, impératif avant 9 h 30, au lieu de lundi au vendredi, matin : vers 9 h, impératif avant 9 h 30.',
    ],
    [
      'somebody told as well',
      { contacts: [bySms, { ...bySms, carerId: 'h', hours: { from: '07:00', to: '20:00' } }] },
      'Un retard : Mme Delmas (SMS), puis Hélène, sa fille (SMS, 7 h – 20 h).',
    ],
    ['nobody told any more', { contacts: [] }, 'Un retard : personne.'],
    [
      'a reason only',
      { windows: [{ ...morning, hardReason: 'à jeun' }] },
      'Raison d’une heure impérative revue.',
    ],
    ['highlights', { highlights: ['Frapper'] }, 'Points à retenir revus.'],
  ])('%s', (_what, after, words) => {
    expect(said(after)).toBe(words)
  })
})

describe('who is reached, how and when', () => {
  it('puts people reached the same way on one line, in their order', () => {
    const lines = contactTable([bySms, { ...bySms, carerId: 'h' }], nameOf)
    expect(lines[0]).toMatchObject({
      subject: 'Un retard',
      who: 'Mme Delmas, puis Hélène, sa fille',
      how: 'SMS',
    })
  })

  it('gives those reached otherwise a line of their own', () => {
    const lines = contactTable([bySms, { ...bySms, carerId: 'h', channel: 'call', language: 'ar' }], nameOf)
    expect(lines.slice(0, 2)).toMatchObject([
      { who: 'Mme Delmas', how: 'SMS' },
      { subject: 'Un retard', who: 'puis Hélène, sa fille', how: 'appel, en arabe' },
    ])
  })

  it('says what holds where nothing was chosen', () => {
    expect(contactTable([], nameOf).map(line => [line.subject, line.who, line.how])).toEqual([
      ['Un retard', 'Mme Delmas', 'SMS'],
      ['Un rendez-vous', 'Mme Delmas', 'SMS'],
      ['La santé', 'Mme Delmas', 'SMS'],
    ])
  })
})

describe('the ruler', () => {
  it('shows the agreed time, the tolerance, when one is told, and the imperative hour', () => {
    expect(rulerOf(morning, 15)).toEqual({
      toldFrom: '09:15',
      agreed: [24],
      quiet: { x: 24, width: 120 },
      told: { x: 144, width: 120 },
      limit: 264,
      labels: [
        { x: 24, words: '9\u00a0h' },
        { x: 144, words: '9\u00a0h\u00a015' },
        { x: 264, words: '9\u00a0h\u00a030' },
      ],
    })
  })

  it('shows both ends of a window, and leaves room between labels', () => {
    const { agreed, labels, told } = rulerOf(evening, 5)
    expect(agreed).toHaveLength(2)
    expect(labels.map(label => plain(label.words))).toEqual(['18 h', '19 h 30', '19 h 35'])
    for (const [index, label] of labels.entries())
      if (index > 0) expect(label.x - labels[index - 1]!.x).toBeGreaterThanOrEqual(56)
    expect(told.width).toBeGreaterThan(0)
    expect(told.x + told.width).toBeLessThanOrEqual(326)
  })

  it('keeps four marks inside the drawing however close their times', () => {
    const { labels } = rulerOf({ ...evening, hardBefore: '19:40' }, 5)
    expect(labels.map(label => label.x)).toEqual([24, 184, 240, 296])
  })

  it('does not run past midnight', () => {
    expect(rulerOf({ ...evening, from: '23:30', to: '23:50' }, 60).toldFrom).toBe('23:59')
  })

  it.each([
    [morning, null, 15],
    [evening, null, 0],
    [evening, 10, 10],
    [morning, 0, 0],
  ])(
    'takes the tolerance of the cadre, else the practice’s after a time, else none',
    (window, agreed, minutes) => {
      expect(toleranceAfter(window, agreed, 15)).toBe(minutes)
    },
  )

  it.each([
    [[bySms], 'Jusqu’à 9 h 15, rien. Ensuite un SMS. Si 9 h 30 n’est pas tenable, le cabinet appelle.'],
    [
      [{ ...bySms, channel: 'call' as const }],
      'Jusqu’à 9 h 15, rien. Ensuite un appel. Si 9 h 30 n’est pas tenable, le cabinet appelle.',
    ],
  ])('is said in words too', (contacts, words) => {
    expect(plain(rulerWords(morning, rulerOf(morning, 15), contacts))).toBe(words)
  })
})

describe('what the secretary may read of a cadre', () => {
  const whole = { ...terms, highlights: ['Frapper'] }

  it('leaves out why an hour is imperative and what to keep in mind', () => {
    const read = withoutClinical(whole)
    expect(read.windows[0]).toMatchObject({ hardBefore: '09:30', hardReason: '' })
    expect(read.highlights).toEqual([])
  })

  it('loses nothing when she saves it', () => {
    const written = { ...withoutClinical(whole), toleranceMinutes: 10 }
    expect(keepClinical(written, whole)).toEqual({ ...whole, toleranceMinutes: 10 })
  })
})
