import type { PracticeRow } from '../db/tables/access.ts'
import { displayPhone } from '../patients/phones.ts'
import type { BookingSettings } from './settings.ts'

/** The practice whose page is open, and how it takes bookings. */
export type Open = { practice: PracticeRow; settings: BookingSettings }

/** What stands around every step. */
export const frameOf = ({ practice, settings }: Open, title: string) => ({
  title: `${title} — ${practice.name}`,
  heading: title,
  practiceName: practice.name,
  welcome: settings.welcome,
  phone: practice.phone === null ? null : { e164: practice.phone, display: displayPhone(practice.phone) },
  home: `/b/${settings.slug}`,
  errors: {},
  typed: {},
})
