import { describe, expect, test } from 'vitest'
import { isOptedOut } from '../../src/messages/opt-out.ts'
import { onBothDatabases } from '../support/database.ts'
import { ROUSSEL_PHONE } from './outbox-world.ts'
import { type TwilioWorld, twilioWorld } from './twilio-world.ts'

const phoneStatus = async ({ db }: TwilioWorld) =>
  (await db.selectFrom('phones').select('status').where('e164', '=', ROUSSEL_PHONE).executeTakeFirstOrThrow())
    .status

onBothDatabases('what Twilio refuses', fresh => {
  test.each([
    [21211, 'invalid', []],
    [21614, 'unreachable', []],
    [21635, 'unreachable', []],
    [21408, 'ok', ['alert sms_trouble']],
    [21612, 'ok', ['alert sms_trouble']],
    [21617, 'ok', []],
  ])('with %s is a call, and the number is then %s', async (code, status, tasks) => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    world.twilio.behave({ refuse: code })
    await world.turn()
    world.pass(300)
    await world.turn()
    expect(await world.message(id)).toMatchObject({ status: 'failed', error_code: String(code) })
    expect(world.origin.heard).toEqual(['refused'])
    expect(await phoneStatus(world)).toBe(status)
    expect(await world.tasks()).toEqual(tasks)
    expect(world.twilio.asked(), 'never again').toBe(1)
  })

  test('because the person wrote STOP to Twilio is an opt-out, and the practice is told', async () => {
    const world = await twilioWorld(fresh)
    await world.queue()
    world.twilio.behave({ refuse: 21610 })
    await world.turn()
    expect(world.origin.heard).toEqual(['opted_out'])
    expect(await isOptedOut(world.db, { practiceId: world.halle.id, phone: ROUSSEL_PHONE })).toBe(true)
    expect(await world.tasks()).toEqual(['alert no_more_texts'])
  })

  test('for the account stops everything, tells the practice, and begins again when it is accepted', async () => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    world.twilio.changeToken('another')
    await world.turn()
    world.pass(3)
    await world.turn()
    expect(await world.state()).toMatchObject({ down: true, lockedOut: true })
    expect(await world.tasks()).toEqual(['alert sms_trouble'])
    expect(world.origin.heard).toEqual(['held_up'])
    world.pass(40)
    await world.turn()
    expect(await world.message(id), 'still refused').toMatchObject({ status: 'queued' })
    world.twilio.changeToken(world.twilio.config.authToken)
    world.pass(40)
    await world.turn()
    expect(world.twilio.accepted).toHaveLength(1)
    expect(await world.message(id)).toMatchObject({ status: 'accepted' })
    expect(await world.state()).toEqual({ down: false })
    expect(await world.tasks()).toEqual([])
  })

  describe('what Twilio took and could not deliver', () => {
    const taken = async () => {
      const world = await twilioWorld(fresh)
      const id = await world.queue()
      await world.turn()
      return { world, id }
    }

    test.each([
      [30005, 'unreachable', 'undelivered', []],
      [30006, 'unreachable', 'undelivered', []],
      [30007, 'ok', 'undelivered', ['alert sms_trouble']],
      [30036, 'ok', 'too_late', []],
      [30008, 'ok', 'undelivered', []],
    ])('because of %s is not tried again: the number is %s', async (code, status, heard, tasks) => {
      const { world, id } = await taken()
      await world.report(id, 'undelivered', code)
      world.pass(300)
      await world.turn()
      expect(await world.message(id)).toMatchObject({ status: 'undelivered', error_code: String(code) })
      expect(world.origin.heard).toEqual(['sent', heard])
      expect(await phoneStatus(world)).toBe(status)
      expect(await world.tasks()).toEqual(tasks)
      expect(world.twilio.accepted).toHaveLength(1)
    })

    test('to a phone that is off is tried once more, two minutes later, and then it is a call', async () => {
      const { world, id } = await taken()
      await world.report(id, 'undelivered', 30003)
      await world.turn()
      expect([world.twilio.accepted.length, world.origin.heard]).toEqual([1, ['sent']])
      world.pass(120)
      await world.turn()
      expect(world.twilio.accepted).toHaveLength(2)
      const again = await world.db
        .selectFrom('messages')
        .select(['id', 'status'])
        .where('retry_of', '=', id)
        .executeTakeFirstOrThrow()
      expect(again.status).toBe('accepted')
      await world.report(again.id, 'undelivered', 30003)
      world.pass(300)
      await world.turn()
      expect(world.twilio.accepted).toHaveLength(2)
      expect(world.origin.heard).toEqual(['sent', 'sent', 'undelivered'])
    })

    test('to a phone that is off is a call at once when there is no time to try again', async () => {
      const { world, id } = await taken()
      world.pass(29 * 60)
      await world.report(id, 'undelivered', 30003)
      expect(world.origin.heard).toEqual(['sent', 'undelivered'])
    })
  })
})
