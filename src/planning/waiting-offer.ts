import type { NewAppointment } from '../agenda/appointment.ts'
import { getKind } from '../agenda/kinds.ts'
import { replacedBy } from '../agenda/waiting/candidates.ts'
import { changeEntry, getEntry } from '../agenda/waiting/entries.ts'
import { endOffer, getOffer } from '../agenda/waiting/offers.ts'
import { lookAgainAt } from '../agenda/waiting/places.ts'
import { isStillFree } from '../agenda/waiting/room.ts'
import type { Trx } from '../db/database.ts'
import type { WaitingEntryRow, WaitingOfferRow } from '../db/tables/waiting.ts'
import type { Id } from '../terms.ts'
import { bookInRound, changeInRound, type Moment } from './place.ts'

/** `taken`: somebody was faster. `over`: it was answered, withdrawn, or its deadline has passed. */
export type Taking = 'taken' | 'over' | { appointmentId: Id }

/**
 * Takes the place that was offered: books it, or moves the later appointment there. Nothing is reserved meanwhile, so
 * whoever books first has it; who comes too late keeps their place in the list.
 */
export const takeOffer = async (
  trx: Trx,
  { practiceId, id }: { practiceId: Id; id: Id },
  moment: Moment,
): Promise<Taking> => {
  const { now } = moment
  const offer = await getOffer(trx, practiceId, id)
  if (offer.status !== 'offered' || offer.deadline_at <= now) return 'over'
  const entry = await getEntry(trx, practiceId, offer.entry_id)
  if (entry.status !== 'waiting') return 'over'
  const where = { entry, clinicianId: offer.clinician_id, on: offer.on }
  const free = await isStillFree(trx, where, offer.starts_at, now)
  const appointmentId = free ? await place(trx, entry, offer, moment) : null
  if (appointmentId === null) {
    await endOffer(trx, offer, { status: 'taken', reason: 'taken' }, now)
    return 'taken'
  }
  await endOffer(trx, offer, { status: 'accepted' }, now)
  await lookAgainAt(trx, { practice_id: practiceId, id: offer.place_id }, null)
  await changeEntry(trx, entry, { status: 'served', ended_at: now, appointment_id: appointmentId }, now)
  return { appointmentId }
}

/** The page, or the person on the phone, has just said it: no text repeats it. */
const CHOICE = { overlap: false, tell: false, atWish: true }

const place = async (
  trx: Trx,
  entry: WaitingEntryRow,
  offer: WaitingOfferRow,
  moment: Moment,
): Promise<Id | null> => {
  const replaced = await replacedBy(trx, entry)
  const wanted = await wantedOf(trx, entry, offer, replaced?.care ?? '')
  if (!replaced) {
    const booking = await bookInRound(trx, wanted, moment, CHOICE)
    return booking.booked ? booking.id : null
  }
  const of = { practiceId: entry.practice_id, id: replaced.id, version: replaced.version }
  if ((await changeInRound(trx, of, wanted, moment, CHOICE)) !== 'changed') return null
  const after = await trx
    .selectFrom('appointments')
    .select('moved_to_id')
    .where('practice_id', '=', entry.practice_id)
    .where('id', '=', replaced.id)
    .executeTakeFirstOrThrow()
  return after.moved_to_id ?? replaced.id
}

const wantedOf = async (
  trx: Trx,
  entry: WaitingEntryRow,
  { clinician_id, on, starts_at }: WaitingOfferRow,
  care: string,
): Promise<NewAppointment> => {
  const kind = await getKind(trx, entry.practice_id, entry.kind_id)
  return {
    practiceId: entry.practice_id,
    patientId: entry.patient_id,
    clinicianId: clinician_id,
    on,
    kind: kind.category,
    care,
    place: kind.place,
    agreedAt: starts_at,
    window: null,
    notBeforeAt: null,
    hardBeforeAt: null,
    durationMinutes: kind.durationMinutes,
    toleranceMinutes: null,
    ofKind: { id: kind.id, capacity: kind.capacity, grouped: kind.grouped },
  }
}

/** « Pas cette fois »: the place goes on to the next one, the person stays where they are in the list. */
export const declineOffer = async (
  trx: Trx,
  of: { practiceId: Id; id: Id },
  { now }: Pick<Moment, 'now'>,
): Promise<boolean> => {
  const offer = await getOffer(trx, of.practiceId, of.id)
  return await endOffer(trx, offer, { status: 'declined' }, now)
}

/** Ends the wish itself, and what was offered for it. */
export const endWaiting = async (
  trx: Trx,
  entry: WaitingEntryRow,
  { now }: Pick<Moment, 'now'>,
): Promise<'changed' | 'outdated'> => {
  const living = await trx
    .selectFrom('waiting_offers')
    .selectAll()
    .where('practice_id', '=', entry.practice_id)
    .where('entry_id', '=', entry.id)
    .where('status', '=', 'offered')
    .execute()
  for (const offer of living) await endOffer(trx, offer, { status: 'withdrawn', reason: 'entry_ended' }, now)
  return await changeEntry(trx, entry, { status: 'ended', ended_at: now }, now)
}
