import { expect } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { receiveReply } from '../../src/messages/inbound.ts'
import { queueMessage } from '../../src/messages/outbox.ts'
import { transition } from '../../src/messages/transition.ts'
import { addMinutes } from '../../src/time.ts'
import { type RouteExample, type Sent, shows, type World } from '../support/route-examples.ts'
import {
  type AcceptedText,
  type SignedCall,
  signedCall,
  statusCall,
  TWILIO,
} from '../support/twilio-texts.ts'

const PHONE = '+33639980101'

/** A text to Mme Roussel that Twilio has taken. */
const takenText = async ({ house, halle, roussel }: World): Promise<AcceptedText> => {
  const now = house.clock.now()
  const id = await inTransaction(house.db, async trx => {
    const message = {
      practiceId: halle.id,
      patientId: roussel,
      carerId: null,
      purpose: 'delay_notice',
      origin: 'notice',
      refId: newId(),
      toPhone: PHONE,
      dueAt: now,
      usefulUntilAt: addMinutes(now, 30),
    } as const
    const messageId = await queueMessage(trx, message, now)
    const steps = ['claimed', 'attempted', 'accepted'] as const
    for (const to of steps) await transition(trx, { practiceId: halle.id, id: messageId, to }, now)
    return messageId
  })
  return {
    sid: 'SM1',
    to: PHONE,
    from: TWILIO.sender,
    messagingServiceSid: null,
    body: '',
    statusCallback: `${house.config.publicUrl}/webhooks/twilio/status/${id}`,
    validityPeriod: 1800,
    status: 'sent',
    errorCode: null,
    createdAt: house.clock.epochMs(),
    erased: false,
  }
}

const sentAs = ({ url, form, headers }: SignedCall): Sent => ({
  url: new URL(url).pathname,
  payload: Object.fromEntries(new URLSearchParams(form)),
  headers,
})

/** A text from a number to which two practices wrote: it belongs to neither. */
const unclaimedReply = async ({ house, halle, port, roussel }: World): Promise<string> => {
  const now = house.clock.now()
  return await inTransaction(house.db, async trx => {
    for (const practiceId of [halle.id, port.id])
      await trx
        .insertInto('phones')
        .values({
          id: newId(),
          practice_id: practiceId,
          patient_id: roussel,
          carer_id: null,
          e164: '+33639980177',
          sms_target: 1,
          status: 'ok',
          position: 9,
          created_at: now,
        })
        .execute()
    const text = {
      via: 'sms',
      fromPhone: '+33639980177',
      toPhone: TWILIO.sender,
      body: 'Je sors à 10 h',
    } as const
    const received = await receiveReply(trx, {}, { ...text, providerId: 'SM77' }, now)
    return received.received === 'stored' ? received.reply.id : ''
  })
}

const replyOf = async ({ house }: World, providerId: string) =>
  await house.db
    .selectFrom('inbound_messages')
    .selectAll()
    .where('provider_id', '=', providerId)
    .executeTakeFirstOrThrow()

export const messageExamples: RouteExample[] = [
  {
    route: 'POST /webhooks/twilio/status/:messageId',
    as: 'webhook',
    arrange: async world => sentAs(statusCall(TWILIO.authToken, await takenText(world), 'delivered')),
    effect: async ({ house }, response) => {
      expect([response.statusCode, response.body]).toEqual([200, '<Response/>'])
      const rows = await house.db.selectFrom('messages').select(['status', 'provider_id']).execute()
      expect(rows).toEqual([{ status: 'delivered', provider_id: 'SM1' }])
    },
  },
  {
    route: 'POST /webhooks/twilio/inbound',
    as: 'webhook',
    arrange: ({ house }) =>
      sentAs(
        signedCall(TWILIO.authToken, `${house.config.publicUrl}/webhooks/twilio/inbound`, [
          ['MessageSid', 'SM2'],
          ['From', PHONE],
          ['To', TWILIO.sender],
          ['Body', 'Ça me va'],
        ]),
      ),
    effect: async (world, response) => {
      expect([response.statusCode, response.body]).toEqual([200, '<Response/>'])
      expect(await replyOf(world, 'SM2')).toMatchObject({
        from_phone: PHONE,
        body: 'Ça me va',
        meaning: 'fine',
      })
    },
  },
  {
    route: 'GET /practice/unclaimed-replies',
    as: 'camille',
    arrange: async world => {
      await unclaimedReply(world)
      return { url: '/practice/unclaimed-replies' }
    },
    effect: shows('Je sors à 10 h', 'Cabinet de la Halle', 'Cabinet du Port'),
  },
  {
    route: 'POST /practice/unclaimed-replies/:id/practice',
    as: 'camille',
    arrange: async world => ({
      url: `/practice/unclaimed-replies/${await unclaimedReply(world)}/practice`,
      payload: { practice_id: world.port.id },
    }),
    effect: async (world, response) => {
      expect(response.statusCode).toBe(303)
      expect((await replyOf(world, 'SM77')).practice_id).toBe(world.port.id)
    },
  },
  {
    route: 'POST /practice/unclaimed-replies/:id/reading',
    as: 'camille',
    arrange: async world => ({ url: `/practice/unclaimed-replies/${await unclaimedReply(world)}/reading` }),
    effect: async (world, response) => {
      expect(response.statusCode).toBe(303)
      expect((await replyOf(world, 'SM77')).read_by).toBe(world.camille)
    },
  },
]
