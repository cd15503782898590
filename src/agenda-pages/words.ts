import type { AppointmentRow } from '../db/tables/agenda.ts'
import { frenchIn } from '../http/french.ts'
import type { Zone } from '../terms.ts'
import { whenWords } from './whereabouts-words.ts'

/** Somebody else was faster: what the appointment is now. */
export const outdatedWords = (row: AppointmentRow, zone: Zone): string => {
  const changed = 'Quelqu’un a changé ce rendez-vous entre-temps, rien n’a été enregistré.'
  if (row.status === 'cancelled') return `${changed} Il est maintenant annulé.`
  if (row.status === 'moved') return `${changed} Il a été déplacé.`
  return `${changed} Il est maintenant\u00a0: ${whenWords(row, frenchIn(zone)).toLocaleLowerCase('fr')}.`
}

export const BEGUN = 'Ce rendez-vous a commencé ou est passé\u00a0: il ne peut plus être déplacé ni annulé.'
