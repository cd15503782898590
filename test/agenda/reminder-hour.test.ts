import { describe, expect, test } from 'vitest'
import { onBothDatabases } from '../support/database.ts'
import { toldStage } from './told-stage.ts'

describe('the hour of a text', () => {
  onBothDatabases('across the seas and the changes of the clock', fresh => {
    test.each([
      ['Indian/Reunion', '2026-11-26', '18:00', 'à 9h'],
      ['America/Martinique', '2026-11-26', '18:00', 'à 9h'],
      ['Pacific/Noumea', '2026-11-26', '18:00', 'à 9h'],
    ])('e-mail or SMS in UTC: never, %s', async (zone, on, remindAt, expected) => {
      const stage = await toldStage(fresh, { practice: { zone, name: 'Cabinet du Large' } })
      stage.house.clock.set('2026-11-20T12:00:00.000Z')
      await stage.book({ on, clinicianId: stage.bastien })
      stage.setTime('2026-11-25', remindAt)
      await stage.turn()
      expect(await stage.texts()).toEqual([expect.stringContaining(`demain jeudi 26 novembre ${expected}`)])
    })

    test.each([
      ['2026-10-25', 'dimanche 25 octobre'],
      ['2027-03-28', 'dimanche 28 mars'],
    ])('one-hour shift at DST change: none on %s', async (on, words) => {
      const stage = await toldStage(fresh)
      stage.house.clock.set('2026-10-01T08:00:00.000Z')
      await stage.book({ on, at: '09:30' })
      stage.setTime(on === '2026-10-25' ? '2026-10-24' : '2027-03-27', '18:00')
      await stage.turn()
      expect(await stage.texts()).toEqual([expect.stringContaining(`demain ${words} à 9h30.`)])
    })
  })
})
