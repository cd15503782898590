import { expect, test } from 'vitest'
import { linkEnd } from '../../src/access/link-end.ts'
import { instantAt } from '../../src/time.ts'

const paris = (time: string) => instantAt('2026-11-25', time, 'Europe/Paris')
const today = { on: '2026-11-25', zone: 'Europe/Paris', agreedAt: null, estimateAt: null }

test.each([
  ['of a morning passage at 20 h', today, { agreedAt: paris('09:25') }, paris('20:00')],
  ['of an evening passage two hours after it', today, { agreedAt: paris('19:00') }, paris('21:00')],
  [
    'two hours after the estimate where that is later',
    today,
    { agreedAt: paris('17:30'), estimateAt: paris('18:45') },
    paris('20:45'),
  ],
  ['past midnight', today, { agreedAt: paris('23:00') }, '2026-11-26T00:00:00.000Z'],
  [
    'by the clock of La Réunion',
    today,
    { zone: 'Indian/Reunion', agreedAt: '2026-11-25T05:00:00.000Z' },
    '2026-11-25T16:00:00.000Z',
  ],
  [
    'by the clock on the wall when summer time ends that day',
    today,
    { on: '2026-10-25', agreedAt: '2026-10-25T08:00:00.000Z' },
    '2026-10-25T19:00:00.000Z',
  ],
])('ends the link %s', (_name, facts, changes, end) => {
  expect(linkEnd({ ...facts, ...changes })).toBe(end)
})
