import type { ImportRow } from '../db/tables/calendars.ts'
import type { FieldErrors } from '../http/form.ts'
import type { CheckedAppointment } from './appointment-rows.ts'
import { readTable } from './csv-table.ts'
import type { Checked } from './import-check.ts'
import type { NewPatient } from './patient-rows.ts'
import type { ReceivedForm } from './uploads.ts'

export const MOST_BYTES = 5 * 1024 * 1024
/** Each is given its place in a day: many thousands at once would keep everybody waiting. */
const MOST_APPOINTMENTS = 1000

type Brought = Pick<ReceivedForm, 'file' | 'tooBig'> & {
  text: string
  decoded: string
  subject: ImportRow['subject']
}

/** What keeps a file from being looked at, beside the field it came in. */
export const obstacleTo = ({ file, tooBig, text, decoded, subject }: Brought): FieldErrors | undefined => {
  if (tooBig) return { file: 'Ce fichier dépasse 5\u00a0Mo. Coupez-le en deux.' }
  if (!file && text.trim() === '') return { file: 'Choisissez un fichier ou collez des lignes.' }
  const sentence = fileFault(decoded, subject)
  return sentence === undefined ? undefined : { [file ? 'file' : 'text']: sentence }
}

const fileFault = (text: string, subject: ImportRow['subject']): string | undefined => {
  if (text.startsWith('PK'))
    return 'C’est un classeur. Enregistrez-le au format CSV, puis déposez ce fichier-là.'
  const reading = readTable(text)
  if (reading.ok)
    return subject === 'appointments' && reading.table.rows.length > MOST_APPOINTMENTS
      ? 'Ce fichier compte plus de 1\u00a0000 rendez-vous. Coupez-le en plusieurs.'
      : undefined
  if (reading.why === 'empty')
    return 'Il faut une première ligne avec le nom des colonnes, puis au moins une ligne.'
  if (reading.why === 'too_long') return 'Ce fichier compte plus de 20\u00a0000 lignes. Coupez-le en deux.'
  return `Ce fichier ne se lit pas comme un tableau${reading.line ? `\u00a0: regardez la ligne ${reading.line}` : ''}.`
}

/** What a file that was checked writes; a sentence where it must not. */
export const writtenOf = (
  { missing, patients, appointments }: Checked,
  addSame: boolean,
): { patients: NewPatient[]; appointments: CheckedAppointment[] } | string => {
  if (missing.length > 0) return 'Dites d’abord où se trouvent les colonnes nécessaires.'
  if ([...patients, ...appointments].some(({ problems }) => problems.length > 0))
    return 'Des lignes sont à corriger. Rien n’a été importé.'
  const written = {
    patients: patients.filter(({ same }) => addSame || same === null).map(({ input }) => input),
    appointments: appointments.filter(({ input, left }) => input !== null && left === null),
  }
  return written.patients.length + written.appointments.length > 0 ? written : 'Il n’y a rien à importer.'
}
