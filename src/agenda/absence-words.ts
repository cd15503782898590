import type { PatientAbsenceRow } from '../db/tables/absences.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { French } from '../http/french.ts'
import type { Id } from '../terms.ts'
import { agreedWords, KINDS } from './appointment-words.ts'

/** « du 25 novembre au 2 décembre 2026 », « depuis le 25 novembre 2026, retour non connu » */
export const spanWords = (
  { from_on, to_on }: Pick<PatientAbsenceRow, 'from_on' | 'to_on'>,
  f: French,
): string => {
  if (to_on === null) return `à partir du ${f.date(from_on)}, retour non connu`
  return from_on === to_on ? `le ${f.date(from_on)}` : f.dates(from_on, to_on)
}

/** An appointment in one neutral line: « Mercredi 25 novembre, 9 h » and « passage ». */
export const appointmentLine = (row: AppointmentRow, f: French): { id: Id; when: string; what: string } => ({
  id: row.id,
  when: `${f.capital(f.day(row.on))}, ${agreedWords(row, f)}`,
  what: KINDS[row.kind],
})
