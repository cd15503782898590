import { setImmediate as breathe } from 'node:timers/promises'
import { listClinicians } from '../access/clinicians.ts'
import type { Member } from '../access/member.ts'
import type { Db, Trx } from '../db/database.ts'
import type { ImportRow } from '../db/tables/calendars.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import { type CheckedAppointment, checkAppointment } from './appointment-rows.ts'
import {
  APPOINTMENT_FIELDS,
  type Columns,
  chosenColumns,
  type Field,
  guessColumns,
  missingFields,
  PATIENT_FIELDS,
} from './columns.ts'
import { type Row, readTable, type Table } from './csv-table.ts'
import { listPeople, listTaken } from './import-store.ts'
import { registerOf } from './known-people.ts'
import { type CheckedPatient, checkPatient } from './patient-rows.ts'

export const FIELDS: Record<ImportRow['subject'], readonly Field[]> = {
  patients: PATIENT_FIELDS,
  appointments: APPOINTMENT_FIELDS,
}

/** A file as it stands: how it is read, and what becomes of each of its lines. Nothing is written. */
export type Checked = {
  table: Table
  columns: Columns
  missing: Field[]
  patients: CheckedPatient[]
  appointments: CheckedAppointment[]
}

/** Lines read before others have their turn: reading a telephone number takes its time. */
const LINES_AT_ONCE = 200

/** Reads a stored file again, with what the practice knows now. */
export const checkImport = async (
  db: Db | Trx,
  member: Member,
  file: ImportRow,
  text: string,
  now: Instant,
): Promise<Checked> => {
  const reading = readTable(text)
  if (!reading.ok) throw new Error('a stored file that cannot be read')
  const { table } = reading
  const fields = FIELDS[file.subject]
  const columns = file.columns
    ? chosenColumns(fields, table.header, JSON.parse(file.columns) as Record<string, unknown>)
    : guessColumns(fields, table.header)
  const missing = missingFields(fields, columns)
  const checked: Checked = { table, columns, missing, patients: [], appointments: [] }
  if (missing.length > 0) return checked
  const today = localDate(now, member.zone)
  const register = registerOf(await listPeople(db, member.practiceId))
  if (file.subject === 'patients')
    return {
      ...checked,
      patients: await lineByLine(table.rows, row => checkPatient(row, columns, register, today)),
    }
  const clinicians = await listClinicians(db, member.practiceId)
  const agenda = {
    register,
    clinicians,
    clinicianId: usualClinician(clinicians, member),
    zone: member.zone,
    today,
    taken: await listTaken(db, member.practiceId, today),
  }
  return {
    ...checked,
    appointments: await lineByLine(table.rows, row => checkAppointment(row, columns, agenda)),
  }
}

/** Where no column says so: one’s own, or those of the only one who has any. */
const usualClinician = (clinicians: { id: Id }[], { userId }: Member): Id | null => {
  const [only, ...others] = clinicians
  const own = clinicians.find(({ id }) => id === userId)
  return own?.id ?? (only && others.length === 0 ? only.id : null)
}

const lineByLine = async <Result>(rows: Row[], check: (row: Row) => Result): Promise<Result[]> => {
  const results: Result[] = []
  for (const row of rows) {
    results.push(check(row))
    if (results.length % LINES_AT_ONCE === 0) await breathe()
  }
  return results
}
