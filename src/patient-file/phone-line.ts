import type { PhoneRow } from '../db/tables/patients.ts'
import { displayPhone } from '../patients/phones.ts'

/** A phone as one line of a page: what it is called, and what to expect of it. */
export const phoneLine = (phone: PhoneRow, optedOut: ReadonlySet<string>) => ({
  e164: phone.e164,
  display: displayPhone(phone.e164),
  label: phone.label,
  note: noteOf(phone, optedOut),
})

const noteOf = (phone: PhoneRow, optedOut: ReadonlySet<string>) => {
  if (phone.status === 'invalid') return { tone: 'alert', icon: 'triangle-alert', words: 'Numéro incorrect' }
  if (phone.status === 'unreachable')
    return { tone: 'alert', icon: 'message-square-off', words: 'SMS non reçus, à appeler' }
  if (phone.sms_target === 0) return { tone: 'done', icon: 'phone', words: 'Fixe, à appeler' }
  if (optedOut.has(phone.e164))
    return { tone: 'soon', icon: 'message-square-off', words: 'Ne veut plus de SMS, à appeler' }
  return { tone: 'ok', icon: 'smartphone', words: 'Reçoit les SMS' }
}
