import { linkEnd } from '../access/link-end.ts'
import { mintLink } from '../access/links.ts'
import type { NewAppointment } from '../agenda/appointment.ts'
import type { Kind } from '../agenda/kinds.ts'
import { getAppointment, listUpcoming } from '../agenda/queries.ts'
import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { Conflict } from '../http/refusals.ts'
import { openTask } from '../messages/tasks.ts'
import { createFirstFile, findKnown, type Known, listPatientIdsOf } from '../patients/known-by-phone.ts'
import type { Person } from '../patients/same-person.ts'
import { bookInRound } from '../planning/place.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate, toEpochMs } from '../time.ts'
import { listFreeTimes } from './free-times.ts'
import { isForNewPeople } from './offered.ts'
import type { BookingSettings } from './settings.ts'

export type Wish = {
  practice: PracticeRow
  settings: BookingSettings
  kind: Kind
  clinicianId: Id
  at: Instant
  phone: string
  person: Person
}

/** `unknown`: it is for people whom the practice knows. `too_many`: as many ahead as one may take oneself. */
export type Booked =
  | { booked: true; patientId: Id; token: string }
  | { booked: false; why: 'taken' | 'unknown' | 'too_many' }

/**
 * Books what a patient chose, all in one transaction: whom it is for, how many they have, whether the time is still free
 * with everything that counts, and the place. The same wish twice is one appointment.
 */
export const bookWish = async (trx: Trx, secrets: Secrets, wish: Wish, now: Instant): Promise<Booked> => {
  const { practice, settings, kind, phone, person } = wish
  const known = await findKnown(trx, practice.id, phone, person)
  if (!known && !isForNewPeople(kind, settings)) return { booked: false, why: 'unknown' }
  const ahead = await listAhead(trx, wish, now)
  const same = ahead.find(row => row.patient_id === known?.patientId && isSame(row, wish))
  if (known && same) return await asBooked(trx, secrets, known, same, practice, now)
  if (isTooMany(ahead, known, settings.most_upcoming) || (!known && (await isCrowd(trx, wish))))
    return { booked: false, why: 'too_many' }
  if (!(await isFree(trx, wish, known, now))) return { booked: false, why: 'taken' }
  const holder = known ?? (await openFile(trx, secrets, wish, now))
  const booking = await bookInRound(
    trx,
    appointmentOf(wish, holder.patientId),
    {
      now,
      today: localDate(now, practice.zone),
      by: holder.carerId === null ? { kind: 'patient' } : { kind: 'carer', carerId: holder.carerId },
    },
    { overlap: false, tell: true, atWish: true },
  )
  // A new file must not stay without its appointment.
  if (!booking.booked) throw new Conflict('Ce moment vient d’être pris. Choisissez-en un autre.')
  const row = await getAppointment(trx, practice.id, booking.id)
  return await asBooked(trx, secrets, holder, row, practice, now)
}

const isSame = (row: AppointmentRow, { at, clinicianId, kind }: Wish): boolean =>
  row.agreed_at === at && row.clinician_id === clinicianId && row.kind_id === kind.id

/** What the people of this phone took themselves and still have before them. */
const listAhead = async (trx: Trx, { practice, phone }: Wish, now: Instant): Promise<AppointmentRow[]> => {
  const today = localDate(now, practice.zone)
  const ahead: AppointmentRow[] = []
  for (const patientId of await listPatientIdsOf(trx, practice.id, phone))
    ahead.push(...(await listUpcoming(trx, practice.id, patientId, today)))
  return ahead.filter(row => row.booked_by === 'patient' && (row.agreed_at ?? '') > now)
}

/** One phone may speak for some people of a family, not for a crowd. */
const PEOPLE_PER_PHONE = 3

const isTooMany = (ahead: AppointmentRow[], known: Known | undefined, most: number): boolean =>
  ahead.length >= most * PEOPLE_PER_PHONE ||
  ahead.filter(row => row.patient_id === known?.patientId).length >= most

/** More files of one phone than a family has: the next one is opened by a person. */
const FILES_PER_PHONE = 6

const isCrowd = async (trx: Trx, { practice, phone }: Wish): Promise<boolean> =>
  (await listPatientIdsOf(trx, practice.id, phone)).length >= FILES_PER_PHONE

const isFree = async (trx: Trx, wish: Wish, known: Known | undefined, now: Instant): Promise<boolean> => {
  const { practice, settings, kind, clinicianId, at } = wish
  const on = localDate(at, practice.zone)
  const times = await listFreeTimes(
    trx,
    {
      practiceId: practice.id,
      zone: practice.zone,
      settings,
      kind,
      clinicianIds: [clinicianId],
      patientId: known?.patientId,
      from: on,
      to: on,
    },
    now,
  )
  return times.some(({ from }) => from === toEpochMs(at))
}

const openFile = async (
  trx: Trx,
  secrets: Secrets,
  { practice, person, phone }: Wish,
  now: Instant,
): Promise<Known> => {
  const patientId = await createFirstFile(trx, secrets, practice.id, { person, phone }, now)
  const task = {
    practiceId: practice.id,
    kind: 'alert',
    patientId,
    carerId: null,
    clinicianId: null,
    stopId: null,
    key: `identity:${patientId}`,
    reason: 'identity_check',
    facts: { phone },
    clinical: false,
    dueAt: null,
  } as const
  await openTask(trx, task, now)
  return { patientId, carerId: null }
}

const appointmentOf = ({ practice, kind, clinicianId, at }: Wish, patientId: Id): NewAppointment => ({
  practiceId: practice.id,
  patientId,
  clinicianId,
  on: localDate(at, practice.zone),
  kind: kind.category,
  care: '',
  place: kind.place,
  durationMinutes: kind.durationMinutes,
  agreedAt: at,
  window: null,
  notBeforeAt: null,
  hardBeforeAt: null,
  toleranceMinutes: null,
  ofKind: { id: kind.id, capacity: kind.capacity, grouped: kind.grouped },
})

const asBooked = async (
  trx: Trx,
  secrets: Secrets,
  { patientId, carerId }: Known,
  { id: refId, on, agreed_at: agreedAt }: AppointmentRow,
  { id: practiceId, zone }: PracticeRow,
  now: Instant,
): Promise<Booked> => {
  const expiresAt = linkEnd({ on, zone, agreedAt, estimateAt: null })
  const subject = { practiceId, patientId, carerId, purpose: 'appointment', refId, expiresAt } as const
  const { token } = await mintLink(trx, secrets, subject, now)
  return { booked: true, patientId, token }
}
