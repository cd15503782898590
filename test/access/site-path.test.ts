import { expect, test } from 'vitest'
import { sitePath } from '../../src/access/site-path.ts'

test.each(['/', '/today', '/patients/1?x=2', '/rounds/2026-11-25#stop-3'])('%s is a page of ours', path => {
  expect(sitePath(path)).toBe(path)
})

test.each([
  undefined,
  '',
  'today',
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  '/%09/\telsewhere',
  '/\n/elsewhere.example',
  'javascript:alert(1)',
  ['/today'],
])('%j leads home', next => {
  expect(sitePath(next)).toBe('/')
})
