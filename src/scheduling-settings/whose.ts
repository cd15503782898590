import { type Clinician, listClinicians } from '../access/clinicians.ts'
import type { Member } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import { Forbidden, NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'

/** Owners and secretaries look after everybody’s time and what is the whole practice’s (null); a clinician after theirs. */
export const mayEdit = (member: Member, clinicianId: Id | null): boolean =>
  member.role === 'owner' || member.role === 'secretary' || clinicianId === member.userId

/** @throws Forbidden */
export const refuseOthers = (member: Member, clinicianId: Id | null): void => {
  if (!mayEdit(member, clinicianId))
    throw new Forbidden('Seule cette personne, une secrétaire ou un titulaire peut le changer.')
}

/** The clinician of a form or an address, who is one of the practice. @throws NotFound */
export const getClinician = async (db: Db, { practiceId }: Member, id: unknown): Promise<Clinician> => {
  const found = (await listClinicians(db, practiceId)).find(clinician => clinician.id === id)
  if (!found) throw new NotFound()
  return found
}

export const hoursPath = (clinicianId: Id, saved?: 'saved'): string =>
  `/practice/hours?clinician=${clinicianId}${saved ? '&saved=1' : ''}`
