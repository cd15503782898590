import { afterEach, expect, test } from 'vitest'
import { listMessageLines } from '../../src/agenda/list-message-lines.ts'
import { inTransaction } from '../../src/db/database.ts'
import { recordReport } from '../../src/messages/delivery-status.ts'
import { twilioGateway } from '../../src/messages/gateways/twilio.ts'
import { reportOf } from '../../src/messages/gateways/twilio-report.ts'
import { originsOf } from '../../src/server/workings.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { startTwilio, type TwilioStandIn } from '../support/twilio-stand-in.ts'
import { ROUSSEL_PHONE, type ToldStage, toldStage } from './told-stage.ts'

const standIns: TwilioStandIn[] = []
afterEach(async () => {
  for (const standIn of standIns.splice(0)) await standIn.stop()
})

const withTwilio = async (stage: ToldStage) => {
  const twilio = await startTwilio(() => stage.house.clock.epochMs())
  standIns.push(twilio)
  const patience = { silenceMs: 5000, wholeMs: 5000 }
  const gateway = twilioGateway({ twilio: twilio.config, publicUrl: 'https://rdv.example.fr', patience })
  return { twilio, gateway }
}

/** What Twilio reports of the last text. */
const report = async ({ house }: ToldStage, status: string, errorCode: number | null): Promise<void> => {
  const { id, practice_id: practiceId } = await house.db
    .selectFrom('messages')
    .selectAll()
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const said = reportOf({ sid: 'SM1', status, errorCode: errorCode === null ? null : String(errorCode) })
  await inTransaction(house.db, trx =>
    recordReport(trx, originsOf(house), { practiceId, id }, said!, house.clock.now()),
  )
}

onBothDatabases('through Twilio', fresh => {
  test('a reminder is valid until it would be of no use, and its arrival is seen', async () => {
    const stage = await toldStage(fresh)
    const { twilio, gateway } = await withTwilio(stage)
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    await stage.turnWith(gateway)
    // Fourteen hours, of which a provider takes ten at most.
    expect(twilio.accepted).toMatchObject([{ to: ROUSSEL_PHONE, validityPeriod: 36_000 }])
    expect(twilio.accepted[0]!.body).toMatch(
      /^Bonjour, votre rendez-vous est demain jeudi 26 novembre à 9h\./,
    )
    await report(stage, 'delivered', null)
    const lines = await listMessageLines(
      stage.house.db,
      await stage.row(id),
      stage.cabinet.zone,
      stage.house.clock.now(),
    )
    expect(lines.map(line => line.words)).toEqual([expect.stringMatching(/^SMS parti, .*, remis$/)])
  })

  test('a cancellation that the network reports as lost becomes a call', async () => {
    const stage = await toldStage(fresh)
    const { gateway } = await withTwilio(stage)
    await stage.cancel(await stage.book())
    stage.house.clock.pass(3)
    await stage.turnWith(gateway)
    expect(await stage.told()).toEqual(['cancelled sent'])
    await report(stage, 'undelivered', 30005)
    expect(await stage.told()).toEqual(['cancelled undeliverable undelivered'])
    expect(await stage.calls()).toEqual([expect.stringMatching(/^undelivered: Rendez-vous .* annulé/)])
  })

  test('a text of unknown outcome is never sent again', async () => {
    const stage = await toldStage(fresh)
    const { twilio, gateway } = await withTwilio(stage)
    twilio.behave('reset_after')
    await stage.cancel(await stage.book())
    for (let times = 0; times < 3; times++) {
      stage.house.clock.pass(3)
      await stage.turnWith(gateway)
    }
    expect(twilio.accepted).toHaveLength(1)
  })
})
