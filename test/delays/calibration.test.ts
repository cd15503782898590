import { describe, expect, it } from 'vitest'
import {
  type Calibration,
  followed,
  modelShare,
  SHARES,
  trueShare,
  UNCALIBRATED,
} from '../../src/delays/calibration.ts'

/** Starts that really come at the share `truth(u)` of the model, evenly spread. */
const calibrated = (truth: (share: number) => number, rounds = 60): Calibration => {
  let calibration: Calibration = UNCALIBRATED
  for (let round = 0; round < rounds * 97; round++) {
    const start = truth((((round * 41) % 97) + 0.5) / 97)
    calibration = followed(
      calibration,
      SHARES.map(share => start <= modelShare(calibration, share)),
    )
  }
  return calibration
}

describe('calibration', () => {
  it('leaves a model alone that is right', () => {
    calibrated(share => share).forEach((model, index) => {
      expect(model).toBeCloseTo(SHARES[index]!, 1)
    })
  })

  it('finds the shares of the model at which the truth is', () => {
    const calibration = calibrated(share => share ** 2)
    for (const share of SHARES) expect(modelShare(calibration, share)).toBeCloseTo(share ** 2, 1)
  })

  it('reads both ways alike, from nothing to everything', () => {
    const calibration = calibrated(share => share ** 2)
    for (const share of [0, 0.05, 0.3, 0.5, 0.8, 0.97, 1])
      expect(trueShare(calibration, modelShare(calibration, share))).toBeCloseTo(share)
  })

  it('learns nothing where a bound decided', () => {
    expect(followed(UNCALIBRATED, [null, null, null, null, null])).toEqual([...UNCALIBRATED])
  })
})
