import { describe, expect, it } from 'vitest'
import { expectedLength, learnLength, noVisitLengths } from '../../src/delays/visit-lengths.ts'

const KIND = { clinician: 'camille', care: 'dressing', patient: 'roussel', plannedMinutes: 20 }

/** What is expected of `kind` after visits that each lasted so many minutes, one a day. */
const learnedAfter = (visits: [Partial<typeof KIND>, number][], kind: Partial<typeof KIND> = {}) => {
  const lengths = noVisitLengths()
  visits.forEach(([of, minutes], on) => {
    learnLength(lengths, { ...KIND, ...of }, minutes, on)
  })
  return expectedLength(lengths, { ...KIND, ...kind })
}
const times = <T>(count: number, item: T): T[] => Array(count).fill(item)

describe('the length of a visit', () => {
  it('is the plan while nothing is known', () => {
    expect(learnedAfter([]).minutes).toBeCloseTo(20)
  })

  it('follows the patient, less another patient, less still another clinician, and no other care', () => {
    const long = times<[Partial<typeof KIND>, number]>(20, [{}, 40])
    const seen = [{}, { patient: 'petit' }, { patient: 'petit', clinician: 'bastien' }, { care: 'injection' }]
    const minutes = seen.map(kind => learnedAfter(long, kind).minutes)
    expect(minutes).toEqual(minutes.toSorted((a, b) => b - a))
    expect(minutes[0]).toBeGreaterThan(35)
    expect(minutes[2]).toBeLessThan(minutes[1]!)
    expect(minutes[3]).toBeCloseTo(20)
  })

  it('is not carried away by one exception', () => {
    const usual = times<[Partial<typeof KIND>, number]>(10, [{}, 20])
    expect(learnedAfter([...usual, [{}, 300]]).minutes).toBeLessThan(25)
  })

  it('forgets what is long past', () => {
    const lengths = noVisitLengths()
    for (let on = 0; on < 20; on++) learnLength(lengths, KIND, 40, on)
    const fresh = expectedLength(lengths, KIND).minutes
    for (let on = 700; on < 710; on++) learnLength(lengths, KIND, 20, on)
    expect(expectedLength(lengths, KIND).minutes).toBeLessThan(22)
    expect(fresh).toBeGreaterThan(35)
  })

  it('spreads less where visits are alike', () => {
    const regular = learnedAfter(times(30, [{}, 20])).shape
    const irregular = learnedAfter(
      times(15, [
        [{}, 8],
        [{}, 50],
      ] as [object, number][]).flat(),
    ).shape
    expect(regular).toBeGreaterThan(learnedAfter([]).shape)
    expect(irregular).toBeLessThan(learnedAfter([]).shape)
  })
})
