import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { French } from '../http/french.ts'
import { addMinutes } from '../time.ts'

type Agreed = Pick<
  AppointmentRow,
  'on' | 'agreed_at' | 'window_from_at' | 'window_to_at' | 'duration_minutes'
>

/** « 10 h 30 – 11 h », « entre 7 h 30 et 8 h », « sans heure » */
export const spanWords = (row: Agreed, f: French): string => {
  const { agreed_at, window_from_at, window_to_at, duration_minutes } = row
  if (agreed_at) return `${f.time(agreed_at)}\u00a0– ${f.time(addMinutes(agreed_at, duration_minutes))}`
  if (window_from_at && window_to_at) return `entre ${f.time(window_from_at)} et ${f.time(window_to_at)}`
  return `sans heure, ${f.duration(duration_minutes)}`
}

/** « Mercredi 25 novembre, 10 h 30 – 11 h » */
export const whenWords = (row: Agreed, f: French): string =>
  `${f.capital(f.day(row.on))}, ${spanWords(row, f)}`
