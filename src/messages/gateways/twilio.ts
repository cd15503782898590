import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message.js'
import { readSender } from '../../config/sms-sender.ts'
import type { TwilioConfig } from '../../config/twilio.ts'
import type { Id } from '../../terms.ts'
import { addMinutes, toEpochMs } from '../../time.ts'
import type { Gateway, OutgoingText, Trace } from './gateway.ts'
import { type Patience, twilioClient } from './twilio-client.ts'
import { outcomeOfFault } from './twilio-fault.ts'
import { reportOf } from './twilio-report.ts'

type TwilioSetup = {
  twilio: TwilioConfig
  /** Where Twilio reports to. */
  publicUrl: string
  patience?: Patience
}

const PATIENCE: Patience = { silenceMs: 10_000, wholeMs: 15_000 }

const LONGEST_VALIDITY_SECONDS = 36_000

/** Our clock and Twilio's may differ by this much. */
const CLOCK_DIFFERENCE_MINUTES = 5

/** More than anybody gets in a day. */
const LIKE_TEXTS = 50

/** Sends through Twilio's Messages: https://www.twilio.com/docs/messaging/api/message-resource */
export const twilioGateway = ({ twilio, publicUrl, patience = PATIENCE }: TwilioSetup): Gateway => {
  const client = twilioClient(twilio, patience)
  return {
    async send(text) {
      try {
        const { sid } = await client.messages.create(optionsFor(text, twilio.sender, publicUrl))
        // A 2xx without a SID is no answer of Twilio's.
        return sid
          ? { outcome: 'accepted', providerId: sid }
          : { outcome: 'unknown', detail: 'an answer without a SID' }
      } catch (fault) {
        return outcomeOfFault(fault)
      }
    },

    async find({ to, body, attemptedAt }) {
      try {
        // Not by DateSent: what waits at Twilio has none yet.
        const texts = await client.messages.list({ to, limit: LIKE_TEXTS })
        const since = toEpochMs(addMinutes(attemptedAt, -CLOCK_DIFFERENCE_MINUTES))
        return texts
          .filter(text => text.body === body && (text.dateCreated?.getTime() ?? since) >= since)
          .reverse()
          .flatMap(traceOf)
      } catch {
        return null
      }
    },

    async reportOn(providerId) {
      try {
        const [trace] = traceOf(await client.messages(providerId).fetch())
        return trace?.report ?? null
      } catch {
        return null
      }
    },

    async answers() {
      try {
        await client.api.v2010.accounts(twilio.accountSid).fetch()
        return true
      } catch {
        return false
      }
    },

    // Content and number together. Asking for it at creation (ContentRetention, AddressRetention) is not open to every
    // account, and a text of unknown outcome could then no longer be found by its number and body.
    async erase(providerId) {
      try {
        await client.messages(providerId).remove()
        return 'erased'
      } catch (fault) {
        const { status } = fault as { status?: number }
        if (status === 404) return 'erased'
        return status === undefined || status >= 500 ? 'unanswered' : 'not_yet'
      }
    },
  }
}

const optionsFor = (
  { messageId, sender, to, body, validitySeconds }: OutgoingText,
  defaultSender: string,
  publicUrl: string,
): MessageListInstanceCreateOptions => ({
  to,
  body,
  ...from(sender ?? defaultSender),
  statusCallback: statusAddress(publicUrl, messageId),
  validityPeriod: Math.min(Math.max(Math.floor(validitySeconds), 1), LONGEST_VALIDITY_SECONDS),
  // The text is GSM-7 already, counted and shown as such.
  smartEncoded: false,
})

const from = (value: string) => {
  const sender = readSender(value)
  return typeof sender === 'object' && sender.kind === 'messaging_service'
    ? { messagingServiceSid: value }
    : { from: value }
}

/** Our own id in it proves, when Twilio reports, that this very message was created. */
export const statusAddress = (publicUrl: string, messageId: Id): string =>
  `${publicUrl}/webhooks/twilio/status/${messageId}`

const traceOf = (text: { sid: string; status: string; errorCode: number }): Trace[] => {
  const { sid, status, errorCode } = text
  const report = reportOf({ sid, status, errorCode: errorCode ? String(errorCode) : null })
  return report ? [{ providerId: sid, report }] : []
}
