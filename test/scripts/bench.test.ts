import { beforeAll, describe, expect, it } from 'vitest'
import { demandSame } from '../../scripts/bench/demand-same.ts'
import { type Ended, freshFolder, start } from './start-process.ts'

describe('the bench, on some days', () => {
  let ended: Ended
  // It ends with an error where the page and the one written by hand differ by a byte.
  beforeAll(async () => {
    const folder = freshFolder()
    const args = ['--quick', '--years', '0.02', '--folder', folder]
    ended = await start({ folder, program: 'scripts/bench.ts', args }).ended
  })

  it('prints every figure as one JSON object on its last line, and nothing else', () => {
    expect(ended.err).not.toContain('Error')
    const figure = expect.any(Number)
    expect(JSON.parse(ended.out)).toEqual({
      roundPage: { vsHandwritten: figure, vsBare: figure },
      tap: { p50Ms: figure, p99Ms: figure, saturationPerSecond: figure },
      agenda: { slots: { p50Ms: figure, p99Ms: figure }, booking: { p50Ms: figure, p99Ms: figure } },
      dueToGatewayMs: figure,
      firstLoadKb: figure,
      reloadKb: figure,
    })
  })

  it('says meanwhile on standard error what it does', () => {
    expect(ended.err).toMatch(/Round page: .* by hand .*\n(.*\n)+.*taps at 40\/s/)
  })

  it('sees that pages are compressed and files kept: a page is light again, and lighter than at first', () => {
    const { firstLoadKb, reloadKb } = JSON.parse(ended.out)
    expect(reloadKb).toBeLessThan(25)
    expect(firstLoadKb).toBeGreaterThan(reloadKb)
  })
})

it('is not content with a page written by hand that only resembles the product’s', () => {
  expect(() => demandSame('<p>9 h 40</p>', '<p>9 h 40</p>')).not.toThrow()
  expect(() => demandSame('<p>9 h 40</p>', '<p>9 h 41</p>')).toThrow('differ at 8')
  expect(() => demandSame('<p>9 h 40</p>', '<p>9 h 40</p>\n')).toThrow('differ at 13')
})
