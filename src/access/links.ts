import type { Db, Trx } from '../db/database.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'

/** 16 base64url characters: 96 bits, short enough for a text of one segment. */
const TOKEN_LENGTH = 16

export type LinkSubject = {
  practiceId: Id
  patientId: Id
  /** The carer who is to hold the link; empty for the patient. */
  carerId: Id | null
  purpose: PatientLinkRow['purpose']
  /** The stop or the appointment it is about. */
  refId: Id
  expiresAt: Instant
}

const tokenOf = (secrets: Secrets, id: Id): string =>
  secrets.keyedHash('patient-link', id).slice(0, TOKEN_LENGTH)

const hashOf = (secrets: Secrets, token: string): string => secrets.keyedHash('patient-link-hash', token)

/**
 * The link of one person to one stop: made once, the same again afterwards, so that a text sent again has the same
 * body. A later `expiresAt` prolongs it, an earlier one does not shorten it. One that was ended is not revived.
 */
export const mintLink = async (
  trx: Trx,
  secrets: Secrets,
  subject: LinkSubject,
  now: Instant,
): Promise<{ id: Id; token: string }> => {
  const living = await findLiving(trx, subject)
  if (!living) return await insertLink(trx, secrets, subject, now)
  if (living.expires_at < subject.expiresAt)
    await trx
      .updateTable('patient_links')
      .set({ expires_at: subject.expiresAt })
      .where('id', '=', living.id)
      .execute()
  return { id: living.id, token: tokenOf(secrets, living.id) }
}

const findLiving = async (trx: Trx, { practiceId, patientId, carerId, purpose, refId }: LinkSubject) =>
  await trx
    .selectFrom('patient_links')
    .select(['id', 'expires_at'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('carer_id', carerId === null ? 'is' : '=', carerId)
    .where('purpose', '=', purpose)
    .where('ref_id', '=', refId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

const insertLink = async (trx: Trx, secrets: Secrets, subject: LinkSubject, now: Instant) => {
  const id = newId()
  const token = tokenOf(secrets, id)
  await trx
    .insertInto('patient_links')
    .values({
      id,
      practice_id: subject.practiceId,
      patient_id: subject.patientId,
      carer_id: subject.carerId,
      purpose: subject.purpose,
      ref_id: subject.refId,
      token_hash: hashOf(secrets, token),
      created_at: now,
      expires_at: subject.expiresAt,
      ended_at: null,
    })
    .execute()
  return { id, token }
}

/** What a link is about takes place later: it leads there until then. One that was ended is not revived. */
export const prolongLinks = async (
  trx: Trx,
  { practiceId, refId, expiresAt }: { practiceId: Id; refId: Id; expiresAt: Instant },
): Promise<void> => {
  await trx
    .updateTable('patient_links')
    .set({ expires_at: expiresAt })
    .where('practice_id', '=', practiceId)
    .where('ref_id', '=', refId)
    .where('ended_at', 'is', null)
    .where('expires_at', '<', expiresAt)
    .execute()
}

/** The link behind a token, unless it has expired or was ended. */
export const findLink = async (
  db: Db | Trx,
  secrets: Secrets,
  token: string,
  now: Instant,
): Promise<PatientLinkRow | undefined> => {
  if (token.length !== TOKEN_LENGTH) return undefined
  return await db
    .selectFrom('patient_links')
    .selectAll()
    .where('token_hash', '=', hashOf(secrets, token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** The living links of one person of one purpose, each with its token: made again from its id, kept nowhere. */
export const listLinks = async (
  db: Db | Trx,
  secrets: Secrets,
  { practiceId, patientId, carerId, purpose }: Omit<LinkSubject, 'refId' | 'expiresAt'>,
  now: Instant,
): Promise<{ refId: Id; token: string }[]> => {
  const rows = await db
    .selectFrom('patient_links')
    .select(['id', 'ref_id'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('carer_id', carerId === null ? 'is' : '=', carerId)
    .where('purpose', '=', purpose)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute()
  return rows.map(({ id, ref_id }) => ({ refId: ref_id, token: tokenOf(secrets, id) }))
}

/**
 * Ends the links of a practice, of one patient (carers included, unless `carerId` names one, or nobody but the patient
 * by null) or about one stop, and says how many.
 */
export const endLinks = async (
  trx: Trx,
  which: { practiceId: Id; patientId?: Id; carerId?: Id | null; refId?: Id },
  now: Instant,
): Promise<number> => {
  const ended = await trx
    .updateTable('patient_links')
    .set({ ended_at: now })
    .where('practice_id', '=', which.practiceId)
    .where('ended_at', 'is', null)
    .$if(which.patientId !== undefined, query => query.where('patient_id', '=', which.patientId!))
    .$if(which.carerId !== undefined, query =>
      query.where('carer_id', which.carerId === null ? 'is' : '=', which.carerId!),
    )
    .$if(which.refId !== undefined, query => query.where('ref_id', '=', which.refId!))
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}
