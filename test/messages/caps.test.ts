import { describe, expect, it } from 'vitest'
import { checkCaps } from '../../src/messages/caps.ts'

const limits = { perPersonDay: 6, perPracticeHour: 120 }

describe('the caps', () => {
  it('let a text leave below both limits', () => {
    expect(checkCaps({ toPersonToday: 5, byPracticeThisHour: 119 }, limits)).toEqual({ reached: false })
  })

  it.each([
    [6, 0, 'person_day'],
    [7, 0, 'person_day'],
    [0, 120, 'practice_hour'],
    [6, 120, 'practice_hour'],
  ])(
    'stop the next one after %i to the person and %i of the practice: %s',
    (toPersonToday, byPracticeThisHour, cap) => {
      expect(checkCaps({ toPersonToday, byPracticeThisHour }, limits)).toMatchObject({ reached: true, cap })
    },
  )

  it('let nothing leave at a limit of 0', () => {
    expect(
      checkCaps({ toPersonToday: 0, byPracticeThisHour: 0 }, { ...limits, perPersonDay: 0 }).reached,
    ).toBe(true)
    expect(
      checkCaps({ toPersonToday: 0, byPracticeThisHour: 0 }, { ...limits, perPracticeHour: 0 }).reached,
    ).toBe(true)
  })

  it('say why in figures', () => {
    expect(checkCaps({ toPersonToday: 6, byPracticeThisHour: 10 }, limits)).toMatchObject({
      reason: 'Déjà 6\u00a0SMS aujourd’hui à cette personne, la limite est 6. Les suivants ne partent pas.',
    })
    expect(checkCaps({ toPersonToday: 0, byPracticeThisHour: 130 }, limits)).toMatchObject({
      reason:
        'Déjà 130\u00a0SMS en une heure pour le cabinet, la limite est 120. Plus rien ne part pour l’instant.',
    })
  })
})
