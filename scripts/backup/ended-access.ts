import type { Instant } from '../../src/terms.ts'

/**
 * Who was signed out and which link was used since the backup was made is not in it: everybody signs in again, and
 * links that were handed over are made anew. In SQL, since it belongs into the transaction that restores.
 */
export const endAccess = (now: Instant): string[] => [
  `update sessions set ended_at = '${now}' where ended_at is null`,
  `update one_time_links set expires_at = '${now}' where used_at is null and expires_at > '${now}'`,
]
