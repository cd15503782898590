import { expect, test } from 'vitest'
import { frenchIn } from '../../src/http/french.ts'
import type { SeenTask } from '../../src/todo/queries.ts'
import { byUrgency, taskCard } from '../../src/todo/task-card.ts'

const NOW = '2026-11-25T07:00:00.000Z'
const f = frenchIn('Europe/Paris')

const task = (facts: Partial<SeenTask> = {}): SeenTask => ({
  id: 'task',
  practice_id: 'practice',
  kind: 'call',
  patient_id: 'quere',
  carer_id: null,
  clinician_id: null,
  stop_id: null,
  key: 'key',
  reason: 'landline',
  facts: {},
  clinical: 0,
  due_at: '2026-11-25T08:35:00.000Z',
  created_at: NOW,
  closed_at: null,
  outcome: null,
  closed_by: null,
  round_id: null,
  appointment_kind: 'visit',
  civility: 'M.',
  first_name: 'Bertrand',
  last_name: 'Quéré',
  carer_name: null,
  carer_relation: null,
  clinician_name: null,
  closer_name: null,
  ...facts,
})

const card = (facts: Partial<SeenTask> = {}, phone: string | null = '+33261910017') =>
  taskCard(
    task(facts),
    { phone, answer: undefined, triedAt: undefined },
    { userId: 'me', readsClinical: true },
    f,
    NOW,
  )

const plain = (text: string | null) => text?.replaceAll(/[\u00a0\u202f]/g, ' ')

test.each([
  [{ agreedAt: '2026-11-25T08:45:00.000Z' }, 'Passage de 9 h 45, prévu 9 h 50 – 10 h 10'],
  [
    { windowFromAt: '2026-11-25T07:00:00.000Z', windowToAt: '2026-11-25T09:00:00.000Z' },
    'Passage de 8 h – 10 h, prévu 9 h 50 – 10 h 10',
  ],
  [{}, 'Passage prévu 9 h 50 – 10 h 10'],
])('what was agreed is said before what is expected: %o', (agreed, words) => {
  const facts = { ...agreed, fromAt: '2026-11-25T08:50:00.000Z', toAt: '2026-11-25T09:10:00.000Z' }
  expect(plain(card({ facts }).fact)).toBe(words)
})

test('a carer is named with the patient for whom they are called', () => {
  const { who } = card({ carer_id: 'nadia', carer_name: 'Nadia Evrard', carer_relation: 'sa fille' })
  expect(plain(who)).toBe('Nadia Evrard (sa fille), pour M. Quéré')
})

test('a deadline that has passed becomes « à appeler dès que possible »', () => {
  expect(plain(card().state.words)).toBe('Téléphone fixe, avant 9 h 35')
  expect(card({ due_at: NOW }).state.words).toBe('Téléphone fixe, à appeler dès que possible')
})

test('an imperative hour is said with its hour', () => {
  const { state } = card({ reason: 'hard_time', facts: { hardBeforeAt: '2026-11-25T08:00:00.000Z' } })
  expect(plain(state.words)).toBe('Heure impérative 9 h, avant 9 h 35')
})

test('at most two buttons; without a number nobody can have failed to answer', () => {
  expect(card().buttons.map(button => button.words)).toEqual(['Prévenu', 'Pas de réponse'])
  expect(card({}, null).buttons.map(button => button.words)).toEqual(['Prévenu'])
  expect(card({ reason: 'call_back' }).buttons.map(button => button.words)).toEqual([
    'C’est fait',
    'Pas de réponse',
  ])
  expect(card({ kind: 'alert' }).buttons.map(button => button.words)).toEqual(['Vu'])
})

test('calls come by imperative hour, then by deadline, and who was just tried comes last', () => {
  const tasks = [
    task({ key: 'tried', due_at: '2026-11-25T07:10:00.000Z' }),
    task({ key: 'later', due_at: null }),
    task({ key: 'soon', due_at: '2026-11-25T07:30:00.000Z' }),
    task({ key: 'imperative', facts: { hardBeforeAt: '2026-11-25T09:00:00.000Z' } }),
    task({ key: 'tried before', due_at: '2026-11-25T07:20:00.000Z' }),
  ]
  const tries = new Map([
    ['tried', '2026-11-25T06:55:00.000Z'],
    ['tried before', '2026-11-25T06:45:00.000Z'],
  ])
  const keys = byUrgency(tasks, tries, NOW).map(each => each.key)
  expect(keys).toEqual(['imperative', 'tried before', 'soon', 'later', 'tried'])
})

test('says to who may not read answers which appointment they are to call about, and by which day', () => {
  const about = {
    reason: 'call_back',
    clinical: 1,
    facts: { sentence: 'Rendez-vous de lundi 30 novembre, 9\u00a0h.' },
    due_at: '2026-11-30T08:00:00.000Z',
  } as const
  const facts = { phone: null, answer: undefined, triedAt: undefined }
  const shown = taskCard(task(about), facts, { userId: 'ines', readsClinical: false }, f, NOW)
  expect(shown.fact).toBe(
    'Rendez-vous de lundi 30 novembre, 9\u00a0h. Sa réponse est à lire par le soignant.',
  )
  expect(shown.state.words).toBe('Demande un appel, avant le 30 novembre, 9\u00a0h')
})
