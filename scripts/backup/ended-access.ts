import type { Instant } from '../../src/terms.ts'

/** What lets somebody in without a second factor, and how it ends. */
const ENDS: Record<string, (now: Instant) => string> = {
  sessions: now => `update sessions set ended_at = '${now}' where ended_at is null`,
  one_time_links: now =>
    `update one_time_links set expires_at = '${now}' where used_at is null and expires_at > '${now}'`,
  calendar_feeds: now => `update calendar_feeds set ended_at = '${now}' where ended_at is null`,
  waiting_rooms: now => `update waiting_rooms set ended_at = '${now}' where ended_at is null`,
}

/**
 * Who was signed out and which link was used since the backup was made is not in it: everybody signs in again, and
 * links that were handed over are made anew. In SQL, since it belongs into the transaction that restores; only of the
 * tables that are in the backup, which may be older than some of them.
 */
export const endAccess = (now: Instant, tables: string[]): string[] =>
  Object.entries(ENDS)
    .filter(([table]) => tables.includes(table))
    .map(([, end]) => end(now))
