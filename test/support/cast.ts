import { openSession, SESSION_COOKIE } from '../../src/access/sessions.ts'
import type { Db } from '../../src/db/database.ts'
import type { MembershipRow, PracticeRow } from '../../src/db/tables/access.ts'
import type { AppointmentRow } from '../../src/db/tables/agenda.ts'
import type { PatientRow } from '../../src/db/tables/patients.ts'
import type { House } from '../../src/house.ts'
import { newId } from '../../src/ids.ts'
import type { Id, Instant, LocalDate, LocalTime } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'

/** The day on which the cast lives, unless a test says otherwise. */
export const TODAY: LocalDate = '2026-11-25'
const CREATED: Instant = '2026-11-01T08:00:00.000Z'

export const practice = async (db: Db, facts: Partial<PracticeRow> = {}): Promise<PracticeRow> => {
  const row: PracticeRow = {
    id: newId(),
    name: 'Cabinet de la Halle',
    phone: '+33261910042',
    zone: 'Europe/Paris',
    lat: null,
    lon: null,
    leg_minutes: 8,
    tolerance_minutes: 15,
    undo_seconds: 180,
    secretary_reads_clinical: 0,
    messages_per_person_day: 6,
    messages_per_hour: 120,
    sms_sender: null,
    sms_signature: null,
    message_text_days: null,
    created_at: CREATED,
    ...facts,
  }
  await db.insertInto('practices').values(row).execute()
  return row
}

/** A user and their membership. Nobody here has a password: sign-in has tests of its own. */
export const member = async (
  db: Db,
  practiceId: Id,
  firstName: string,
  facts: Partial<MembershipRow> = {},
): Promise<Id> => {
  const userId = newId()
  await db
    .insertInto('users')
    .values({
      id: userId,
      email: `${firstName.normalize('NFD').replace(/\W/g, '').toLowerCase()}.${userId}@example.fr`,
      first_name: firstName,
      last_name: 'Vasseur',
      password_hash: null,
      totp_secret: null,
      totp_confirmed_at: null,
      totp_last_step: null,
      created_at: CREATED,
    })
    .execute()
  await db
    .insertInto('memberships')
    .values({
      id: newId(),
      practice_id: practiceId,
      user_id: userId,
      role: 'clinician',
      profession: null,
      from_on: null,
      to_on: null,
      replaces_user_id: null,
      ended_at: null,
      created_at: CREATED,
      ...facts,
    })
    .execute()
  return userId
}

type PatientFacts = Partial<PatientRow> & { phone?: string; landline?: string }

/** A patient with, if given, a mobile (`phone`, E.164) or a landline. */
export const patient = async (
  db: Db,
  practiceId: Id,
  { phone, landline, ...facts }: PatientFacts = {},
): Promise<Id> => {
  const row: PatientRow = {
    id: newId(),
    practice_id: practiceId,
    civility: 'Mme',
    first_name: 'Odette',
    last_name: 'Roussel',
    born_on: '1941-03-02',
    search_text: 'odette roussel',
    language: 'fr',
    address: '14, rue des Lavoirs',
    address_extra: '',
    postcode: '08000',
    city: 'Charleville-Mézières',
    lat: null,
    lon: null,
    home: '{}',
    needs: '[]',
    archived_at: null,
    archive_reason: null,
    version: 1,
    created_at: CREATED,
    updated_at: CREATED,
    ...facts,
  }
  await db.insertInto('patients').values(row).execute()
  const e164 = phone ?? landline
  if (e164)
    await db
      .insertInto('phones')
      .values({
        id: newId(),
        practice_id: practiceId,
        patient_id: row.id,
        carer_id: null,
        e164,
        sms_target: phone ? 1 : 0,
        status: 'ok',
        position: 1,
        created_at: CREATED,
      })
      .execute()
  return row.id
}

export const carer = async (
  db: Db,
  practiceId: Id,
  patientId: Id,
  name: string,
  phone?: string,
): Promise<Id> => {
  const id = newId()
  await db
    .insertInto('carers')
    .values({
      id,
      practice_id: practiceId,
      patient_id: patientId,
      name,
      relation: 'fils',
      role: 'carer',
      ended_at: null,
      created_at: CREATED,
    })
    .execute()
  if (phone)
    await db
      .insertInto('phones')
      .values({
        id: newId(),
        practice_id: practiceId,
        patient_id: patientId,
        carer_id: id,
        e164: phone,
        sms_target: 1,
        status: 'ok',
        position: 1,
        created_at: CREATED,
      })
      .execute()
  return id
}

type StopFacts = Partial<AppointmentRow> & {
  practiceId: Id
  clinicianId: Id
  patientId: Id
  /** The agreed time, local to `zone`. */
  at?: LocalTime
  window?: [LocalTime, LocalTime]
  hardBefore?: LocalTime
  minutes?: number
  zone?: string
}

/** An appointment placed last in its clinician's round of the day, which is made if need be. */
export const stop = async (
  db: Db,
  facts: StopFacts,
): Promise<{ stopId: Id; roundId: Id; appointmentId: Id }> => {
  const {
    practiceId,
    clinicianId,
    patientId,
    at,
    window,
    hardBefore,
    minutes = 15,
    zone = 'Europe/Paris',
    ...rest
  } = facts
  const on = rest.on ?? TODAY
  const appointmentId = newId()
  await db
    .insertInto('appointments')
    .values({
      id: appointmentId,
      practice_id: practiceId,
      patient_id: patientId,
      clinician_id: clinicianId,
      on,
      kind: 'visit',
      care: 'Pansement',
      place: 'home',
      agreed_at: at ? instantAt(on, at, zone) : null,
      window_from_at: window ? instantAt(on, window[0], zone) : null,
      window_to_at: window ? instantAt(on, window[1], zone) : null,
      not_before_at: null,
      hard_before_at: hardBefore ? instantAt(on, hardBefore, zone) : null,
      duration_minutes: minutes,
      tolerance_minutes: null,
      status: 'booked',
      version: 1,
      created_at: CREATED,
      ...rest,
    })
    .execute()
  const roundId = await roundOf(db, practiceId, clinicianId, on)
  const stopId = newId()
  const { count } = await db
    .selectFrom('stops')
    .select(db.fn.countAll<number>().as('count'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('stops')
    .values({
      id: stopId,
      practice_id: practiceId,
      round_id: roundId,
      appointment_id: appointmentId,
      position: Number(count) + 1,
      created_at: CREATED,
    })
    .execute()
  return { stopId, roundId, appointmentId }
}

export const roundOf = async (
  db: Db,
  practiceId: Id,
  clinicianId: Id,
  on: LocalDate = TODAY,
): Promise<Id> => {
  const found = await db
    .selectFrom('rounds')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('on', '=', on)
    .executeTakeFirst()
  if (found) return found.id
  const id = newId()
  await db
    .insertInto('rounds')
    .values({
      id,
      practice_id: practiceId,
      clinician_id: clinicianId,
      on,
      starts_at: null,
      created_at: CREATED,
    })
    .execute()
  return id
}

/** The cookie header of somebody signed in, in a practice. */
export const cookieOf = async (
  house: House,
  userId: Id,
  practiceId: Id | null,
): Promise<{ cookie: string }> => {
  const session = { userId, practiceId, userAgent: 'test' }
  const token = await openSession(house.db, house.secrets, session, house.clock.now())
  return { cookie: `${SESSION_COOKIE}=${token}` }
}

export type Cast = Awaited<ReturnType<typeof cast>>

/**
 * Camille (nurse, owner), Bastien (kiné, shares the practice), Inès (secretary), Rémi (substitutes Camille this week
 * only), Mme Roussel (patient) and Paul (her son, carer); in another practice Chloé, who must see nothing of it.
 */
export const cast = async (db: Db) => {
  const halle = await practice(db)
  const port = await practice(db, { name: 'Cabinet du Port' })
  const camille = await member(db, halle.id, 'Camille', { role: 'owner', profession: 'infirmière' })
  const bastien = await member(db, halle.id, 'Bastien', { profession: 'kinésithérapeute' })
  const ines = await member(db, halle.id, 'Inès', { role: 'secretary' })
  const substitute = {
    role: 'substitute',
    from_on: '2026-11-23',
    to_on: '2026-11-29',
    replaces_user_id: camille,
  } as const
  const remi = await member(db, halle.id, 'Rémi', substitute)
  const chloe = await member(db, port.id, 'Chloé', { role: 'owner' })
  const roussel = await patient(db, halle.id, { phone: '+33639980101' })
  const paul = await carer(db, halle.id, roussel, 'Paul Roussel', '+33639980102')
  return { halle, port, camille, bastien, ines, remi, chloe, roussel, paul }
}
