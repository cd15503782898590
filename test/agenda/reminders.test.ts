import { expect, test } from 'vitest'
import { planReminders } from '../../src/agenda/reminders.ts'
import { isPostgres, openDatabase } from '../../src/db/database.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { ROUSSEL_PHONE, TOMORROW, toldStage } from './told-stage.ts'

const REMINDER =
  'Bonjour, votre rendez-vous est demain jeudi 26 novembre à 9h. Confirmer ou prévenir : LIEN Cabinet de la Halle'

onBothDatabases('the reminder of the evening before', fresh => {
  test('leaves at the hour that the practice has chosen, once', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    stage.setTime(TODAY, '17:59')
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([REMINDER])
    expect(await stage.told()).toEqual(['reminder_day sent'])
  })

  test('same reminder sent every hour: once, also after a restart and when the clock jumps', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    for (const time of ['18:00', '19:00', '19:59', '18:30', '20:30', '23:59'] as const) {
      stage.setTime(TODAY, time)
      await stage.turn()
    }
    for (const time of ['00:01', '08:00', '08:59', '12:00'] as const) {
      stage.setTime(TOMORROW, time)
      await stage.turn()
    }
    expect(await stage.texts()).toEqual([REMINDER])
  })

  test('is planned once by two workers at the same instant', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    stage.setTime(TODAY, '18:00')
    const { db, url, clock } = stage.house
    // Two connections to SQLite in one process would wait for each other for ever.
    const other = isPostgres(db) ? openDatabase(url) : db
    await Promise.all([planReminders(db, clock.now()), planReminders(other, clock.now())])
    if (other !== db) await other.destroy()
    await stage.turn()
    expect(await stage.texts()).toEqual([REMINDER])
  })

  test('is one text for all appointments of a person and day', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ at: '14:30' })
    await stage.book({ at: '09:00', clinicianId: stage.camille, kind: 'consultation' })
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.texts()).toEqual([
      'Bonjour, vos rendez-vous sont demain jeudi 26 novembre à 9h et 14h30. Confirmer ou prévenir : LIEN Cabinet de la Halle',
    ])
  })

  test('says nothing of rounds at home, unless the practice wants it', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ kind: 'visit', place: 'home' })
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.told()).toEqual([])
    await stage.settings({ visits: true })
    await stage.turn()
    expect(await stage.texts()).toEqual([
      'Bonjour, nous passons chez vous demain jeudi 26 novembre vers 9h. Confirmer ou prévenir : LIEN Cabinet de la Halle',
    ])
  })

  test('a week before too, where the practice wants it', async () => {
    const stage = await toldStage(fresh)
    await stage.settings({ on: { reminder_week: true } })
    await stage.book({ on: '2026-12-02' })
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    stage.setTime('2026-12-01', '18:00')
    await stage.turn()
    const tail = 'à 9h. Confirmer ou prévenir : LIEN Cabinet de la Halle'
    expect(await stage.texts()).toEqual([
      `Bonjour, votre rendez-vous est mercredi 2 décembre ${tail}`,
      `Bonjour, votre rendez-vous est demain mercredi 2 décembre ${tail}`,
    ])
  })

  test('leaves half of what the practice may send in an hour for delays', async () => {
    const stage = await toldStage(fresh)
    await stage.house.db.updateTable('practices').set({ messages_per_hour: 4 }).execute()
    await stage.book()
    const lemoine = await patient(stage.house.db, stage.cabinet.id, { phone: '+33639980110' })
    await stage.book({ patientId: lemoine, at: '10:00' })
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.texts()).toHaveLength(1)
    stage.setTime(TODAY, '18:30')
    await stage.turn()
    expect(await stage.texts()).toHaveLength(2)
  })
})
