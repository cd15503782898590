import type { Instant } from '../../src/terms.ts'

/** Who claims what a backup had still to send. */
export const HELD_BACK = 'restore'

/**
 * What waited to leave when the backup was made may have left since, from the database that is replaced. It counts as
 * attempted, so that it is never sent again: it is looked for at the provider, and becomes a call to make where nobody
 * can say. In SQL, since it belongs into the transaction that restores.
 */
export const holdBack = (savedAt: Instant, now: Instant): string => `
  update messages
  set status = 'attempted', claimed_by = '${HELD_BACK}', claimed_at = '${savedAt}', attempted_at = '${savedAt}', updated_at = '${now}'
  where status in ('queued', 'claimed')`
