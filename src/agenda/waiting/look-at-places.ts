import { type Db, inSoleTransaction, type Trx } from '../../db/database.ts'
import type { FreedPlaceRow, WaitingEntryRow, WaitingOfferRow } from '../../db/tables/waiting.ts'
import type { Id, Instant, Zone } from '../../terms.ts'
import { addDays, instantAt, localDate, minutesToMs, toEpochMs } from '../../time.ts'
import { ask } from './ask.ts'
import { loadQuestion } from './candidates.ts'
import { listWaiting } from './entries.ts'
import { endOffer, keepOffer, listLivingOffers, listOverdue } from './offers.ts'
import { findPlace, listPlacesDue, lookAgainAt } from './places.ts'
import { offersByItself } from './settings.ts'
import { type Decision, type PassedOver, type Question, whomToOffer } from './whom-to-offer.ts'

/** What the worker does: offers without an answer end, and the places that are due are offered, one person at a time. */
export const lookAtPlaces = async (db: Db, now: Instant): Promise<void> => {
  for (const offer of await listOverdue(db, now))
    await inSoleTransaction(db, 'waiting_offers', trx => endOffer(trx, offer, { status: 'expired' }, now))
  for (const place of await listPlacesDue(db, now))
    await inSoleTransaction(db, 'waiting_offers', trx => lookAt(trx, place, now))
}

const lookAt = async (trx: Trx, { practice_id, id }: FreedPlaceRow, now: Instant): Promise<void> => {
  const place = await findPlace(trx, practice_id, id)
  // Another worker has thought about it.
  if (!place || place.look_at === null || place.look_at > now) return
  await lookAgainAt(trx, place, null)
  if (place.to_at <= now || !(await offersByItself(trx, practice_id))) return
  await offerPlace(trx, place, now)
}

/** Offers a place to whoever is to be asked, or to `entryId` alone; undefined: to nobody now, with the reasons kept. */
export const offerPlace = async (
  trx: Trx,
  place: FreedPlaceRow,
  now: Instant,
  entryId?: Id,
): Promise<WaitingOfferRow | undefined> => {
  const living = await findLiving(trx, place)
  if (living) {
    await lookAgainAt(trx, place, living.deadline_at)
    return undefined
  }
  const zone = await zoneOf(trx, place.practice_id)
  const { decision, question, entries } = await decide(trx, place, zone, now, entryId)
  await keepReasons(trx, place, decision, now)
  if (decision.offer === null) {
    await lookAgainAt(trx, place, againAt(question, decision, place, now))
    return undefined
  }
  const entry = entries.find(({ id }) => id === decision.offer!.entryId)!
  const on = localDate(now, zone)
  const offer = await keepOffer(trx, { place, entry, offer: decision.offer, on }, now)
  if (offer) await ask(trx, offer, zone, now)
  return offer
}

/** To whom a place would be offered at this moment. */
export const decide = async (
  trx: Trx,
  place: FreedPlaceRow,
  zone: Zone,
  now: Instant,
  entryId?: Id,
): Promise<{ decision: Decision; question: Question; entries: WaitingEntryRow[] }> => {
  const { practice_id: practiceId, clinician_id } = place
  const archived = await archivedAmong(trx, practiceId)
  const entries = (await listWaiting(trx, practiceId)).filter(
    entry =>
      (entryId === undefined || entry.id === entryId) &&
      [null, clinician_id].includes(entry.clinician_id) &&
      !archived.has(entry.patient_id),
  )
  const question = await loadQuestion(trx, place, entries, zone, now)
  return { decision: whomToOffer(question), question, entries }
}

const archivedAmong = async (trx: Trx, practiceId: Id): Promise<Set<Id>> => {
  const rows = await trx
    .selectFrom('waiting_entries as w')
    .innerJoin('patients as p', 'p.id', 'w.patient_id')
    .select('p.id')
    .where('w.practice_id', '=', practiceId)
    .where('w.status', '=', 'waiting')
    .where('p.archived_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** The same hour may have been freed twice: whoever is asked about one of them is asked about both. */
const findLiving = async (trx: Trx, place: FreedPlaceRow): Promise<WaitingOfferRow | undefined> =>
  (await listLivingOffers(trx, place.practice_id)).find(
    offer =>
      offer.place_id === place.id ||
      (offer.clinician_id === place.clinician_id &&
        Math.abs(toEpochMs(offer.starts_at) - toEpochMs(place.from_at)) < minutesToMs(ROUGHLY)),
  )

/** Two places nearer to each other than this may be one. */
const ROUGHLY = 60

const zoneOf = async (trx: Trx, practiceId: Id): Promise<Zone> =>
  (await trx.selectFrom('practices').select('zone').where('id', '=', practiceId).executeTakeFirstOrThrow())
    .zone

const keepReasons = async (
  trx: Trx,
  { practice_id, id }: FreedPlaceRow,
  { passedOver }: Decision,
  now: Instant,
): Promise<void> => {
  for (const { entryId, why } of passedOver)
    await trx
      .insertInto('waiting_decisions')
      .values({ practice_id, place_id: id, entry_id: entryId, reason: why, at: now })
      .onConflict(conflict =>
        conflict.columns(['practice_id', 'place_id', 'entry_id']).doUpdateSet({ reason: why, at: now }),
      )
      .execute()
}

/** What a new morning changes. */
const PASSING: readonly PassedOver[] = ['asked_today', 'outside_hours', 'too_near']
const MORNING = '08:00'

/** When it is worth thinking about again: somebody's hours begin, or the day is over in which they were asked. */
const againAt = (
  { candidates, zone }: Question,
  { passedOver }: Decision,
  place: FreedPlaceRow,
  now: Instant,
): Instant | null => {
  if (!passedOver.some(({ why }) => PASSING.includes(why))) return null
  const morning = instantAt(addDays(localDate(now, zone), 1), MORNING, zone)
  const hours = candidates.flatMap(({ reach }) => (reach.by === 'later' ? [reach.at] : []))
  const next = [morning, ...hours].sort()[0]!
  return next < place.from_at ? next : null
}
