import type { Member } from '../access/member.ts'
import { listMembers } from '../access/memberships.ts'
import type { Db } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'

export type ShownClinician = { id: Id; name: string; firstName: string; profession: string | null }

/** Whose days a member may see: everybody's, for a substitute those of the ones replaced. */
export const listVisibleClinicians = async (db: Db, member: Member): Promise<ShownClinician[]> =>
  (await listMembers(db, member.practiceId))
    .filter(({ role, userId }) =>
      member.role === 'substitute'
        ? member.replaces.some(replaced => replaced.userId === userId)
        : role === 'owner' || role === 'clinician',
    )
    .map(({ userId: id, firstName, lastName, profession }) => ({
      id,
      name: `${firstName} ${lastName}`,
      firstName,
      profession,
    }))

/** The one named; else oneself, else the first. @throws NotFound for somebody whose days are not theirs to see */
export const clinicianNamed = (
  clinicians: readonly ShownClinician[],
  member: Member,
  named: Id | null,
): ShownClinician => {
  const chosen = named
    ? clinicians.find(({ id }) => id === named)
    : (clinicians.find(({ id }) => id === member.userId) ?? clinicians[0])
  if (!chosen) throw new NotFound()
  return chosen
}
