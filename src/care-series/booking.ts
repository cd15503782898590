import type { NewAppointment } from '../agenda/appointment.ts'
import type { Kind } from '../agenda/kinds.ts'
import { givenAt } from '../agenda/series-layout.ts'
import type { Line } from '../agenda/series-question.ts'
import type { Trx } from '../db/database.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import { Conflict } from '../http/refusals.ts'
import { bookInRound, type Moment } from '../planning/place.ts'
import type { EpochMs, Id, Instant, Place, Zone } from '../terms.ts'
import { instantAt, localDate, toEpochMs, toInstant } from '../time.ts'

/** What all appointments of a series have in common. */
export type Common = {
  prescription: PrescriptionRow
  clinicianId: Id
  kind: Kind | null
  place: Place
  durationMinutes: number
  zone: Zone
}

/** When a line begins, and what is agreed: a proposal keeps the length of the window, not its place in the day. */
export const agreedOf = (line: Line, zone: Zone) => {
  const at = givenAt(line)
  const { from, to, hardBefore } = line.moment
  const length = to === null ? 0 : instantMs(line, to, zone) - instantMs(line, from, zone)
  const on = localDate(toInstant(at), zone)
  const hardAt = hardBefore === null ? null : instantAt(on, hardBefore, zone)
  return {
    on,
    agreedAt: length === 0 ? toInstant(at) : null,
    window: length === 0 ? null : { fromAt: toInstant(at), toAt: toInstant(at + length) },
    hardBeforeAt: hardAt !== null && hardAt > toInstant(at) ? hardAt : null,
  }
}

const instantMs = ({ on }: Line, time: string, zone: Zone): EpochMs => toEpochMs(instantAt(on, time, zone))

/** The appointment that a line becomes. */
export const appointmentOf = (
  line: Line,
  { prescription, clinicianId, kind, place, durationMinutes, zone }: Common,
  series: { id: Id; position: number },
): NewAppointment => ({
  practiceId: prescription.practice_id,
  patientId: prescription.patient_id,
  clinicianId,
  kind: prescription.category,
  care: prescription.care,
  place,
  notBeforeAt: null,
  durationMinutes,
  toleranceMinutes: null,
  ofKind: kind ? { id: kind.id, capacity: kind.capacity, grouped: kind.grouped } : undefined,
  series,
  ...agreedOf(line, zone),
})

/** Time that is given twice on purpose. */
export const mayOverlap = ({ choice }: Line): boolean => choice?.take === 'keep'

/** When an appointment begins: its agreed time, or its window. */
export const beginsAt = (row: {
  agreed_at: Instant | null
  window_from_at: Instant | null
}): Instant | null => row.agreed_at ?? row.window_from_at

/** Books the lines of a layout that was made in the same transaction: nothing can have come in between. */
export const bookLines = async (
  trx: Trx,
  lines: readonly Line[],
  common: Common,
  series: { id: Id; first: number },
  { moment, tell }: { moment: Moment; tell: boolean },
): Promise<void> => {
  for (const [index, line] of lines.entries()) {
    const appointment = appointmentOf(line, common, { id: series.id, position: series.first + index })
    const booking = await bookInRound(trx, appointment, moment, {
      overlap: mayOverlap(line),
      tell,
      announced: tell,
    })
    if (!booking.booked) throw new Conflict(NOT_BOOKED)
  }
}

export const NOT_BOOKED =
  'Une de ces dates vient d’être prise. Rien n’a été réservé\u00a0: regardez de nouveau.'
