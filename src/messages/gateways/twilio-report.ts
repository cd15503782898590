import type { DeliveryReport } from '../delivery-report.ts'
import { lessonOf, whyUndelivered } from './twilio-codes.ts'

/** What Twilio says of one text, in a callback or in its list. */
export type TwilioStatus = { sid: string; status: string; errorCode: string | null }

/** In our words; undefined for what is not the status of a text that leaves. */
export const reportOf = ({ sid, status, errorCode }: TwilioStatus): DeliveryReport | undefined => {
  switch (status) {
    case 'accepted':
    case 'scheduled':
    case 'queued':
    case 'sending':
      return { status: 'accepted', providerId: sid }
    case 'sent':
      return { status: 'sent', providerId: sid }
    case 'delivered':
    case 'partially_delivered':
    case 'read':
      return { status: 'delivered', providerId: sid }
    case 'undelivered':
    case 'failed':
      return failure(status, sid, errorCode ?? status)
    case 'canceled':
      return failure('failed', sid, 'canceled')
    default:
      return undefined
  }
}

const failure = (status: 'undelivered' | 'failed', sid: string, code: string): DeliveryReport => ({
  status,
  providerId: sid,
  errorCode: code,
  why: whyUndelivered(code),
  lesson: lessonOf(code),
})
