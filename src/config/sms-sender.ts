/** What a text says that it comes from, as Twilio takes it: https://www.twilio.com/docs/messaging/api/message-resource */
export type SmsSender = {
  kind: 'number' | 'short_code' | 'name' | 'messaging_service'
  value: string
}

export type SenderRefusal = 'unreadable' | 'mobile'

/** Mobile numbers of France and its territories, with the machine-to-machine ones. */
const FRENCH_MOBILE = /^\+(33[67]|262(639|69[23])|590(690|691)|594694|59669[67]|50870)\d*$/

/**
 * Reads a sender: a number in E.164, a short code (38123), a name of at most 11 characters, or the SID of a Messaging
 * Service. Refused as `mobile`: an application may not send under a 06 or 07 number since 1 January 2023 (ARCEP
 * 2022-1583); 0937 to 0939 are meant for it.
 */
export const readSender = (text: string): SmsSender | SenderRefusal => {
  const value = text.trim()
  if (/^MG[0-9a-f]{32}$/i.test(value)) return { kind: 'messaging_service', value }
  if (/^\d{4,6}$/.test(value)) return { kind: 'short_code', value }
  const number = value.replace(/[\s.()-]/g, '').replace(/^0(9\d{8})$/, '+33$1')
  if (FRENCH_MOBILE.test(number) || /^0[67]\d{8}$/.test(number)) return 'mobile'
  if (/^\+[1-9]\d{6,14}$/.test(number)) return { kind: 'number', value: number }
  if (/^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(value)) return { kind: 'name', value }
  return 'unreadable'
}

/** Whether patients can answer a text of this sender: a name is one-way. */
export const isTwoWay = ({ kind }: SmsSender): boolean => kind !== 'name'
