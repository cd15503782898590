import { setTimeout as pause } from 'node:timers/promises'
import { type Behaviour, startTwilio, type TwilioStandIn } from '../support/twilio-stand-in.ts'
import { type AcceptedText, statusCall, TWILIO } from '../support/twilio-texts.ts'
import type { Chance } from './chance.ts'

/** Mostly well, and every way of behaving badly now and then. */
const BEHAVIOURS: Behaviour[] = [
  ...Array<Behaviour>(10).fill('accept'),
  'busy',
  'fail_before',
  'fail_after',
  'hang_before',
  'hang_after',
  'reset_before',
  'reset_after',
  'garble_after',
]

/** The order in which reports come, or not. */
const REPORTS: string[][] = [
  [],
  ['delivered'],
  ['sent', 'delivered'],
  ['delivered', 'sent'],
  ['sent', 'sent', 'delivered', 'delivered'],
  ['queued', 'sending', 'sent'],
]

const LONGEST_PACE_MS = 25
const LATEST_REPORT_MS = 300

/** A stand-in that reports late, twice, in any order or never, to whoever still listens. */
export const startUnrulyTwilio = async (chance: Chance, now: () => number): Promise<TwilioStandIn> => {
  const twilio = await startTwilio(now)
  twilio.pace(() => chance.number(LONGEST_PACE_MS))
  twilio.onAccepted(text => void reportOn(text, chance))
  return twilio
}

export const misbehave = (twilio: TwilioStandIn, chance: Chance): void =>
  twilio.behave(() => chance.one(BEHAVIOURS))

const reportOn = async (text: AcceptedText, chance: Chance): Promise<void> => {
  for (const status of chance.one(REPORTS)) {
    await pause(chance.number(LATEST_REPORT_MS))
    text.status = text.status === 'delivered' ? 'delivered' : status
    const { url, form, headers } = statusCall(TWILIO.authToken, text, status)
    // Nobody may be there: then the report is lost, as Twilio's would be.
    await fetch(url, { method: 'POST', body: form, headers }).catch(() => undefined)
  }
}
