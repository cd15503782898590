import { listHistory } from '../agenda/history.ts'
import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { listForerunners } from './panel-queries.ts'

/** Where an appointment was before its last move. */
export type Whereabouts = { on: LocalDate; at: Instant | null; clinicianId: Id }

/** Undefined when the last thing that happened to it was something else. */
export const findMove = async (db: Db, row: AppointmentRow): Promise<Whereabouts | undefined> => {
  const last = (await listHistory(db, row.practice_id, row.id)).at(-1)
  if (!last) return undefined
  if (last.from_status === null) {
    const before = (await listForerunners(db, row)).at(-2)
    return before && { on: before.on, at: startOf(before), clinicianId: before.clinician_id }
  }
  const changes = JSON.parse(last.changes) as Record<string, { before: Instant | null } | undefined>
  const moved = changes.agreed_at ?? changes.window_from_at
  return moved && { on: row.on, at: moved.before, clinicianId: row.clinician_id }
}

const startOf = ({ agreed_at, window_from_at }: AppointmentRow): Instant | null => agreed_at ?? window_from_at
