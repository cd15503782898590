import type { Database } from 'better-sqlite3'
import type { TapRow } from '../../src/db/tables/agenda.ts'
import { newId } from '../../src/ids.ts'
import type { EpochMs, Id, LocalDate } from '../../src/terms.ts'
import { toInstant } from '../../src/time.ts'

export type BatchRound = { id: Id; practiceId: Id; clinicianId: Id; on: LocalDate }
export type Visit = { patientId: Id; agreedAt: EpochMs; minutes: number; position: number }

export type Batch = ReturnType<typeof openBatch>

const CREATED = '2016-11-01T08:00:00.000Z'

/** Writes days by prepared statements: millions of rows through a query builder would take minutes. */
export const openBatch = (database: Database) => {
  const round = insert(database, 'rounds', ['id', 'practice_id', 'clinician_id', 'on', 'created_at'])
  const appointment = insert(database, 'appointments', [
    ...['id', 'practice_id', 'patient_id', 'clinician_id', 'on', 'kind', 'care', 'place'],
    ...['agreed_at', 'duration_minutes', 'status', 'version', 'created_at'],
  ])
  const stop = insert(database, 'stops', [
    ...['id', 'practice_id', 'round_id', 'appointment_id', 'position', 'created_at'],
  ])
  const tap = insert(database, 'taps', [
    ...['id', 'practice_id', 'round_id', 'stop_id', 'kind', 'happened_at', 'received_at', 'by_user_id'],
  ])
  const task = insert(database, 'tasks', [
    ...['id', 'practice_id', 'kind', 'patient_id', 'clinician_id', 'stop_id', 'key', 'reason', 'facts'],
    ...['clinical', 'created_at', 'closed_at', 'outcome', 'closed_by'],
  ])
  return {
    round(of: BatchRound): void {
      round.run(of.id, of.practiceId, of.clinicianId, of.on, CREATED)
    },
    /** An appointment and its stop, whose id it gives. */
    visit(of: BatchRound, { patientId, agreedAt, minutes, position }: Visit): Id {
      const [appointmentId, stopId] = [newId(), newId()]
      const who = [appointmentId, of.practiceId, patientId, of.clinicianId, of.on]
      appointment.run(
        ...who,
        'visit',
        'Pansement',
        'home',
        toInstant(agreedAt),
        minutes,
        'booked',
        1,
        CREATED,
      )
      stop.run(stopId, of.practiceId, of.id, appointmentId, position, CREATED)
      return stopId
    },
    tap(of: BatchRound, stopId: Id, kind: TapRow['kind'], at: EpochMs): void {
      const happened = toInstant(at)
      tap.run(newId(), of.practiceId, of.id, stopId, kind, happened, happened, of.clinicianId)
    },
    /** A call about a delay, in which somebody was told. */
    callMade(of: BatchRound, { patientId }: Visit, stopId: Id, at: EpochMs): void {
      const about = [newId(), of.practiceId, 'call', patientId, of.clinicianId, stopId]
      const closed = [toInstant(at), toInstant(at + 60_000), 'told', of.clinicianId]
      task.run(...about, `delay-call:${stopId}:patient`, 'landline', '{}', 0, ...closed)
    },
  }
}

const insert = (database: Database, table: string, columns: string[]) =>
  database.prepare(
    `insert into ${table} (${columns.map(name => `"${name}"`).join()}) values (${columns.map(() => '?').join()})`,
  )
