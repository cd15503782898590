import { type Substitute, substituteOn } from '../access/substitutes.ts'
import { isAhead } from '../agenda/appointment-status.ts'
import { agreedWords, KINDS } from '../agenda/appointment-words.ts'
import type { SavedDatedHours } from '../agenda/dated-hours.ts'
import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import type { French } from '../http/french.ts'
import { patientName } from '../patients/names.ts'
import type { Id } from '../terms.ts'
import { toldWords } from './told-words.ts'

/** A leave of one clinician: days on which they are closed. */
export type Leave = SavedDatedHours & { clinicianId: Id }

type Listed = AppointmentRow & { civility: 'Mme' | 'M.' | ''; first_name: string; last_name: string }

/** The appointments to come of a clinician during a leave, in their order, with whom they are for. */
export const listDuring = async (
  db: Db | Trx,
  practiceId: Id,
  { clinicianId, fromOn, toOn }: Leave,
): Promise<Listed[]> => {
  const rows = await db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .selectAll('a')
    .select(['p.civility', 'p.first_name', 'p.last_name'])
    .where('a.practice_id', '=', practiceId)
    .where('a.clinician_id', '=', clinicianId)
    .where('a.on', '>=', fromOn)
    .where('a.on', '<=', toOn)
    .orderBy('a.id')
    .execute()
  return rows
    .filter(row => isAhead(row.status))
    .sort((a, b) => `${a.on} ${beginsAt(a)}`.localeCompare(`${b.on} ${beginsAt(b)}`))
}

const beginsAt = (row: AppointmentRow): string => row.agreed_at ?? row.window_from_at ?? ''

/** A closed whole-day stretch of one clinician. */
export const isLeave = (days: SavedDatedHours): days is Leave =>
  days.clinicianId !== null && !days.open && days.hours.length === 0

/** One appointment of the leave on screen. */
export type Affected = {
  id: Id
  version: number
  patientId: Id
  name: string
  when: string
  what: string
  /** The substitute who will be there instead; null: it must be moved or cancelled. */
  coveredBy: string | null
  /** What became of telling the patient who that is; null: they were not told. */
  told: string | null
}

export const affectedLine = (
  row: Listed,
  substitutes: Substitute[],
  announced: ReadonlyMap<Id, AppointmentMessageRow>,
  f: French,
): Affected => ({
  id: row.id,
  version: row.version,
  patientId: row.patient_id,
  name: patientName(row),
  when: `${f.capital(f.day(row.on))}, ${agreedWords(row, f)}`,
  what: KINDS[row.kind],
  coveredBy: substituteOn(row.on, substitutes)?.firstName ?? null,
  told: toldWords(announced.get(row.patient_id)),
})
