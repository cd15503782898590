import type { Contact } from '../../cadre/contacts.ts'
import { currentCadre } from '../../cadre/queries.ts'
import type { Trx } from '../../db/database.ts'
import type { AppointmentRow } from '../../db/tables/agenda.ts'
import type { FreedPlaceRow, WaitingEntryRow, WaitingOfferRow } from '../../db/tables/waiting.ts'
import type { Id, Instant, LocalDate, Zone } from '../../terms.ts'
import { clockTime, localDate, minutesToMs, toEpochMs, toInstant } from '../../time.ts'
import { absenceOf } from '../absences.ts'
import { appointmentContacts, whenToSend } from '../appointment-contacts.ts'
import { isAhead } from '../appointment-status.ts'
import { followAppointment } from '../follow-appointment.ts'
import { getKind } from '../kinds.ts'
import { listUpcoming } from '../queries.ts'
import { startOf } from '../reminder-time.ts'
import { isInWindows } from '../series-obstacles.ts'
import type { Span } from '../spans.ts'
import { listOfferedOn, listOffersOf } from './offers.ts'
import { roomFor } from './room.ts'
import type { Candidate, Question, Reach } from './whom-to-offer.ts'

/** Everything that is to be known to offer a freed place to one of those who wait. */
export const loadQuestion = async (
  trx: Trx,
  place: FreedPlaceRow,
  entries: readonly WaitingEntryRow[],
  zone: Zone,
  now: Instant,
): Promise<Question> => {
  const today = await listOfferedOn(trx, place.practice_id, localDate(now, zone))
  const before = await listOffersOf(
    trx,
    place.practice_id,
    entries.map(({ id }) => id),
  )
  const candidates: Candidate[] = []
  for (const entry of entries)
    candidates.push(await candidateOf(trx, { place, entry, today, before, zone }, now))
  return { candidates, phonesToday: today.flatMap(({ to_phone }) => to_phone ?? []), zone, now }
}

type About = {
  place: FreedPlaceRow
  entry: WaitingEntryRow
  today: readonly WaitingOfferRow[]
  before: readonly WaitingOfferRow[]
  zone: Zone
}

const candidateOf = async (
  trx: Trx,
  { place, entry, today, before, zone }: About,
  now: Instant,
): Promise<Candidate> => {
  const { practice_id, patient_id } = entry
  const where = { entry, clinicianId: place.clinician_id, on: place.on }
  const { slots, minutes } = await roomFor(trx, where, now)
  const inPlace = (at: number) => toEpochMs(place.from_at) <= at && at < toEpochMs(place.to_at)
  const replaced = await replacedBy(trx, entry)
  const asked = before.filter(
    offer => offer.patient_id === patient_id && offer.clinician_id === place.clinician_id,
  )
  return {
    entryId: entry.id,
    patientId: patient_id,
    since: entry.created_at,
    wish: {
      weekdays: entry.weekdays.split(',').map(Number),
      from: entry.from_time,
      to: entry.to_time,
      untilOn: entry.until_on,
    },
    beginnings: slots.map(({ from }) => from).filter(inPlace),
    minutes,
    earlierThan: replaced && startOf(replaced, zone),
    absent: (await absenceOf(trx, practice_id, patient_id, place.on)) !== undefined,
    agreesWith: await cadreOf(trx, entry, zone),
    own: await ownTimes(trx, entry, place.on),
    reach: await reachOf(trx, entry, zone, now),
    askedAbout: asked.map(({ starts_at }) => starts_at),
    askedToday: today.some(offer => offer.patient_id === patient_id),
  }
}

/** The appointment that would be moved forward, as long as it stands. */
export const replacedBy = async (
  trx: Trx,
  { practice_id, appointment_id }: Pick<WaitingEntryRow, 'practice_id' | 'appointment_id'>,
): Promise<AppointmentRow | null> => {
  if (appointment_id === null) return null
  const stands = await followAppointment(trx, practice_id, appointment_id)
  return isAhead(stands.status) ? stands : null
}

/** At home the windows of the cadre hold; at the practice the wish says everything. */
const cadreOf = async (
  trx: Trx,
  { practice_id, patient_id, kind_id }: WaitingEntryRow,
  zone: Zone,
): Promise<Candidate['agreesWith']> => {
  const { place } = await getKind(trx, practice_id, kind_id)
  if (place === 'practice') return () => true
  const { windows } = (await currentCadre(trx, practice_id, patient_id)).terms
  return at => isInWindows(windows, localDate(toInstant(at), zone), clockTime(at, zone), clockTime(at, zone))
}

const ownTimes = async (
  trx: Trx,
  { practice_id, patient_id, appointment_id }: WaitingEntryRow,
  on: LocalDate,
): Promise<Span[]> =>
  (await listUpcoming(trx, practice_id, patient_id, on))
    .filter(row => row.on === on && row.id !== appointment_id && row.agreed_at !== null)
    .map(row => {
      const from = toEpochMs(row.agreed_at!)
      return { from, to: from + minutesToMs(row.duration_minutes) }
    })

/** One person is asked: the first of the cadre who can be texted, else the first who can be called. */
const reachOf = async (
  trx: Trx,
  { practice_id, patient_id }: { practice_id: Id; patient_id: Id },
  zone: Zone,
  now: Instant,
): Promise<Reach> => {
  const contacts = await appointmentContacts(trx, practice_id, patient_id)
  const text = contacts.find(contact => contact.channel === 'sms')
  if (text) return textTo(text, zone, now)
  const call = contacts.find(contact => contact.phone !== null)
  return call ? { by: 'call', carerId: call.carerId } : { by: 'nobody' }
}

const textTo = (contact: Contact & { channel: 'sms' }, zone: Zone, now: Instant): Reach => {
  const when = whenToSend(contact, { dueAt: now, usefulUntilAt: '9999-01-01T00:00:00.000Z' }, zone, now)
  if (when.send === 'later') return { by: 'later', at: toInstant(when.at) }
  return when.send === 'now'
    ? { by: 'sms', carerId: contact.carerId, phone: contact.phone }
    : { by: 'nobody' }
}
