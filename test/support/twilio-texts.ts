import { createHmac } from 'node:crypto'
import type { TwilioConfig } from '../../src/config/twilio.ts'
import type { Id } from '../../src/terms.ts'

/** The account of the tests; nothing listens there. */
export const TWILIO: TwilioConfig = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'a-token-of-the-tests-which-nobody-else-has',
  sender: '+33937000000',
  baseUrl: 'http://127.0.0.1:1',
}

/** A text that the stand-in has accepted. It is remembered even when its sender had it erased. */
export type AcceptedText = {
  sid: string
  to: string
  from: string | null
  messagingServiceSid: string | null
  body: string
  statusCallback: string
  validityPeriod: number
  status: string
  errorCode: number | null
  createdAt: number
  erased: boolean
}

/** Which message of ours it is, as the address for its reports says. */
export const messageIdOf = ({ statusCallback }: AcceptedText): Id => statusCallback.split('/').at(-1)!

/** As Twilio lists it: https://www.twilio.com/docs/messaging/api/message-resource */
export const listed = (text: AcceptedText) => ({
  sid: text.sid,
  to: text.to,
  from: text.from,
  messaging_service_sid: text.messagingServiceSid,
  body: text.body,
  status: text.status,
  error_code: text.errorCode,
  date_created: rfc2822(text.createdAt),
  date_sent: ['sent', 'delivered', 'undelivered'].includes(text.status) ? rfc2822(text.createdAt) : null,
  direction: 'outbound-api',
})

const rfc2822 = (epochMs: number): string => new Date(epochMs).toUTCString().replace('GMT', '+0000')

/** A request of Twilio's, signed as https://www.twilio.com/docs/usage/security says. */
export type SignedCall = { url: string; form: string; headers: Record<string, string> }

export const signedCall = (
  authToken: string,
  url: string,
  parameters: [name: string, value: string][],
): SignedCall => {
  const sorted = [...parameters].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const signature = createHmac('sha1', authToken)
    .update(url + sorted.flat().join(''))
    .digest('base64')
  return {
    url,
    form: new URLSearchParams(parameters).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  }
}

/** What Twilio reports of a text. */
export const statusCall = (
  authToken: string,
  text: AcceptedText,
  status: string,
  errorCode: number | null = null,
): SignedCall =>
  signedCall(authToken, text.statusCallback, [
    ['MessageSid', text.sid],
    ['SmsSid', text.sid],
    ['MessageStatus', status],
    ['SmsStatus', status],
    ['To', text.to],
    ['From', text.from ?? ''],
    ['ApiVersion', '2010-04-01'],
    ...(errorCode === null ? [] : [['ErrorCode', String(errorCode)] as [string, string]]),
  ])
