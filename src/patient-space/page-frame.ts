import type { PracticeRow } from '../db/tables/access.ts'
import type { French } from '../http/french.ts'
import { tellsSpecialty } from '../messages/specialty.ts'
import { displayPhone } from '../patients/phones.ts'
import type { Instant, Zone } from '../terms.ts'
import { localDate } from '../time.ts'

/** What stands around every page of a link. */
export type Frame = {
  /** `/p/<token>` */
  address: string
  /** A name that tells a specialty stays away, as in the texts. */
  practiceName: string
  phone: { e164: string; display: string } | null
}

export const frameOf = (token: string, practice: Pick<PracticeRow, 'name' | 'phone'>): Frame => ({
  address: `/p/${token}`,
  practiceName: tellsSpecialty(practice.name) ? 'Le cabinet' : practice.name,
  phone: practice.phone === null ? null : { e164: practice.phone, display: displayPhone(practice.phone) },
})

/** « Cette page s’efface ce soir à 20 h. » */
export const pageEnd = (expiresAt: Instant, now: Instant, zone: Zone, f: French): string => {
  const later = localDate(expiresAt, zone) > localDate(now, zone)
  const evening = f.clockTime(expiresAt) >= '18:00' ? 'ce soir' : 'aujourd’hui'
  return `Cette page s’efface ${later ? 'cette nuit' : evening} à ${f.time(expiresAt)}.`
}

/** « Cette page s’efface le 26 novembre à 20 h. » */
export const pageEndOn = (expiresAt: Instant, f: French): string =>
  `Cette page s’efface le ${f.moment(expiresAt).replace(',', ' à')}.`
