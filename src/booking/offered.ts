import { type Clinician, listClinicians } from '../access/clinicians.ts'
import { type Kind, listKinds } from '../agenda/kinds.ts'
import type { Db } from '../db/database.ts'
import type { Id } from '../terms.ts'

export type Offer = { kind: Kind; clinicians: Clinician[] }

/** The kinds that patients may take themselves, each with those who give them. */
export const listOffers = async (db: Db, practiceId: Id): Promise<Offer[]> => {
  const clinicians = await listClinicians(db, practiceId)
  return (await listKinds(db, practiceId))
    .filter(kind => kind.bookedBy !== 'nobody')
    .map(kind => ({
      kind,
      clinicians: clinicians.filter(({ id }) => kind.clinicianId === null || kind.clinicianId === id),
    }))
    .filter(offer => offer.clinicians.length > 0)
}

/** Whether it may be taken by somebody of whom there is no file yet. */
export const isForNewPeople = (
  kind: Pick<Kind, 'bookedBy' | 'place'>,
  { new_patients }: { new_patients: number },
): boolean => kind.bookedBy === 'anyone' && kind.place === 'practice' && new_patients === 1
