import type { NoticeRow } from '../db/tables/delays.ts'
import type { Id } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import type { Notice } from './notices.ts'

/** A notice as the decision reads it, and why it was held, withdrawn or never arrived. */
export type StoredNotice = Notice & { stopId: Id; why: string | null }

export const noticeOf = (row: NoticeRow): StoredNotice => ({
  id: row.id,
  stopId: row.stop_id,
  kind: row.kind,
  state: row.state,
  fromAt: toEpochMs(row.from_at),
  toAt: toEpochMs(row.to_at),
  estimateAt: toEpochMs(row.estimate_at),
  dueAt: toEpochMs(row.due_at),
  sentAt: row.sent_at === null ? null : toEpochMs(row.sent_at),
  why: row.reason,
})
