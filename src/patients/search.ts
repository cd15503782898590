import type { Db } from '../db/database.ts'
import type { PatientRow } from '../db/tables/patients.ts'
import type { Id } from '../terms.ts'
import { foldWords, phoneDigits } from './search-text.ts'

/** More than a person looks through; the search narrows it down. */
const AT_MOST = 100

export type PatientSearch = {
  text: string
  archived: boolean
  /** Only among these; null: all of the practice. */
  among: Id[] | null
}

export type FoundPatient = Pick<
  PatientRow,
  | 'id'
  | 'civility'
  | 'first_name'
  | 'last_name'
  | 'born_on'
  | 'city'
  | 'needs'
  | 'archived_at'
  | 'archive_reason'
>

/**
 * Patients each of whose typed words begins a word of their name or town, whatever accents and order; or, when a
 * number is typed, those it reaches. By name.
 */
export const searchPatients = async (
  db: Db,
  practiceId: Id,
  { text, archived, among }: PatientSearch,
): Promise<{ patients: FoundPatient[]; more: boolean }> => {
  if (among?.length === 0) return { patients: [], more: false }
  let query = db
    .selectFrom('patients as p')
    .select(['p.id', 'p.civility', 'p.first_name', 'p.last_name', 'p.born_on', 'p.city'])
    .select(['p.needs', 'p.archived_at', 'p.archive_reason'])
    .where('p.practice_id', '=', practiceId)
    .where('p.archived_at', archived ? 'is not' : 'is', null)
    .orderBy('p.last_name')
    .orderBy('p.first_name')
    .orderBy('p.id')
    .limit(AT_MOST + 1)
  if (among) query = query.where('p.id', 'in', among)
  const digits = phoneDigits(text)
  if (digits)
    query = query.where('p.id', 'in', eb =>
      eb
        .selectFrom('phones')
        .select('patient_id')
        .where('practice_id', '=', practiceId)
        .where('e164', 'like', `%${digits}%`),
    )
  else
    for (const word of foldWords(text))
      query = query.where(eb =>
        eb.or([eb('p.search_text', 'like', `${word}%`), eb('p.search_text', 'like', `% ${word}%`)]),
      )
  const rows = await query.execute()
  return { patients: rows.slice(0, AT_MOST).sort(byName), more: rows.length > AT_MOST }
}

/** As a French reader looks for them: « Œuvrard » after « Odin », whatever the database makes of accents. */
const byName = (a: FoundPatient, b: FoundPatient): number =>
  french.compare(a.last_name, b.last_name) || french.compare(a.first_name, b.first_name)

const french = new Intl.Collator('fr')
