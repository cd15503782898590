import { findFreeSlots } from '../agenda/free-slots.ts'
import { proposalsFrom } from '../agenda/proposals.ts'
import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { EpochMs, Instant, LocalDate, Zone } from '../terms.ts'
import { addDays, clockTime, toEpochMs, toInstant } from '../time.ts'
import type { Leave } from './affected.ts'

const DAYS_AROUND = 14

/** Up to three times around the leave that could take the place of an appointment, nearest to its hour; soonest first. */
export const proposedTimes = async (
  db: Db,
  row: AppointmentRow,
  leave: Pick<Leave, 'fromOn' | 'toOn'>,
  { now, today, zone }: { now: Instant; today: LocalDate; zone: Zone },
): Promise<Instant[]> => {
  if (row.agreed_at === null) return []
  const first = addDays(leave.fromOn, -DAYS_AROUND)
  const slots = await findFreeSlots(
    db,
    {
      practiceId: row.practice_id,
      clinicianId: row.clinician_id,
      kind: {
        durationMinutes: row.duration_minutes,
        bufferMinutes: 0,
        place: row.place,
        capacity: row.capacity,
        grouped: row.grouped === 1,
      },
      from: first > today ? first : today,
      to: addDays(leave.toOn, DAYS_AROUND),
      patientId: row.patient_id,
      exceptId: row.id,
      ignoresNotice: true,
    },
    now,
  )
  const nearest = slots.toSorted((a, b) => daysFrom(a.from, row) - daysFrom(b.from, row)).slice(0, NEAREST)
  const minuteOfDay = (at: EpochMs) => minutesOf(clockTime(at, zone))
  const wanted = minuteOfDay(toEpochMs(row.agreed_at))
  return proposalsFrom(nearest, slot => minuteOfDay(slot.from), wanted).map(({ from }) => toInstant(from))
}

/** Enough for some days on either side. */
const NEAREST = 120

const daysFrom = (at: EpochMs, { agreed_at }: AppointmentRow): number => Math.abs(at - toEpochMs(agreed_at!))

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
