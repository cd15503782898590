import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { receiveReply } from '../../src/messages/inbound.ts'
import { originsOf } from '../../src/server/workings.ts'
import { gatewayThat } from '../messages/outbox-world.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { PAUL_PHONE, ROUSSEL_PHONE, toldStage } from './told-stage.ts'

const NEXT_WEEK = '2026-12-01'

onBothDatabases('a cancellation', fresh => {
  test('by the practice is told with what comes next', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.book({ on: NEXT_WEEK }))
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Nous sommes désolés : votre rendez-vous du mardi 1er décembre à 9h est annulé. La suite : LIEN Cabinet de la Halle',
    ])
  })

  test('turning reminders off also silences cancellations: it is told', async () => {
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
