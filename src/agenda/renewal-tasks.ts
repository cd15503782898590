import { sql } from 'kysely'
import { type Db, inTransaction } from '../db/database.ts'
import { frenchIn } from '../http/french.ts'
import { openTaskOnce } from '../messages/tasks.ts'
import type { Id, Instant, LocalDate, Zone } from '../terms.ts'
import { addDays, localDate } from '../time.ts'
import { renewalDue } from './renewal.ts'

/** What a prescription that must be renewed waits under. */
export const renewalKey = (prescriptionId: Id): string => `renewal:${prescriptionId}`

/** One that ended longer ago than this is no longer news. */
const OLD_DAYS = 30
const MOST_AT_ONCE = 200

/** Says once of every prescription that nears its end that it must be renewed; gives of how many. */
export const askForRenewals = async (db: Db, now: Instant): Promise<number> => {
  const due = await findDue(db, now)
  for (const prescription of due)
    await inTransaction(db, async trx => {
      const { id, practice_id, patient_id, sentence } = prescription
      const whose = { practiceId: practice_id, patientId: patient_id, carerId: null }
      const about = { clinicianId: null, stopId: null, key: renewalKey(id), reason: 'renewal_due' as const }
      await openTaskOnce(
        trx,
        { kind: 'alert', ...whose, ...about, facts: { sentence }, clinical: false, dueAt: null },
        now,
      )
    })
  return due.length
}

const findDue = async (db: Db, now: Instant) => {
  const today = now.slice(0, 10)
  const rows = await db
    .selectFrom('prescriptions as p')
    .innerJoin('practices as r', 'r.id', 'p.practice_id')
    .innerJoin('patients as who', 'who.id', 'p.patient_id')
    .select([
      'p.id',
      'p.practice_id',
      'p.patient_id',
      'p.sessions',
      'p.done_before',
      'p.prescribed_on',
      'p.to_on',
      'r.zone',
    ])
    .select(eb =>
      eb
        .selectFrom('series as s')
        .innerJoin('appointments as a', 'a.series_id', 's.id')
        .whereRef('s.prescription_id', '=', 'p.id')
        .where('a.status', '=', 'done')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('done'),
    )
    .where('p.ended_at', 'is', null)
    .where('who.archived_at', 'is', null)
    .where(eb => eb.or([eb('p.to_on', 'is', null), eb('p.to_on', '>=', addDays(today, -OLD_DAYS))]))
    .where(eb => eb.or([eb('p.to_on', 'is not', null), eb('p.sessions', 'is not', null)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('prescriptions as next').select('next.id').whereRef('next.renews_id', '=', 'p.id')),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('tasks as t')
            .select('t.id')
            .whereRef('t.practice_id', '=', 'p.practice_id')
            .where('t.key', '=', sql<string>`'renewal:' || p.id`),
        ),
      ),
    )
    .orderBy('p.id')
    .execute()
  return rows.flatMap(row => sentenceOf(row, now)).slice(0, MOST_AT_ONCE)
}

type DueRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  sessions: number | null
  done_before: number
  prescribed_on: LocalDate | null
  to_on: LocalDate | null
  zone: Zone
  done: number | null
}

const sentenceOf = (row: DueRow, now: Instant) => {
  const remaining =
    row.sessions === null ? null : Math.max(0, row.sessions - row.done_before - (row.done ?? 0))
  const due = renewalDue({ remaining, toOn: row.to_on }, localDate(now, row.zone))
  if (due === null) return []
  const f = frenchIn(row.zone)
  const what = row.prescribed_on ? `Ordonnance du ${f.date(row.prescribed_on)}` : 'Soins'
  const why = due === 'end' ? `se termine le ${f.date(row.to_on!)}` : `reste ${f.count(remaining!, 'séance')}`
  return [{ ...row, sentence: `${what}\u00a0: ${why}.` }]
}
