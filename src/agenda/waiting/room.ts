import type { Trx } from '../../db/database.ts'
import type { WaitingEntryRow } from '../../db/tables/waiting.ts'
import type { Id, Instant, LocalDate } from '../../terms.ts'
import { toEpochMs } from '../../time.ts'
import { findFreeSlots } from '../free-slots.ts'
import { getKind } from '../kinds.ts'
import type { Slot } from '../slots.ts'

type Where = {
  entry: Pick<WaitingEntryRow, 'practice_id' | 'patient_id' | 'kind_id' | 'appointment_id'>
  clinicianId: Id
  on: LocalDate
}

/** When an entry's kind of appointment could begin with a clinician that day, the way to this patient counted. */
export const roomFor = async (
  trx: Trx,
  { entry, clinicianId, on }: Where,
  now: Instant,
): Promise<{ slots: Slot[]; minutes: number }> => {
  const kind = await getKind(trx, entry.practice_id, entry.kind_id)
  const possible = kind.archivedAt === null && [null, clinicianId].includes(kind.clinicianId)
  const search = {
    practiceId: entry.practice_id,
    clinicianId,
    kind,
    patientId: entry.patient_id,
    from: on,
    to: on,
    ignoresNotice: true,
    ...(entry.appointment_id && { exceptId: entry.appointment_id }),
  }
  return { slots: possible ? await findFreeSlots(trx, search, now) : [], minutes: kind.durationMinutes }
}

/** Whether one could still begin at this very time. */
export const isStillFree = async (
  trx: Trx,
  where: Where,
  startsAt: Instant,
  now: Instant,
): Promise<boolean> =>
  startsAt > now && (await roomFor(trx, where, now)).slots.some(({ from }) => from === toEpochMs(startsAt))
