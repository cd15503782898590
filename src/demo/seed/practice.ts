import type { Trx } from '../../db/database.ts'
import type { MembershipRow } from '../../db/tables/access.ts'
import { newId } from '../../ids.ts'
import type { Id, Instant, LocalDate } from '../../terms.ts'
import { addDays } from '../../time.ts'

/** The persons whom a visitor may become. */
export type SeedPerson = 'camille' | 'bastien' | 'helene' | 'ines' | 'remi'

export const ZONE = 'Europe/Paris'

/** In the place Ducale of Charleville-Mézières; the number is in a range kept for fiction. */
const PRACTICE = {
  name: 'Cabinet de la Halle',
  phone: '+33353010042',
  zone: ZONE,
  lat: 49.7733,
  lon: 4.7206,
  leg_minutes: 8,
  tolerance_minutes: 15,
  undo_seconds: 180,
  secretary_reads_clinical: 0,
  messages_per_person_day: 6,
  messages_per_hour: 120,
}

export type SeededPractice = { practiceId: Id; members: Record<SeedPerson, Id> }

export const insertPractice = async (trx: Trx, today: LocalDate, now: Instant): Promise<SeededPractice> => {
  const practiceId = newId()
  await trx
    .insertInto('practices')
    .values({ id: practiceId, ...PRACTICE, created_at: now })
    .execute()
  const join = (first: string, last: string, facts: Partial<MembershipRow>) =>
    insertMember(trx, practiceId, { first, last }, facts, now)
  const camille = await join('Camille', 'Vasseur', { role: 'owner', profession: 'infirmière' })
  const bastien = await join('Bastien', 'Roche', { role: 'clinician', profession: 'kinésithérapeute' })
  const helene = await join('Hélène', 'Marchand', { role: 'clinician', profession: 'médecin généraliste' })
  const ines = await join('Inès', 'Belkacem', { role: 'secretary', profession: 'secrétaire' })
  const remi = await join('Rémi', 'Lacroix', {
    role: 'substitute',
    profession: 'infirmier remplaçant',
    from_on: addDays(today, -2),
    to_on: addDays(today, 4),
    replaces_user_id: camille,
  })
  return { practiceId, members: { camille, bastien, helene, ines, remi } }
}

/** Nobody here has a password: in the demo one chooses a person. */
const insertMember = async (
  trx: Trx,
  practiceId: Id,
  { first, last }: { first: string; last: string },
  facts: Partial<MembershipRow>,
  now: Instant,
): Promise<Id> => {
  const userId = newId()
  await trx
    .insertInto('users')
    .values({
      id: userId,
      email: `${first
        .normalize('NFD')
        .replaceAll(/\P{ASCII}/gu, '')
        .toLowerCase()}@cabinet-de-la-halle.example`,
      first_name: first,
      last_name: last,
      password_hash: null,
      totp_secret: null,
      totp_confirmed_at: null,
      totp_last_step: null,
      created_at: now,
    })
    .execute()
  await trx
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
      created_at: now,
      ...facts,
    })
    .execute()
  return userId
}
