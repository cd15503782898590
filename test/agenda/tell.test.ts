import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { receiveReply } from '../../src/messages/inbound.ts'
import { originsOf } from '../../src/server/workings.ts'
import { gatewayThat } from '../messages/outbox-world.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { PAUL_PHONE, ROUSSEL_PHONE, TOMORROW, toldStage } from './told-stage.ts'

const FRIDAY = '2026-11-27'
const NEXT_WEEK = '2026-12-01'

onBothDatabases('a booking', fresh => {
  test('long before its day is left to the reminder', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: NEXT_WEEK })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual([])
  })

  test('by the patient is confirmed at once, with the link with which to give it up', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: NEXT_WEEK }, { by: { kind: 'patient' } })
    await stage.settle()
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([
      "Bonjour, c'est noté : rendez-vous mardi 1er décembre à 9h. Un imprévu : LIEN Cabinet de la Halle",
    ])
  })

  test('after the hour of its reminder is confirmed at once, and not reminded', async () => {
    const stage = await toldStage(fresh)
    stage.setTime(TODAY, '18:30')
    await stage.book()
    await stage.settle()
    stage.setTime(TODAY, '19:30')
    await stage.turn()
    expect(await stage.texts()).toEqual([
      "Bonjour, c'est noté : rendez-vous demain jeudi 26 novembre à 9h. Un imprévu : LIEN Cabinet de la Halle",
    ])
    expect(await stage.told()).toEqual(['confirmation sent'])
  })

  test('of today says so, and nothing once it has begun', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: TODAY, at: '15:00' })
    await stage.book({ on: TODAY, at: '08:01' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      "Bonjour, c'est noté : rendez-vous aujourd'hui à 15h. Un imprévu : LIEN Cabinet de la Halle",
    ])
    expect(await stage.told()).toEqual(['confirmation sent', 'confirmation not_sent outside_hours'])
  })

  test('of a round is not confirmed', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: TODAY, at: '15:00', kind: 'visit', place: 'home' })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
  })

  test('that somebody takes back at once says nothing', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book({ on: TODAY, at: '15:00' })
    await stage.cancel(id)
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual(['confirmation withdrawn overtaken'])
  })
})

onBothDatabases('a move', fresh => {
  test('is told once it can no longer be a mistake: old and new', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    await stage.move(id, { on: FRIDAY, at: '10:30' })
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    await stage.settle()
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([
      'Votre rendez-vous du 26/11 à 9h aura lieu vendredi 27 novembre à 10h30. Confirmer ou prévenir : LIEN Cabinet de la Halle',
    ])
  })

  test('within its day says the old hour beside the new one', async () => {
    const stage = await toldStage(fresh)
    await stage.move(await stage.book(), { at: '10:30' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Votre rendez-vous de demain jeudi 26 novembre aura lieu à 10h30, au lieu de 9h. Confirmer : LIEN Cabinet de la Halle',
    ])
  })

  test('that is corrected at once is told once, from what the patient knows to what stands', async () => {
    const stage = await toldStage(fresh)
    const moved = await stage.move(await stage.book(), { on: FRIDAY, at: '10:30' })
    await stage.move(await stage.move(moved, { at: '11:00' }), { on: NEXT_WEEK, at: '16:00' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Votre rendez-vous de demain jeudi 26 novembre à 9h aura lieu mardi 1er décembre à 16h. Confirmer : LIEN Cabinet de la Halle',
    ])
  })

  test('that is put back at once is not told', async () => {
    const stage = await toldStage(fresh)
    const moved = await stage.move(await stage.book(), { on: FRIDAY, at: '10:30' })
    await stage.move(moved, { on: TOMORROW, at: '09:00' })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual(['moved withdrawn overtaken'])
  })

  test('that becomes a cancellation at once is told as one, of the hour that the patient knows', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.move(await stage.book(), { on: FRIDAY, at: '10:30' }))
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Nous sommes désolés : votre rendez-vous de demain jeudi 26 novembre à 9h est annulé. La suite : LIEN Cabinet de la Halle',
    ])
  })

  test('that was told already is followed by the next one', async () => {
    const stage = await toldStage(fresh)
    const moved = await stage.move(await stage.book(), { at: '10:30' })
    await stage.settle()
    await stage.move(moved, { at: '11:00' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      expect.stringContaining('à 10h30, au lieu de 9h'),
      expect.stringContaining('à 11h, au lieu de 10h30'),
    ])
  })

  test('of the care or its length alone is nothing to tell', async () => {
    const stage = await toldStage(fresh)
    await stage.move(await stage.book(), { at: '09:00', durationMinutes: 45 })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual([])
  })

  test('that the practice tells itself is not texted, and stays known as such', async () => {
    const stage = await toldStage(fresh)
    await stage.move(await stage.book(), { at: '10:30' }, { tell: false })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual(['moved not_sent told_otherwise'])
  })

  test('to an earlier hour is called about before that one', async () => {
    const stage = await toldStage(fresh)
    await stage.removePhones()
    await stage.move(await stage.book({ at: '15:00' }), { at: '10:30' })
    const task = await stage.house.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow()
    expect(task).toMatchObject({ reason: 'no_phone', due_at: stage.at(TOMORROW, '10:30') })
  })

  test('takes back what the patient had confirmed', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    await stage.house.db.updateTable('appointments').set({ status: 'confirmed' }).execute()
    await stage.move(id, { at: '10:30' })
    expect((await stage.row(id)).status).toBe('booked')
  })
})

onBothDatabases('a cancellation', fresh => {
  test('by the practice is told with what comes next', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.book({ on: NEXT_WEEK }))
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Nous sommes désolés : votre rendez-vous du mardi 1er décembre à 9h est annulé. La suite : LIEN Cabinet de la Halle',
    ])
  })

  test('is told although reminders are switched off', async () => {
    const stage = await toldStage(fresh)
    await stage.settings({ on: { reminder_week: false, reminder_day: false, confirmation: false } })
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    await stage.cancel(id)
    await stage.settle()
    expect(await stage.texts()).toEqual([expect.stringContaining('est annulé')])
  })

  test('of a round at home is told too', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.book({ kind: 'visit', place: 'home' }))
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Nous sommes désolés : notre passage de demain jeudi 26 novembre vers 9h est annulé. La suite : LIEN Cabinet de la Halle',
    ])
  })

  test('is a call to make for who cannot be texted', async () => {
    for (const [why, prepare] of [
      ['no_phone', async stage => stage.removePhones()],
      ['landline', async stage => stage.removePhones().then(() => stage.addPhone('+33324000001', 0))],
      ['prefers_call', async stage => stage.contacts([{ channel: 'call' }])],
    ] as [string, (stage: Awaited<ReturnType<typeof toldStage>>) => Promise<unknown>][]) {
      const stage = await toldStage(fresh)
      await prepare(stage)
      await stage.cancel(await stage.book())
      expect(await stage.calls()).toEqual([
        `${why}: Rendez-vous de jeudi 26 novembre, 9\u00a0h, annulé. Un autre moment est à proposer.`,
      ])
      expect(await stage.told()).toEqual([`cancelled not_sent ${why}`])
    }
  })

  test('when texts about it are switched off is a call to make', async () => {
    const stage = await toldStage(fresh)
    await stage.settings({ on: { cancelled: false } })
    await stage.cancel(await stage.book())
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.calls()).toEqual([expect.stringMatching(/^purpose_off: /)])
  })

  test('too late in the evening for the next morning is a call to make', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book({ at: '07:30' })
    stage.setTime(TODAY, '21:00')
    await stage.cancel(id)
    expect(await stage.calls()).toEqual([expect.stringMatching(/^outside_hours: /)])
  })

  test('whose text never arrives becomes a call', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.book())
    stage.house.clock.pass(3)
    const refusing = gatewayThat(() => ({ outcome: 'refused', code: '21614', lesson: 'bad_number' }))
    await stage.turnWith(refusing.gateway)
    expect(await stage.calls()).toEqual([expect.stringMatching(/^refused: .*annulé/)])
    expect(await stage.told()).toEqual(['cancelled undeliverable refused'])
  })

  test('that waits for the provider is a call meanwhile, which goes when the text leaves', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.book())
    const down = gatewayThat(() => ({ outcome: 'unreached', detail: 'no route' }))
    for (const minutes of [3, 3, 3, 0.25]) {
      stage.house.clock.pass(minutes)
      await stage.turnWith(down.gateway)
    }
    expect(await stage.calls()).toEqual([expect.stringMatching(/^provider_down: .*annulé/)])
    for (let minute = 0; minute < 6; minute++) await stage.settle()
    expect(await stage.texts()).toEqual([expect.stringContaining('est annulé')])
    expect((await stage.calls()).filter(call => call.includes('annulé'))).toEqual([])
  })

  test('that is taken back at once by booking the same again is not told, at another hour it is a move', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.book())
    const again = await stage.book()
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    await stage.cancel(again)
    await stage.book({ at: '11:30' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Votre rendez-vous de demain jeudi 26 novembre aura lieu à 11h30, au lieu de 9h. Confirmer : LIEN Cabinet de la Halle',
    ])
  })

  test('by the patient tells the patient nothing more, and by the carer it tells the patient', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.book(), { by: { kind: 'patient' } })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    await stage.contacts([{}, { carerId: stage.paul }])
    await stage.cancel(await stage.book({ at: '11:00' }), { by: { kind: 'carer', carerId: stage.paul } })
    await stage.settle()
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([
      "C'est noté : votre rendez-vous de demain jeudi 26 novembre à 11h est annulé. La suite : LIEN Cabinet de la Halle",
    ])
    expect(await stage.texts(PAUL_PHONE)).toEqual([])
  })

  test('of what is over is told to nobody', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book({ on: TODAY, at: '07:00' }, { tell: false })
    await stage.cancel(id)
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toContain('cancelled not_sent past')
  })
})

onBothDatabases('an answer by text', fresh => {
  const answered = async (body: string) => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    const { house } = stage
    const reply = { via: 'sms', fromPhone: ROUSSEL_PHONE, toPhone: '38000', body, providerId: 'SM1' } as const
    await inTransaction(house.db, trx => receiveReply(trx, originsOf(house), reply, house.clock.now()))
    return { stage, id }
  }

  test('« je confirme » confirms the appointment that was reminded of', async () => {
    const { stage, id } = await answered('Je confirme, merci')
    expect((await stage.row(id)).status).toBe('confirmed')
    const history = await stage.house.db.selectFrom('appointment_events').selectAll().orderBy('id').execute()
    expect(history.at(-1)).toMatchObject({ to_status: 'confirmed', by_kind: 'patient' })
    expect(await stage.calls()).toEqual([])
  })

  test('« je ne peux pas » is a call to make that says which appointment', async () => {
    const { stage, id } = await answered('Je ne peux pas')
    expect((await stage.row(id)).status).toBe('booked')
    expect(await stage.calls()).toEqual(['cannot: Rendez-vous de jeudi 26 novembre, 9\u00a0h.'])
  })
})
