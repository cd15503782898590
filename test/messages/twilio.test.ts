import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Gateway, OutgoingText } from '../../src/messages/gateways/gateway.ts'
import { twilioGateway } from '../../src/messages/gateways/twilio.ts'
import type { Patience } from '../../src/messages/gateways/twilio-client.ts'
import { type Behaviour, startTwilio, type TwilioStandIn } from '../support/twilio-stand-in.ts'

const standIns: TwilioStandIn[] = []
afterAll(() => Promise.all(standIns.map(standIn => standIn.stop())))

const PATIENT = { silenceMs: 5000, wholeMs: 5000 }
const IMPATIENT = { silenceMs: 150, wholeMs: 300 }

const world = async () => {
  const twilio = await startTwilio()
  standIns.push(twilio)
  const gatewayWith = (patience: Patience) =>
    twilioGateway({ twilio: twilio.config, publicUrl: 'https://rdv.example.fr', patience })
  return { twilio, gateway: gatewayWith(PATIENT), gatewayWith }
}

const text: OutgoingText = {
  messageId: '019ab000-0000-7000-8000-000000000001',
  practiceId: 'halle',
  sender: null,
  to: '+33639980101',
  body: 'Camille arrive vers 9 h 40. Détails & suivi',
  validitySeconds: 1800,
}

describe('a text through Twilio', () => {
  let twilio: TwilioStandIn
  let gateway: Gateway
  let gatewayWith: (patience: Patience) => Gateway
  beforeEach(async () => {
    ;({ twilio, gateway, gatewayWith } = await world())
  })

  test('carries its words, its sender, where to report with our id, and how long it is of use', async () => {
    const outcome = await gateway.send(text)
    expect(twilio.accepted).toMatchObject([
      {
        to: text.to,
        from: '+33937000000',
        messagingServiceSid: null,
        body: text.body,
        statusCallback: `https://rdv.example.fr/webhooks/twilio/status/${text.messageId}`,
        validityPeriod: 1800,
      },
    ])
    expect(outcome).toEqual({ outcome: 'accepted', providerId: twilio.accepted[0]!.sid })
  })

  test.each([
    ['CABINET', 'CABINET', null],
    [`MG${'b'.repeat(32)}`, null, `MG${'b'.repeat(32)}`],
  ])('leaves under the sender of its practice, %s', async (sender, from, messagingServiceSid) => {
    await gateway.send({ ...text, sender })
    expect(twilio.accepted).toMatchObject([{ from, messagingServiceSid }])
  })

  test.each([
    [0.4, 1],
    [59.9, 59],
    [86_400, 36_000],
  ])('useful for %s s is valid for %s s', async (validitySeconds, validityPeriod) => {
    await gateway.send({ ...text, validitySeconds })
    expect(twilio.accepted).toMatchObject([{ validityPeriod }])
  })

  test('a crowded provider is busy, for as long as it says', async () => {
    twilio.behave('busy')
    expect(await gateway.send(text)).toEqual({ outcome: 'busy', retryAfterSeconds: 1 })
  })

  test.each([
    [21211, 'bad_number'],
    [21614, 'no_texts'],
    [21635, 'no_texts'],
    [21610, 'opted_out'],
    [21408, 'misconfigured'],
    [21612, 'misconfigured'],
    [21617, null],
  ])('refused with %s teaches %s', async (code, lesson) => {
    twilio.behave({ refuse: code })
    expect(await gateway.send(text)).toEqual({ outcome: 'refused', code: String(code), lesson })
  })

  test('a refused account locks out', async () => {
    twilio.changeToken('another token')
    expect(await gateway.send(text)).toEqual({ outcome: 'locked_out', code: '20003' })
    expect(await gateway.answers!()).toBe(false)
  })

  test.each<[Behaviour, string]>([
    ['fail_before', 'HTTP 500'],
    ['fail_after', 'HTTP 500'],
    ['hang_before', 'ECONNABORTED'],
    ['hang_after', 'ECONNABORTED'],
    ['reset_before', 'ECONNRESET'],
    ['reset_after', 'ECONNRESET'],
    ['garble_after', 'SyntaxError'],
  ])('%s leaves its outcome unknown, without quoting it', async (how, detail) => {
    twilio.behave(how)
    const sender = String(how).startsWith('hang') ? gatewayWith(IMPATIENT) : gateway
    expect(await sender.send(text)).toEqual({ outcome: 'unknown', detail })
  })

  test('nobody there is no unknown outcome: nothing was asked', async () => {
    await twilio.stop()
    expect(await gateway.send(text)).toEqual({ outcome: 'unreached', detail: 'ECONNREFUSED' })
    expect(await gateway.answers!()).toBe(false)
    expect(await gateway.find!({ ...text, attemptedAt: new Date().toISOString() })).toBeNull()
    expect(await gateway.erase!('SM1')).toBe('unanswered')
  })

  test('is found again by its number and words, the oldest first, and no older one with it', async () => {
    await gateway.send(text)
    await gateway.send({ ...text, body: 'Autre chose' })
    await gateway.send({ ...text, to: '+33639980102' })
    await gateway.send(text)
    const [first, , , second] = twilio.accepted
    second!.status = 'undelivered'
    second!.errorCode = 30003
    const sought = { to: text.to, body: text.body, attemptedAt: new Date().toISOString() }
    expect(await gateway.find!(sought)).toEqual([
      { providerId: first!.sid, report: { status: 'accepted', providerId: first!.sid } },
      {
        providerId: second!.sid,
        report: {
          status: 'undelivered',
          providerId: second!.sid,
          errorCode: '30003',
          why: 'undelivered',
          lesson: 'try_once_more',
        },
      },
    ])
    first!.createdAt -= 3_600_000
    expect(await gateway.find!(sought)).toHaveLength(1)
  })

  test('is erased with its number once it is settled', async () => {
    await gateway.send(text)
    const [kept] = twilio.accepted
    expect(await gateway.erase!(kept!.sid)).toBe('not_yet')
    kept!.status = 'delivered'
    expect(await gateway.erase!(kept!.sid)).toBe('erased')
    expect(await gateway.erase!(kept!.sid), 'asked again').toBe('erased')
    expect(await gateway.find!({ ...text, attemptedAt: new Date().toISOString() })).toEqual([])
  })
})
