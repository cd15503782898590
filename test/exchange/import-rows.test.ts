import { describe, expect, test } from 'vitest'
import { type Agenda, checkAppointment } from '../../src/exchange/appointment-rows.ts'
import { APPOINTMENT_FIELDS, guessColumns, PATIENT_FIELDS } from '../../src/exchange/columns.ts'
import { type Person, registerOf } from '../../src/exchange/known-people.ts'
import { checkPatient } from '../../src/exchange/patient-rows.ts'

const TODAY = '2026-11-25'
const roussel: Person = {
  id: 'roussel',
  firstName: 'Odette',
  lastName: 'Roussel',
  bornOn: '1941-03-02',
  phones: ['+33639980101'],
  archived: false,
}

describe('a line of patients', () => {
  const HEADER = [
    'Civilité',
    'Nom',
    'Prénom',
    'Date de naissance',
    'Téléphone',
    'Téléphone fixe',
    'Code postal',
  ]
  const columns = guessColumns(PATIENT_FIELDS, HEADER)
  const register = () => registerOf([roussel])
  const check = (...cells: string[]) => checkPatient({ line: 2, cells }, columns, register(), TODAY)

  test('is read as people in France write it', () => {
    expect(
      check('MADAME', ' Lefèvre ', 'Zoé', '5/11/1948', '06.39.98.01.02', '03 24 00 00 00', '8000').input,
    ).toMatchObject({
      civility: 'Mme',
      last_name: 'Lefèvre',
      first_name: 'Zoé',
      born_on: '1948-11-05',
      phones: [
        { e164: '+33639980102', smsTarget: true },
        { e164: '+33324000000', smsTarget: false },
      ],
      postcode: '08000',
    })
  })

  test('a number whose zero a spreadsheet took away is still one', () => {
    expect(check('', 'Roy', '', '', '639980102').input.phones).toEqual([
      { e164: '+33639980102', smsTarget: true },
    ])
  })

  test('says all that is wrong with it, field by field', () => {
    const { problems } = check('', '', 'Zoé', '31/02/1948', '06 12', '', 'Sedan!')
    expect(problems.map(({ field }) => field)).toEqual(['last_name', 'born_on', 'phone', 'postcode'])
    expect(check('', 'Roy', '', '26/11/2026').problems).toEqual([
      { field: 'born_on', message: 'Cette date est à venir.' },
    ])
  })

  test.each([
    ['born the same day, written otherwise', ['', 'ROUSSEL', 'odette', '02/03/1941'], 'known'],
    ['with the same telephone', ['', 'Roussel', 'Odette', '', '0639980101'], 'known'],
    ['with first and last name in the other order', ['', 'Odette', 'Roussel', '02/03/1941'], 'known'],
    ['of the same name, but neither', ['', 'Roussel', 'Odette', '03/03/1941', '0639980109'], undefined],
    ['of another name', ['', 'Roussel', 'Paul', '02/03/1941'], undefined],
  ])('somebody %s', (_who, cells, same) => {
    expect(check(...cells).same?.kind).toBe(same)
  })

  test('the same person twice in one file is found at the second line', () => {
    const shared = register()
    const one = (line: number) =>
      checkPatient({ line, cells: ['', 'Roy', 'Anne', '05/11/1948'] }, columns, shared, TODAY)
    expect([one(2).same, one(3).same]).toEqual([null, { kind: 'line', line: 2 }])
  })
})

describe('a line of appointments', () => {
  const HEADER = ['Nom', 'Prénom', 'Date de naissance', 'Date', 'Heure', 'Durée', 'Soignant', 'Lieu', 'Motif']
  const columns = guessColumns(APPOINTMENT_FIELDS, HEADER)
  const agenda = (more: Partial<Agenda> = {}): Agenda => ({
    register: registerOf([roussel]),
    clinicians: [
      { id: 'camille', name: 'Camille Vasseur', profession: 'infirmière' },
      { id: 'bastien', name: 'Bastien Le Goff', profession: 'kinésithérapeute' },
    ],
    clinicianId: 'bastien',
    zone: 'Europe/Paris',
    today: TODAY,
    taken: new Map(),
    ...more,
  })
  const line = (facts: Partial<Record<(typeof HEADER)[number], string>>) =>
    HEADER.map(
      head =>
        facts[head] ?? { Nom: 'Roussel', Prénom: 'Odette', Date: '26/11/2026', Heure: '9h30' }[head] ?? '',
    )
  const check = (facts: Parameters<typeof line>[0] = {}, of = agenda()) =>
    checkAppointment({ line: 2, cells: line(facts) }, columns, of)

  test('is of the usual clinician, half an hour at the practice, unless it says otherwise', () => {
    expect(check().input).toEqual({
      patientId: 'roussel',
      clinicianId: 'bastien',
      on: '2026-11-26',
      agreedAt: '2026-11-26T08:30:00.000Z',
      durationMinutes: 30,
      place: 'practice',
      kind: 'session',
      care: '',
    })
    expect(check({ Soignant: 'Mme Vasseur', Durée: '15 min', Motif: 'Pansement' }).input).toMatchObject({
      clinicianId: 'camille',
      place: 'home',
      kind: 'visit',
      durationMinutes: 15,
      care: 'Pansement',
    })
    expect(check({ Date: '26/11/2026 14:00', Heure: '' }).input?.agreedAt).toBe('2026-11-26T13:00:00.000Z')
  })

  test('an hour of summer is one of summer', () => {
    expect(check({ Date: '29/03/2027', Heure: '9:30' }).input?.agreedAt).toBe('2027-03-29T07:30:00.000Z')
  })

  test.each([
    [{ Nom: 'Petit' }, 'last_name', /n’est pas dans la patientèle/],
    [{ Date: '31/11/2026' }, 'on', /n’est pas une date/],
    [{ Heure: '25h' }, 'time', /n’est pas une heure/],
    [{ Heure: '' }, 'time', /l’heure est nécessaire/],
    [{ Durée: '3' }, 'duration', /De 5 à 480/],
    [{ Soignant: 'Dr House' }, 'clinician', /ne soigne pas dans ce cabinet/],
    [{ Lieu: 'Mars' }, 'place', /cabinet/],
  ])('%j is wrong', (facts, field, message) => {
    expect(check(facts)).toMatchObject({
      input: null,
      problems: [{ field, message: expect.stringMatching(message) }],
    })
  })

  test('what is over is left out, whatever else is wrong with it', () => {
    expect(check({ Date: '24/11/2026', Nom: 'Petit' })).toMatchObject({ left: 'past', problems: [] })
  })

  test('two of one name are told apart by their date of birth, and not guessed', () => {
    const twins = agenda({
      register: registerOf([roussel, { ...roussel, id: 'other', bornOn: '1960-01-01', phones: [] }]),
    })
    expect(check({}, twins).problems).toMatchObject([
      { message: expect.stringMatching(/Plusieurs patients/) },
    ])
    expect(check({ 'Date de naissance': '01/01/1960' }, twins).input?.patientId).toBe('other')
  })

  test('the same time is not given twice at the practice, neither in the agenda nor in the file', () => {
    const others = registerOf([roussel, { ...roussel, id: 'petit', lastName: 'Petit' }])
    const of = agenda({ register: others })
    expect(check({}, of).problems).toEqual([])
    expect(check({ Nom: 'Petit', Heure: '9h45' }, of).problems).toMatchObject([{ field: 'time' }])
    expect(check({ Nom: 'Petit', Heure: '10h' }, of).problems).toEqual([])
    expect(check({ Nom: 'Petit', Heure: '9h45', Lieu: 'à domicile' }, of).problems).toEqual([])
    expect(check({}, of)).toMatchObject({ left: 'same', problems: [] })
  })
})
