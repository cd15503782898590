import { expect, test } from 'vitest'
import { isTwoWay, readSender, type SmsSender } from '../../src/config/sms-sender.ts'

test.each([
  ['09 37 12 34 56', 'number', '+33937123456'],
  ['+33 9 37 12 34 56', 'number', '+33937123456'],
  ['38123', 'short_code', '38123'],
  ['CABINET', 'name', 'CABINET'],
  ['La Halle 08', 'name', 'La Halle 08'],
  [`MG${'0'.repeat(32)}`, 'messaging_service', `MG${'0'.repeat(32)}`],
])('%s is a sender', (text, kind, value) => {
  expect(readSender(text)).toEqual({ kind, value })
})

test.each([
  '06 12 34 56 78',
  '+33712345678',
  '+262692123456',
  '+590690123456',
  '+596697123456',
  '+594694123456',
])('%s is a mobile, forbidden to applications', text => {
  expect(readSender(text)).toBe('mobile')
})

test.each(['', 'Cabinet de la Halle', 'Hélène', '12', '+0123'])('« %s » cannot be read', text => {
  expect(readSender(text)).toBe('unreadable')
})

test('only a name cannot be answered', () => {
  expect(['CABINET', '38123', '+33937123456'].map(text => isTwoWay(readSender(text) as SmsSender))).toEqual([
    false,
    true,
    true,
  ])
})
