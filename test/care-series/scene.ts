import { addPrescription, getPrescription, type PrescriptionContent } from '../../src/agenda/prescriptions.ts'
import type { SeriesRule } from '../../src/agenda/recurrence.ts'
import { listSeriesOf, listSessionsOf } from '../../src/agenda/series.ts'
import { loadSeriesQuestion } from '../../src/agenda/series-facts.ts'
import { layOutSeries } from '../../src/agenda/series-layout.ts'
import { laySeries } from '../../src/care-series/lay-out.ts'
import { seenOf } from '../../src/care-series/seen.ts'
import { type Db, inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import type { Id, Instant, LocalDate } from '../../src/terms.ts'
import { localTime } from '../../src/time.ts'

export const CARE = 'Escarre du talon'
export const ZONE = 'Europe/Paris'

/** Fifteen sessions from Monday 12 October 2026 on, three a week. */
export const fifteen: PrescriptionContent = {
  care: CARE,
  category: 'session',
  sessions: 15,
  done_before: 0,
  frequency: '3 fois par semaine',
  direct_access: 0,
  prescribed_on: '2026-10-08',
  prescriber: 'Dr Marchand',
  from_on: '2026-10-12',
  to_on: null,
  regimen: 'kine',
}

type Whose = { practiceId: Id; patientId: Id; by: Id }

export const prescribed = async (
  db: Db,
  whose: Whose,
  content: Partial<PrescriptionContent> = {},
  now: Instant = '2026-10-09T08:00:00.000Z',
): Promise<Id> =>
  await inTransaction(db, async trx =>
    addPrescription(trx, { ...whose, renewsId: null, ...fifteen, ...content }, now),
  )

/** Monday to Friday, 8 h – 19 h. */
export const weekOf = async (db: Db, practiceId: Id, clinicianId: Id): Promise<void> => {
  await db
    .insertInto('weekly_hours')
    .values(
      [1, 2, 3, 4, 5].map(weekday => ({
        id: newId(),
        practice_id: practiceId,
        clinician_id: clinicianId,
        weekday,
        from_time: '08:00',
        to_time: '19:00',
        place: 'any' as const,
        valid_from_on: null,
        valid_to_on: null,
      })),
    )
    .execute()
}

export const rule = (weekdays: number[], from: string): SeriesRule => ({
  unit: 'week',
  interval: 1,
  moments: [{ weekdays, from, to: null, hardBefore: null }],
})

type Laid = {
  prescriptionId: Id
  clinicianId: Id
  by: Id
  rule?: SeriesRule
  from?: LocalDate
  to?: LocalDate
  sessions?: number | null
  now?: Instant
}

/** What somebody sees who is about to lay a series out and takes every first proposal; gives the step that books it. */
export const aboutToLay = async (db: Db, practiceId: Id, laid: Laid) => {
  const { prescriptionId, clinicianId, by, now = '2026-10-09T08:00:00.000Z' } = laid
  const prescription = await getPrescription(db, practiceId, prescriptionId)
  const wish = {
    practiceId,
    patientId: prescription.patient_id,
    clinicianId,
    rule: laid.rule ?? rule([1, 3, 5], '10:30'),
    from: laid.from ?? '2026-10-12',
    to: laid.to ?? '2027-10-12',
    sessions: laid.sessions === undefined ? 15 : laid.sessions,
    kind: {
      durationMinutes: 30,
      bufferMinutes: 0,
      place: prescription.category === 'visit' ? ('home' as const) : ('practice' as const),
      capacity: 1,
      grouped: false,
    },
  }
  const { lines } = layOutSeries(await loadSeriesQuestion(db, wish, now))
  const choices = new Map(lines.flatMap(line => (line.choice ? [[line.key, line.choice] as const] : [])))
  const laying = { prescription, wish, kind: null, choices, seen: seenOf(lines), zone: ZONE, by, tell: false }
  const moment = { now, today: now.slice(0, 10), by: { kind: 'member', userId: by } as const }
  return async () => await inTransaction(db, async trx => laySeries(trx, laying, moment))
}

/** A series laid out. Gives its id. */
export const laidOut = async (db: Db, practiceId: Id, laid: Laid): Promise<Id> => {
  const lay = await aboutToLay(db, practiceId, laid)
  if (!(await lay()).done) throw new Error('not laid out')
  return (await listSeriesOf(db, practiceId, [laid.prescriptionId])).at(-1)!.id
}

/** « 2026-10-12 10:30 done » of every appointment that was not cancelled or moved, in order. */
export const timesOf = async (db: Db, practiceId: Id, prescriptionId: Id): Promise<string[]> =>
  (await listSessionsOf(db, practiceId, [prescriptionId]))
    .filter(({ status }) => status !== 'cancelled' && status !== 'moved')
    .map(row => `${row.on} ${localTime(row.agreed_at ?? row.window_from_at!, ZONE)} ${row.status}`)
    .sort()
