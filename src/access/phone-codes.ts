import type { Db, Trx } from '../db/database.ts'
import type { PhoneCodeRow } from '../db/tables/booking.ts'
import { newId } from '../ids.ts'
import { type Secrets, sameText } from '../secrets.ts'
import type { EpochMs, Id, Instant } from '../terms.ts'
import { addMinutes, toEpochMs, toInstant } from '../time.ts'
import { CODE_CAPS_MS, type CodeRefusal, refusedCode } from './code-caps.ts'

export const CODE_MINUTES = 10
const TRIES = 5
const CODES = 1_000_000

/** What is to be proved, and from which network it is asked (see `network-address.ts`). */
type Wanted = { practiceId: Id; phone: string; network: string }

/**
 * The six digits of a code: made from its id, so that a text tried again says the same, and written down nowhere. Without
 * the key nobody can make them.
 */
export const digitsOf = (secrets: Secrets, id: Id): string => {
  const hash = Buffer.from(secrets.keyedHash('phone-code', id), 'base64url')
  return String(hash.readUIntBE(0, 6) % CODES).padStart(6, '0')
}

/** Bound to practice and number: the code of one proves nothing to another. */
const hashOf = (secrets: Secrets, of: { practiceId: Id; phone: string }, digits: string): string =>
  secrets.keyedHash('phone-code-hash', JSON.stringify([of.practiceId, of.phone, digits]))

/** Makes a code for a number, unless too many were asked for. Whoever calls it queues the text. */
export const makeCode = async (
  trx: Trx,
  secrets: Secrets,
  wanted: Wanted,
  now: Instant,
): Promise<{ made: true; id: Id; expiresAt: Instant } | ({ made: false } & CodeRefusal)> => {
  const phoneHash = secrets.keyedHash('phone-code-number', wanted.phone)
  const networkHash = secrets.keyedHash('phone-code-network', wanted.network)
  const refusal = refusedCode(
    await countAsked(trx, wanted.practiceId, phoneHash, networkHash, now),
    toEpochMs(now),
  )
  if (refusal) return { made: false, ...refusal }
  const id = newId()
  const expiresAt = addMinutes(now, CODE_MINUTES)
  await trx
    .insertInto('phone_codes')
    .values({
      id,
      practice_id: wanted.practiceId,
      phone_hash: phoneHash,
      network_hash: networkHash,
      code_hash: hashOf(secrets, wanted, digitsOf(secrets, id)),
      tries: 0,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  return { made: true, id, expiresAt }
}

/** A number is texted no more often for being asked for at several practices; nor is a network. */
const countAsked = async (trx: Trx, practiceId: Id, phoneHash: string, networkHash: string, now: Instant) => {
  const rows = await trx
    .selectFrom('phone_codes')
    .select(['practice_id', 'phone_hash', 'network_hash', 'created_at'])
    .where('created_at', '>', toInstant(toEpochMs(now) - CODE_CAPS_MS))
    .where(eb =>
      eb.or([
        eb('practice_id', '=', practiceId),
        eb('phone_hash', '=', phoneHash),
        eb('network_hash', '=', networkHash),
      ]),
    )
    .execute()
  return {
    number: rows.filter(row => row.phone_hash === phoneHash).map((row): EpochMs => toEpochMs(row.created_at)),
    network: rows.filter(row => row.network_hash === networkHash).length,
    practice: rows.filter(row => row.practice_id === practiceId).length,
  }
}

/** `left`: how many more tries. `over`: expired, used, tried too often, or never made for this. */
export type CodeCheck =
  | { proved: true }
  | { proved: false; why: 'wrong'; left: number }
  | { proved: false; why: 'over' }

/** Whether somebody holds the phone: the code counts once, within its time, after four wrong ones at most. */
export const checkCode = async (
  trx: Trx,
  secrets: Secrets,
  of: { practiceId: Id; phone: string; id: Id },
  digits: string,
  now: Instant,
): Promise<CodeCheck> => {
  const row = await findCode(trx, of.practiceId, of.id)
  if (!row || !isLiving(row, now) || row.tries >= TRIES) return { proved: false, why: 'over' }
  if (sameText(row.code_hash, hashOf(secrets, of, digits))) {
    await change(trx, row, { used_at: now })
    return { proved: true }
  }
  await change(trx, row, { tries: row.tries + 1 })
  const left = TRIES - row.tries - 1
  return left === 0 ? { proved: false, why: 'over' } : { proved: false, why: 'wrong', left }
}

/** The code behind an id, whatever became of it. */
export const findCode = async (trx: Trx, practiceId: Id, id: Id): Promise<PhoneCodeRow | undefined> =>
  await trx
    .selectFrom('phone_codes')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()

export const isLiving = (row: PhoneCodeRow, now: Instant): boolean =>
  row.used_at === null && now < row.expires_at

const change = async (trx: Trx, { practice_id, id }: PhoneCodeRow, columns: Partial<PhoneCodeRow>) => {
  await trx
    .updateTable('phone_codes')
    .set(columns)
    .where('practice_id', '=', practice_id)
    .where('id', '=', id)
    .execute()
}

/** What no cap counts any more is forgotten. */
export const forgetCodes = async (db: Db, now: Instant): Promise<void> => {
  await db
    .deleteFrom('phone_codes')
    .where('created_at', '<=', toInstant(toEpochMs(now) - CODE_CAPS_MS))
    .execute()
}
