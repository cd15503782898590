import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { NO_BREAK } from '../http/french.ts'
import {
  blockOf,
  hasPlanLength,
  isFrenchCallingCode,
  type PhoneKind,
  type PhoneRegion,
} from './numbering-plan.ts'

export type Phone = {
  /** `+` and digits, as gateways want it. */
  e164: string
  kind: PhoneKind
  /** Whether a text can be sent to it at all; what delivery has taught us is known elsewhere. */
  smsTarget: boolean
  region: PhoneRegion
  /** As a French reader dials it: « 06 12 34 56 78 », overseas too; foreign numbers with their calling code. */
  display: string
}

export type PhoneReading = ({ ok: true } & Phone) | { ok: false; reason: string }

/**
 * Reads one phone number as people type it: with spaces, dots or dashes, nationally or internationally.
 * The refusal is a French sentence to be shown next to the field.
 */
export const readPhone = (text: string, country: CountryCode = 'FR'): PhoneReading => {
  const typed = text.normalize('NFKC').trim()
  if (typed === '') return refuse('Indiquez un numéro de téléphone.')
  if (/\p{L}/u.test(typed)) return refuse('Écrivez le numéro seul, en chiffres.')
  if (/[/,;]/.test(typed)) return refuse('Écrivez un seul numéro.')
  const number = parsePhoneNumberFromString(typed, { defaultCountry: country, extract: false })
  if (number === undefined) return refuse('Ce n’est pas un numéro de téléphone complet.')
  return isFrenchCallingCode(number.countryCallingCode) ? readFrench(number) : readForeign(number)
}

/** A stored number as people read it. */
export const displayPhone = (e164: string): string => {
  const reading = readPhone(e164)
  return reading.ok ? reading.display : e164
}

const readFrench = (number: PhoneNumber): PhoneReading => {
  const { countryCallingCode } = number
  // The library leaves the 0 on numbers of a length that it does not know.
  const nationalNumber = number.nationalNumber.replace(/^0/, '')
  const block = blockOf(nationalNumber)
  // People also write an overseas number behind the mainland's +33: it is then put right.
  const misdialled = block?.callingCode !== countryCallingCode && countryCallingCode !== '33'
  if (block === undefined || misdialled)
    return refuse('Ce numéro n’existe pas\u00a0: vérifiez ses premiers chiffres.')
  if (!hasPlanLength(nationalNumber, block)) return refuse(wrongLength(nationalNumber.length))
  return {
    ok: true,
    e164: `+${block.callingCode}${nationalNumber}`,
    kind: block.kind,
    smsTarget: block.kind === 'mobile',
    region: block.region,
    display: inPairs(`0${nationalNumber}`),
  }
}

const readForeign = (number: PhoneNumber): PhoneReading => {
  if (!number.isValid()) return refuse('Ce numéro n’existe pas dans le pays de son indicatif.')
  const type = number.getType()
  const mobile = type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
  const landline = type === 'FIXED_LINE' || type === 'VOIP'
  return {
    ok: true,
    e164: number.number,
    kind: mobile ? 'mobile' : landline ? 'landline' : 'other',
    smsTarget: mobile,
    region: 'foreign',
    display: number.formatInternational().replaceAll(' ', NO_BREAK),
  }
}

const wrongLength = (digits: number): string =>
  digits < 9
    ? 'Il manque des chiffres\u00a0: un numéro français en compte dix.'
    : 'Il y a trop de chiffres\u00a0: un numéro français en compte dix.'

const inPairs = (digits: string): string => digits.match(/.{1,2}/g)!.join(NO_BREAK)

const refuse = (reason: string): PhoneReading => ({ ok: false, reason })
