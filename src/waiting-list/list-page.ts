import type { Member } from '../access/member.ts'
import { listKinds } from '../agenda/kinds.ts'
import { listWaiting } from '../agenda/waiting/entries.ts'
import { decide } from '../agenda/waiting/look-at-places.ts'
import { listLivingOffers, listOffersOf } from '../agenda/waiting/offers.ts'
import { listPlacesAhead } from '../agenda/waiting/places.ts'
import { offersByItself } from '../agenda/waiting/settings.ts'
import { OFFER_STATUS, PASSED_OVER, wishWords } from '../agenda/waiting/words.ts'
import type { Trx } from '../db/database.ts'
import type { FreedPlaceRow, WaitingEntryRow, WaitingOfferRow } from '../db/tables/waiting.ts'
import { type French, frenchIn } from '../http/french.ts'
import { patientName } from '../patients/names.ts'
import { getPatient } from '../patients/queries.ts'
import type { Id, Instant } from '../terms.ts'
import { clinicianNames } from './names.ts'

/** Everything on the page *Liste d’attente*: who waits for what, the places that are free, and why not yet. */
export const listPage = async (trx: Trx, member: Member, now: Instant) => {
  const f = frenchIn(member.zone)
  const { practiceId } = member
  const entries = await listWaiting(trx, practiceId)
  const whom = await namesOf(trx, practiceId, entries)
  const offers = await listOffersOf(
    trx,
    practiceId,
    entries.map(({ id }) => id),
  )
  const clinicians = await clinicianNames(trx, practiceId)
  const kinds = new Map((await listKinds(trx, practiceId)).map(kind => [kind.id, kind.name]))
  const living = await listLivingOffers(trx, practiceId)
  const places = await listPlacesAhead(trx, practiceId, now)
  const placeLines = []
  for (const place of places)
    placeLines.push(await placeLine(trx, member, { place, whom, living, clinicians, f }, now))
  return {
    automatic: await offersByItself(trx, practiceId),
    owner: member.role === 'owner',
    patientIds: entries.map(({ patient_id }) => patient_id),
    places: placeLines,
    entries: entries.map(entry => ({
      id: entry.id,
      version: entry.version,
      patientId: entry.patient_id,
      name: whom.get(entry.id)!,
      what: kinds.get(entry.kind_id) ?? 'Type archivé',
      with: entry.clinician_id === null ? '' : (clinicians.get(entry.clinician_id) ?? ''),
      since: f.moment(entry.created_at),
      wish: wishWords(entry, f),
      sooner: entry.appointment_id,
      last: lastWords(
        offers.filter(({ entry_id }) => entry_id === entry.id),
        f,
      ),
    })),
  }
}

const namesOf = async (
  trx: Trx,
  practiceId: Id,
  entries: readonly WaitingEntryRow[],
): Promise<Map<Id, string>> => {
  const names = new Map<Id, string>()
  for (const { id, patient_id } of entries)
    names.set(id, patientName(await getPatient(trx, practiceId, patient_id)))
  return names
}

/** « mardi 24 novembre à 10 h, en attente de réponse jusqu’à 14 h » */
const lastWords = (offers: readonly WaitingOfferRow[], f: French): string => {
  const last = offers.at(-1)
  if (!last) return ''
  const until = last.status === 'offered' ? ` jusqu’à ${f.time(last.deadline_at)}` : ''
  return `${f.day(last.on)} à ${f.time(last.starts_at)}, ${OFFER_STATUS[last.status]}${until}`
}

type PlaceFacts = {
  place: FreedPlaceRow
  whom: Map<Id, string>
  living: readonly WaitingOfferRow[]
  clinicians: Map<Id, string>
  f: French
}

const placeLine = async (
  trx: Trx,
  { zone }: Member,
  { place, whom, living, clinicians, f }: PlaceFacts,
  now: Instant,
) => {
  const offer = living.find(({ place_id }) => place_id === place.id)
  const { decision } = await decide(trx, place, zone, now)
  return {
    id: place.id,
    when: `${f.capital(f.day(place.on))} à ${f.time(place.from_at)}`,
    with: clinicians.get(place.clinician_id) ?? '',
    offered: offer && {
      id: offer.id,
      words: `Proposée à ${whom.get(offer.entry_id) ?? ''}, réponse attendue avant ${f.time(offer.deadline_at)}`,
    },
    next: offer
      ? null
      : decision.offer && { id: decision.offer.entryId, name: whom.get(decision.offer.entryId) },
    why: offer
      ? []
      : decision.passedOver.map(({ entryId, why }) => `${whom.get(entryId)}\u00a0: ${PASSED_OVER[why]}`),
  }
}
