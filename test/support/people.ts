import type { Db } from '../../src/db/database.ts'
import type { MembershipRow, PracticeRow } from '../../src/db/tables/access.ts'
import type { PatientRow } from '../../src/db/tables/patients.ts'
import { newId } from '../../src/ids.ts'
import type { Id, Instant } from '../../src/terms.ts'

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
    holiday_region: null,
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
