import type { Db, Trx } from '../db/database.ts'
import type { OneTimeLinkRow } from '../db/tables/access.ts'
import { newId } from '../ids.ts'
import { randomToken, type Secrets } from '../secrets.ts'
import type { Instant } from '../terms.ts'

type Purpose = OneTimeLinkRow['purpose']

/** What a link is for; what does not apply to its purpose is left out. */
export type NewOneTimeLink = Pick<OneTimeLinkRow, 'purpose' | 'expires_at'> & Partial<OneTimeLinkRow>

const hashOf = (secrets: Secrets, token: string): string => secrets.keyedHash('one-time-link', token)

/** Makes a link that works once and gives its token (192 bits), in clear for the only time. */
export const issueOneTimeLink = async (
  trx: Trx,
  secrets: Secrets,
  link: NewOneTimeLink,
  now: Instant,
): Promise<string> => {
  const token = randomToken(24)
  await trx
    .insertInto('one_time_links')
    .values({
      practice_id: null,
      user_id: null,
      email: null,
      role: null,
      profession: null,
      from_on: null,
      to_on: null,
      replaces_user_id: null,
      created_by: null,
      used_at: null,
      ...link,
      id: newId(),
      token_hash: hashOf(secrets, token),
      created_at: now,
    })
    .execute()
  return token
}

/** The link behind a token, unless it was used, revoked or has expired. */
export const findOneTimeLink = async (
  db: Db,
  secrets: Secrets,
  purposes: Purpose[],
  token: string,
  now: Instant,
): Promise<OneTimeLinkRow | undefined> =>
  await db
    .selectFrom('one_time_links')
    .selectAll()
    .where('token_hash', '=', hashOf(secrets, token))
    .where('purpose', 'in', purposes)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Uses a link up. False when somebody was faster. */
export const useOneTimeLink = async (trx: Trx, link: OneTimeLinkRow, now: Instant): Promise<boolean> => {
  const used = await trx
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('id', '=', link.id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}
