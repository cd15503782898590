import { describe, expect, it } from 'vitest'
import { worthTelling } from '../../src/delays/costs.ts'

describe('how likely a delay must be before somebody is told', () => {
  it('is more than likely, everywhere and always', () => {
    for (const place of ['home', 'practice'] as const)
      for (const minutes of [-10, 0, 20, 40, 60, 120]) {
        expect(worthTelling(place, minutes)).toBeGreaterThan(0.5)
        expect(worthTelling(place, minutes)).toBeLessThan(1)
      }
  })

  it('is more at home, where waiting costs less, than in a waiting room', () => {
    for (const minutes of [10, 40, 80])
      expect(worthTelling('home', minutes)).toBeGreaterThan(worthTelling('practice', minutes))
  })

  it('is more while there is time for more news', () => {
    for (const place of ['home', 'practice'] as const)
      expect(worthTelling(place, 80)).toBeGreaterThan(worthTelling(place, 40))
  })
})
