import { describe, expect, test } from 'vitest'
import { planReminders } from '../../src/agenda/reminders.ts'
import { inTransaction, isPostgres, openDatabase } from '../../src/db/database.ts'
import { optOut } from '../../src/messages/opt-out.ts'
import { gatewayThat } from '../messages/outbox-world.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { PAUL_PHONE, ROUSSEL_PHONE, TOMORROW, type ToldStage, toldStage } from './told-stage.ts'

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

  test('the same reminder is not sent every hour, nor after a restart, nor when the clock jumps', async () => {
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

/** What goes wrong elsewhere. */
onBothDatabases('a reminder', fresh => {
  test('is not sent after a cancellation', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    await planReminders(stage.house.db, stage.house.clock.now())
    await stage.cancel(id, { tell: false })
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toContain('reminder_day withdrawn cancelled')
  })

  test('is not sent after a move, and speaks of the new day when that one comes', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    await planReminders(stage.house.db, stage.house.clock.now())
    await stage.move(id, { on: '2026-11-30', at: '10:30' }, { tell: false })
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    stage.setTime('2026-11-29', '18:00')
    await stage.turn()
    expect(await stage.texts()).toEqual([
      REMINDER.replace('jeudi 26 novembre à 9h', 'lundi 30 novembre à 10h30'),
    ])
  })

  test('speaks of the hour that stands when it leaves', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    await planReminders(stage.house.db, stage.house.clock.now())
    await stage.move(id, { at: '11:00' }, { tell: false })
    await stage.turn()
    expect(await stage.texts()).toEqual([REMINDER.replace('9h', '11h')])
  })

  test('is not sent after the visit when the provider was down', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    const down = gatewayThat(() => ({ outcome: 'unreached', detail: 'no route' }))
    for (const [on, time] of [
      [TODAY, '18:00'],
      [TODAY, '19:30'],
      [TOMORROW, '08:00'],
      [TOMORROW, '09:30'],
    ] as const) {
      stage.setTime(on, time)
      await stage.turnWith(down.gateway)
    }
    stage.setTime(TOMORROW, '10:00')
    await stage.turn()
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    expect((await stage.told())[0]).toMatch(
      /^reminder_day (withdrawn|undeliverable) (begun|past|too_late|provider_down)$/,
    )
    expect(await stage.calls()).not.toContainEqual(expect.stringContaining('Rendez-vous'))
  })

  test('late by a provider’s fault, says « aujourd’hui » while that is of use', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ at: '15:00' })
    stage.setTime(TODAY, '18:00')
    await planReminders(stage.house.db, stage.house.clock.now())
    stage.setTime(TODAY, '21:00')
    await stage.turn()
    expect(await stage.texts(), 'nobody is texted in the night').toEqual([])
    stage.setTime(TOMORROW, '08:00')
    await stage.turn()
    expect(await stage.texts()).toEqual([
      "Bonjour, votre rendez-vous est aujourd'hui à 15h. Confirmer ou prévenir : LIEN Cabinet de la Halle",
    ])
  })

  test('says nothing to who has just been told of a move to that hour', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    stage.setTime(TODAY, '17:50')
    await stage.move(id, { at: '10:30' })
    await stage.settle()
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    stage.setTime(TODAY, '19:00')
    await stage.turn()
    expect(await stage.texts()).toEqual([expect.stringContaining('aura lieu à 10h30, au lieu de 9h')])
    expect(await stage.told()).toEqual(['moved sent', 'reminder_day withdrawn just_told'])
  })

  test('reaches a phone number that was added after the appointment was booked', async () => {
    const stage = await toldStage(fresh)
    await stage.removePhones()
    await stage.book()
    await stage.addPhone('+33639980177')
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.texts('+33639980177')).toEqual([REMINDER])
  })

  test('reaches a phone number that was added in the evening, after it could not be sent', async () => {
    const stage = await toldStage(fresh)
    await stage.removePhones()
    await stage.book()
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.told()).toEqual(['reminder_day not_sent no_phone'])
    await stage.addPhone('+33639980177')
    stage.setTime(TODAY, '18:40')
    await stage.turn()
    await stage.turn()
    expect(await stage.texts('+33639980177')).toEqual([REMINDER])
    expect(await stage.told()).toEqual(['reminder_day sent'])
  })

  test('waits for nobody’s landline, refusal or wish for calls: it says why it is not sent', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    await stage.contacts([{ channel: 'call' }])
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.told()).toEqual(['reminder_day not_sent prefers_call'])
    expect(await stage.calls(), 'a reminder is no reason to call').toEqual([])
  })

  test('goes to the carer whom the cadre names, within their hours', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    await stage.contacts([{ carerId: stage.paul, hours: { from: '19:00', to: '20:00' } }])
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    stage.setTime(TODAY, '19:00')
    await stage.turn()
    expect(await stage.texts(PAUL_PHONE)).toEqual([
      'Bonjour, le rendez-vous est demain jeudi 26 novembre à 9h. Confirmer ou prévenir : LIEN Cabinet de la Halle',
    ])
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([])
  })

  test('follows a number that changes while it waits', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    stage.setTime(TODAY, '18:00')
    await planReminders(stage.house.db, stage.house.clock.now())
    await stage.removePhones()
    await stage.addPhone('+33639980177')
    await stage.turn()
    await stage.turn()
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([])
    expect(await stage.texts('+33639980177')).toEqual([REMINDER])
  })

  test('is not sent to who has been archived, is away, or wants no more texts', async () => {
    for (const [expected, happen] of Object.entries(MEANWHILE)) {
      const stage = await toldStage(fresh)
      await stage.book()
      stage.setTime(TODAY, '18:00')
      await planReminders(stage.house.db, stage.house.clock.now())
      await happen(stage)
      await stage.turn()
      expect(await stage.texts(), expected).toEqual([])
      expect(await stage.told()).toContainEqual(
        expect.stringMatching(new RegExp(`^reminder_day .*${expected}`)),
      )
    }
  })

  test('that never arrived is not lost from sight', async () => {
    const stage = await toldStage(fresh)
    await stage.book()
    stage.setTime(TODAY, '18:00')
    const refusing = gatewayThat(() => ({ outcome: 'refused', code: '21614', lesson: 'bad_number' }))
    await stage.turnWith(refusing.gateway)
    expect(await stage.told()).toEqual(['reminder_day undeliverable refused'])
  })
})

const MEANWHILE: Record<string, (stage: ToldStage) => Promise<unknown>> = {
  patient_archived: async ({ house, whose }) =>
    house.db
      .updateTable('patients')
      .set({ archived_at: house.clock.now() })
      .where('id', '=', whose)
      .execute(),
  absent: async ({ house, cabinet, whose, camille }) =>
    house.db
      .insertInto('patient_absences')
      .values({
        id: 'absence',
        practice_id: cabinet.id,
        patient_id: whose,
        from_on: TOMORROW,
        to_on: null,
        reason: 'hospital',
        tap_id: null,
        created_by: camille,
        created_at: house.clock.now(),
        annulled_at: null,
      })
      .execute(),
  opted_out: async ({ house, cabinet }) =>
    inTransaction(house.db, trx =>
      optOut(trx, { practiceId: cabinet.id, phone: ROUSSEL_PHONE, via: 'sms' }, house.clock.now()),
    ),
}

describe('the hour of a text', () => {
  onBothDatabases('across the seas and the changes of the clock', fresh => {
    test.each([
      ['Indian/Reunion', '2026-11-26', '18:00', 'à 9h'],
      ['America/Martinique', '2026-11-26', '18:00', 'à 9h'],
      ['Pacific/Noumea', '2026-11-26', '18:00', 'à 9h'],
    ])('is never in UTC: %s', async (zone, on, remindAt, expected) => {
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
    ])('is not shifted by an hour on %s', async (on, words) => {
      const stage = await toldStage(fresh)
      stage.house.clock.set('2026-10-01T08:00:00.000Z')
      await stage.book({ on, at: '09:30' })
      stage.setTime(on === '2026-10-25' ? '2026-10-24' : '2027-03-27', '18:00')
      await stage.turn()
      expect(await stage.texts()).toEqual([expect.stringContaining(`demain ${words} à 9h30.`)])
    })
  })
})
