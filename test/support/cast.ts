import { openSession, SESSION_COOKIE } from '../../src/access/sessions.ts'
import type { Db } from '../../src/db/database.ts'
import type { House } from '../../src/house.ts'
import type { Id } from '../../src/terms.ts'
import { carer, member, patient, practice } from './people.ts'

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
