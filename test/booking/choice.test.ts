import { expect, test } from 'vitest'
import { type Choice, nextStep, readChoice, stepPath } from '../../src/booking/choice.ts'

const NOTHING: Choice = {
  urgent: false,
  kindId: null,
  clinicianId: null,
  anyone: false,
  at: null,
  from: null,
}
const AT = '2026-11-27T09:00:00.000Z'
const practice = { place: 'practice' } as const
const home = { place: 'home' } as const

test.each([
  ['nothing chosen', NOTHING, null, false, false, 'start'],
  ['a kind that is not offered', { ...NOTHING, kindId: 'k', at: AT }, null, true, true, 'start'],
  ['a kind', { ...NOTHING, kindId: 'k' }, practice, false, false, 'times'],
  ['a time', { ...NOTHING, kindId: 'k', at: AT }, practice, false, false, 'phone'],
  ['a phone', { ...NOTHING, kindId: 'k', at: AT }, practice, true, false, 'who'],
  ['everything', { ...NOTHING, kindId: 'k', at: AT }, practice, true, true, 'confirm'],
  ['a visit at home', { ...NOTHING, kindId: 'k' }, home, false, false, 'phone'],
  ['a visit at home, the phone proved', { ...NOTHING, kindId: 'k' }, home, true, false, 'who'],
  ['a visit at home to somebody', { ...NOTHING, kindId: 'k' }, home, true, true, 'times'],
  ['what is urgent', { ...NOTHING, urgent: true }, null, false, false, 'phone'],
  ['what is urgent, the phone proved', { ...NOTHING, urgent: true }, null, true, false, 'urgent'],
] as const)('after %s comes the right step', (_name, choice, kind, phone, person, step) => {
  expect(nextStep(choice, kind, { phone, person })).toBe(step)
})

test('a choice survives its address, and nonsense in an address is no choice', () => {
  const said = { kindId: 'k', clinicianId: 'c', anyone: true, at: AT, from: '2026-11-27' }
  const choice: Choice = { urgent: false, ...said }
  const query = Object.fromEntries(new URL(stepPath('halle', 'times', choice), 'http://here').searchParams)
  expect(readChoice(query)).toEqual(choice)
  expect(readChoice({ at: 'soon', from: '2026-13-40', kind: ['a', 'b'], urgent: 'yes' })).toEqual(NOTHING)
  expect(readChoice(undefined)).toEqual(NOTHING)
  for (const at of ['+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])
    expect(readChoice({ at })).toEqual(NOTHING)
})
