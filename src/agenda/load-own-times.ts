import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, LocalDate } from '../terms.ts'
import { minutesToMs, toEpochMs } from '../time.ts'
import { listAbsences } from './absences.ts'
import { STANDING } from './appointment-status.ts'
import type { OwnTimes } from './own-times.ts'
import type { Span } from './spans.ts'

type Days = { practiceId: Id; patientId: Id; from: LocalDate; to: LocalDate }

/** A patient's absences and appointments on some days, without those that are to be moved. */
export const loadOwnTimes = async (
  db: Db | Trx,
  { practiceId, patientId, from, to }: Days,
  exceptIds: readonly Id[],
): Promise<OwnTimes> => {
  const rows = await db
    .selectFrom('appointments')
    .select(['id', 'agreed_at', 'window_from_at', 'duration_minutes'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('on', '>=', from)
    .where('on', '<=', to)
    .where('status', 'in', STANDING)
    .execute()
  return {
    absences: await listAbsences(db, practiceId, patientId, from),
    times: rows.filter(({ id }) => !exceptIds.includes(id)).flatMap(spanOf),
  }
}

const spanOf = (row: Pick<AppointmentRow, 'agreed_at' | 'window_from_at' | 'duration_minutes'>): Span[] => {
  const at = row.agreed_at ?? row.window_from_at
  if (!at) return []
  const from = toEpochMs(at)
  return [{ from, to: from + minutesToMs(row.duration_minutes) }]
}
