import { afterEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { receiveReply } from '../../src/messages/inbound.ts'
import { originsOf } from '../../src/server/workings.ts'
import { SETTINGS } from '../access/example-facts.ts'
import type { World } from '../support/route-examples.ts'
import { TWILIO } from '../support/twilio-texts.ts'
import { freshWorld } from '../support/world.ts'

let world: World
afterEach(async () => await world.app.close())

const saveSender = (cookie: string, sms_sender: string) =>
  world.app.inject({
    method: 'POST',
    url: '/practice',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...SETTINGS, sms_sender }).toString(),
  })

const answerTo = (toPhone: string) => {
  const { house } = world
  const text = {
    via: 'sms',
    fromPhone: '+33639980101',
    toPhone,
    body: 'La plaie saigne',
    providerId: null,
  } as const
  return inTransaction(house.db, trx => receiveReply(trx, originsOf(house), text, house.clock.now()))
}

test('a practice that names the sender of the installation as its own does not get everybody’s answers', async () => {
  world = await freshWorld({ twilio: TWILIO })
  expect((await saveSender(world.cookies.chloe, '09 37 00 00 00')).statusCode).toBe(303)
  expect(await answerTo(TWILIO.sender)).toMatchObject({ reply: { practice_id: null } })
})

test('a practice with a number of its own does', async () => {
  world = await freshWorld({ twilio: TWILIO })
  await saveSender(world.cookies.chloe, '09 38 11 22 33')
  expect(await answerTo('+33938112233')).toMatchObject({ reply: { practice_id: world.port.id } })
})
