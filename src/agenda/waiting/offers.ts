import type { Db, Trx } from '../../db/database.ts'
import type { FreedPlaceRow, WaitingEntryRow, WaitingOfferRow } from '../../db/tables/waiting.ts'
import { NotFound } from '../../http/refusals.ts'
import { newId } from '../../ids.ts'
import { cancelMessages } from '../../messages/outbox.ts'
import { withdrawTasks } from '../../messages/tasks.ts'
import type { Id, Instant, LocalDate } from '../../terms.ts'
import { lookAgainAt } from './places.ts'
import type { Offer } from './whom-to-offer.ts'

/** The name under which the outbox asks about these texts. */
export const WAITING_ORIGIN = 'waiting'

const offers = (db: Db | Trx, practiceId: Id) =>
  db.selectFrom('waiting_offers').selectAll().where('practice_id', '=', practiceId)

/** @throws NotFound */
export const getOffer = async (db: Db | Trx, practiceId: Id, id: Id): Promise<WaitingOfferRow> => {
  const row = await offers(db, practiceId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** Those that wait for an answer. */
export const listLivingOffers = async (db: Db | Trx, practiceId: Id): Promise<WaitingOfferRow[]> =>
  await offers(db, practiceId).where('status', '=', 'offered').orderBy('id').execute()

/** Everything that was offered to some entries, oldest first. */
export const listOffersOf = async (
  db: Db | Trx,
  practiceId: Id,
  entryIds: readonly Id[],
): Promise<WaitingOfferRow[]> =>
  entryIds.length === 0
    ? []
    : await offers(db, practiceId).where('entry_id', 'in', entryIds).orderBy('id').execute()

/** What was offered on a local day. */
export const listOfferedOn = async (
  db: Db | Trx,
  practiceId: Id,
  on: LocalDate,
): Promise<WaitingOfferRow[]> => await offers(db, practiceId).where('offered_on', '=', on).execute()

export const listOverdue = async (db: Db, now: Instant): Promise<WaitingOfferRow[]> =>
  await db
    .selectFrom('waiting_offers')
    .selectAll()
    .where('status', '=', 'offered')
    .where('deadline_at', '<=', now)
    .orderBy('deadline_at')
    .limit(20)
    .execute()

export type Making = { place: FreedPlaceRow; entry: WaitingEntryRow; offer: Offer; on: LocalDate }

/** Undefined: this place has a living offer, or this person was asked today; the database itself says so. */
export const keepOffer = async (
  trx: Trx,
  { place, entry, offer: { startsAt, deadlineAt, reach }, on }: Making,
  now: Instant,
): Promise<WaitingOfferRow | undefined> =>
  await trx
    .insertInto('waiting_offers')
    .values({
      id: newId(),
      practice_id: place.practice_id,
      place_id: place.id,
      entry_id: entry.id,
      patient_id: entry.patient_id,
      carer_id: reach.carerId,
      to_phone: reach.by === 'sms' ? reach.phone : null,
      clinician_id: place.clinician_id,
      on: place.on,
      starts_at: startsAt,
      offered_on: on,
      deadline_at: deadlineAt,
      status: 'offered',
      reason: null,
      created_at: now,
      answered_at: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()

export const callKeyOf = (offerId: Id): string => `waiting-offer:${offerId}`

export type End = Pick<WaitingOfferRow, 'status'> & { reason?: string }

/**
 * Ends an offer once, with its text and its call, and lets the worker think about the place again. False: it had
 * ended already.
 */
export const endOffer = async (
  trx: Trx,
  { practice_id: practiceId, id, place_id }: WaitingOfferRow,
  { status, reason = undefined }: End,
  now: Instant,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('waiting_offers')
    .set({ status, reason: reason ?? null, answered_at: now })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('status', '=', 'offered')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) return false
  await cancelMessages(trx, { practiceId, origin: WAITING_ORIGIN, refId: id }, reason ?? status, now)
  await withdrawTasks(trx, { practiceId, key: callKeyOf(id) }, now)
  await lookAgainAt(trx, { practice_id: practiceId, id: place_id }, now)
  return true
}
