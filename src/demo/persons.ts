import type { Db } from '../db/database.ts'
import type { Id, Role } from '../terms.ts'

/** Somebody whom a visitor may become: a member of a practice. */
export type Person = {
  membershipId: Id
  userId: Id
  practiceId: Id
  firstName: string
  lastName: string
  role: Role
  profession: string | null
}

/** In the order in which they joined. */
export const listPersons = async (db: Db): Promise<Person[]> =>
  await db
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select([
      'm.id as membershipId',
      'm.user_id as userId',
      'm.practice_id as practiceId',
      'u.first_name as firstName',
      'u.last_name as lastName',
      'm.role',
      'm.profession',
    ])
    .where('m.ended_at', 'is', null)
    .orderBy('m.id')
    .execute()

/** What one sees as this person, in a few words. */
export const sightOf = ({ role, profession }: Pick<Person, 'role' | 'profession'>): string => {
  if (role === 'secretary') return 'Les rendez-vous et les appels à passer, rien de médical'
  if (role === 'substitute') return 'Les seules tournées que Camille lui confie cette semaine'
  if (profession?.startsWith('infirmi')) return 'Sa tournée à domicile, déjà en retard'
  return profession?.startsWith('kiné')
    ? 'Ses séances, au cabinet et à domicile'
    : 'Ses consultations du jour'
}
