import type { Db } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import type { Member } from './member.ts'
import { listMembers } from './memberships.ts'

export type Clinician = { id: Id; name: string; profession: string | null }

/** Those who have rounds of their own: a substitute takes over the round of the one replaced. */
export const listClinicians = async (db: Db, practiceId: Id): Promise<Clinician[]> =>
  (await listMembers(db, practiceId))
    .filter(({ role }) => role === 'owner' || role === 'clinician')
    .map(({ userId, firstName, lastName, profession }) => ({
      id: userId,
      name: `${firstName} ${lastName}`,
      profession,
    }))

/** The one named, else oneself, else the first: a secretary has no round. @throws NotFound */
export const chooseClinician = (clinicians: Clinician[], member: Member, named: unknown): Clinician => {
  const chosen = named
    ? clinicians.find(({ id }) => id === named)
    : (clinicians.find(({ id }) => id === member.userId) ?? clinicians[0])
  if (!chosen) throw new NotFound()
  return chosen
}
