import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Figures, measure } from '../../scripts/bench/measure.ts'

const folder = mkdtempSync(join(tmpdir(), 'prevenance-bench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the bench, on some days', () => {
  const said: string[] = []
  let figures: Figures
  // It throws where the page and the one written by hand differ by a byte.
  beforeAll(async () => {
    figures = await measure(folder, 0.02, 'quick', words => said.push(words))
  })

  it('gives every figure', () => {
    const number = expect.any(Number)
    expect(figures).toEqual({
      roundPage: { vsHandwritten: number, vsBare: number },
      tap: { p50Ms: number, p99Ms: number, saturationPerSecond: number },
      dueToGatewayMs: number,
      firstLoadKb: number,
      reloadKb: number,
    })
    expect(Object.values({ ...figures.roundPage, ...figures.tap }).every(value => value > 0)).toBe(true)
  })

  it('says meanwhile what it does', () => {
    expect(said.join('\n')).toMatch(/Round page: .* by hand .*\n(.*\n)+.*taps at 40\/s/)
  })

  it('sees that a page is sent compressed, and that files are kept', () => {
    expect(figures.reloadKb).toBeLessThan(25)
    expect(figures.firstLoadKb).toBeGreaterThan(figures.reloadKb)
  })
})
