import { expect, test } from 'vitest'
import { askForMissingReports } from '../../src/messages/missing-reports.ts'
import { onBothDatabases } from '../support/database.ts'
import { twilioWorld } from './twilio-world.ts'

onBothDatabases('a report that came while nobody listened', fresh => {
  const unreported = async () => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    await world.turn()
    const [text] = world.twilio.accepted
    const ask = () => askForMissingReports({ ...world, origins: { notice: world.origin } })
    return { world, id, text: text!, ask }
  }

  test('is asked for two minutes later: what was not delivered is a call', async () => {
    const { world, id, text, ask } = await unreported()
    text.status = 'undelivered'
    text.errorCode = 30008
    world.pass(119)
    expect(await ask()).toBe(0)
    world.pass(1)
    expect(await ask()).toBe(1)
    expect(await world.message(id)).toMatchObject({ status: 'undelivered', error_code: '30008' })
    expect(world.origin.heard).toEqual(['sent', 'undelivered'])
  })

  test('is asked for less and less often, as long as the text is of use', async () => {
    const { world, id, ask } = await unreported()
    const start = world.clock.epochMs()
    for (let minute = 1; minute <= 60; minute++) {
      world.pass(60)
      expect(await ask()).toBe(0)
    }
    const looks = await world.db
      .selectFrom('message_events')
      .select('at')
      .where('message_id', '=', id)
      .where('detail', '=', 'asked about')
      .orderBy('at')
      .execute()
    expect(looks.map(look => (Date.parse(look.at) - start) / 60_000)).toEqual([2, 6, 14])
  })

  test('is asked for again later when Twilio did not answer', async () => {
    const { world, id, text, ask } = await unreported()
    text.status = 'delivered'
    world.twilio.answer(false)
    world.pass(120)
    expect(await ask()).toBe(0)
    world.twilio.answer(true)
    expect(await ask()).toBe(1)
    expect(await world.message(id)).toMatchObject({ status: 'delivered' })
  })
})
