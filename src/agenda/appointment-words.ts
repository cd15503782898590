import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { French } from '../http/french.ts'

export const KINDS: Record<AppointmentRow['kind'], string> = {
  visit: 'passage',
  session: 'séance',
  consultation: 'consultation',
}

type Agreed = Pick<AppointmentRow, 'agreed_at' | 'window_from_at' | 'window_to_at'>

/** « 9 h », « 8 h – 10 h », « sans heure » */
export const agreedWords = ({ agreed_at, window_from_at, window_to_at }: Agreed, f: French): string => {
  if (agreed_at) return f.time(agreed_at)
  if (window_from_at && window_to_at) return `${f.time(window_from_at)}\u00a0– ${f.time(window_to_at)}`
  return 'sans heure'
}
