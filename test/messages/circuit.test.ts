import { expect, test } from 'vitest'
import { onBothDatabases } from '../support/database.ts'
import { originThat, stillTrue } from './outbox-world.ts'
import { twilioWorld } from './twilio-world.ts'

const phone = (nth: number) => `+3363998030${nth}`

onBothDatabases('a provider that is down', fresh => {
  /** Three texts have failed one after the other; the third closed the way. */
  const outage = async (origin = originThat(stillTrue)) => {
    const world = await twilioWorld(fresh, origin)
    world.twilio.behave('fail_before')
    world.twilio.answer(false)
    for (let nth = 0; nth < 3; nth++) {
      await world.queue({ toPhone: phone(nth) })
      await world.turn()
    }
    return world
  }

  test('is given no more texts after three, and the screens say since when', async () => {
    const world = await outage()
    expect(await world.state()).toEqual({ down: true, since: world.clock.now(), lockedOut: false })
    await world.queue({ toPhone: phone(4) })
    await world.turn()
    expect(world.twilio.asked()).toBe(3)
    expect(world.origin.heard, 'a call to make meanwhile').toEqual(['held_up'])
  })

  test('is asked now and then whether it is back, which spends no text', async () => {
    const world = await outage()
    const id = await world.queue({ toPhone: phone(4) })
    for (let times = 0; times < 5; times++) {
      world.pass(31)
      await world.turn()
    }
    expect(world.twilio.asked()).toBe(3)
    expect(await world.message(id)).toMatchObject({ status: 'queued' })
  })

  test('is back: one text goes first, then the others, and all is as before', async () => {
    const world = await outage()
    for (let nth = 4; nth < 8; nth++) await world.queue({ toPhone: phone(nth) })
    await world.turn()
    world.twilio.behave('accept')
    world.twilio.answer(true)
    world.pass(31)
    await world.turn()
    expect(world.twilio.accepted).toHaveLength(1)
    expect(await world.state()).toEqual({ down: false })
    await world.turn()
    expect(world.twilio.accepted).toHaveLength(4)
  })

  test('that fails the one text again is closed at once', async () => {
    const world = await outage()
    for (let nth = 4; nth < 8; nth++) await world.queue({ toPhone: phone(nth) })
    await world.turn()
    world.twilio.answer(true)
    world.pass(31)
    await world.turn()
    await world.turn()
    expect(world.twilio.asked()).toBe(4)
    expect((await world.state()).down).toBe(true)
  })

  test('leaves behind nothing stale: what is no longer true does not leave when it is back', async () => {
    let absorbed = false
    const world = await outage(
      originThat(message => (absorbed ? { send: false, reason: 'absorbed' } : stillTrue(message))),
    )
    const id = await world.queue({ toPhone: phone(4) })
    await world.turn()
    absorbed = true
    world.twilio.behave('accept')
    world.twilio.answer(true)
    world.pass(31)
    await world.turn()
    expect(world.twilio.accepted).toEqual([])
    expect(await world.message(id)).toMatchObject({ status: 'cancelled', reason: 'absorbed' })
  })

  test('makes what was still true a call when its useful time ends', async () => {
    const world = await outage()
    const id = await world.queue({ toPhone: phone(4) })
    await world.turn()
    world.pass(1801)
    await world.turn()
    expect(await world.message(id)).toMatchObject({ status: 'cancelled', reason: 'too_late' })
    expect(world.origin.heard).toContain('too_late')
  })

  test('once failed and then well again is not down', async () => {
    const world = await twilioWorld(fresh)
    for (const how of ['fail_before', 'accept', 'fail_before', 'accept', 'fail_before'] as const) {
      world.twilio.behave(how)
      await world.queue()
      await world.turn()
    }
    expect(await world.state()).toEqual({ down: false })
  })

  test('cannot be reached at all: then nothing is unknown and everything waits', async () => {
    const world = await twilioWorld(fresh)
    const id = await world.queue()
    await world.twilio.stop()
    await world.turn()
    expect(await world.message(id)).toMatchObject({ status: 'queued', attempted_at: null })
  })

  test('does not stay closed when the clock is set back', async () => {
    const world = await outage()
    world.twilio.behave('accept')
    world.twilio.answer(true)
    world.pass(-3600)
    await world.queue({ toPhone: phone(4) })
    await world.turn()
    expect(world.twilio.accepted).toHaveLength(1)
  })
})
