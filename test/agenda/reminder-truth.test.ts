import { expect, test } from 'vitest'
import { planReminders } from '../../src/agenda/reminders.ts'
import { inTransaction } from '../../src/db/database.ts'
import { optOut } from '../../src/messages/opt-out.ts'
import { gatewayThat } from '../messages/outbox-world.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { PAUL_PHONE, ROUSSEL_PHONE, TOMORROW, type ToldStage, toldStage } from './told-stage.ts'

const REMINDER =
  'Bonjour, votre rendez-vous est demain jeudi 26 novembre à 9h. Confirmer ou prévenir : LIEN Cabinet de la Halle'

/** What goes wrong elsewhere. */
onBothDatabases('a reminder', fresh => {
  test('reminder sent after cancellation: it is not', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    await planReminders(stage.house.db, stage.house.clock.now())
    await stage.cancel(id, { tell: false })
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toContain('reminder_day withdrawn cancelled')
  })

  test('reminder sent after a move: it is not, and speaks of the new day when that one comes', async () => {
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

  test('reminders sent after the visit when the provider was down: none is', async () => {
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

  test('a phone number added later and earlier appointments never notified: they are', async () => {
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
