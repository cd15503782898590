import { createHash } from 'node:crypto'
import type { AuditCheckpointRow, AuditEntryRow } from '../db/tables/access.ts'
import type { Id } from '../terms.ts'

/** Where a chain stands: the number and hash of its last entry. */
export type ChainHead = { seq: number; hash: string }

/** Before the first entry. */
export const GENESIS: ChainHead = { seq: 0, hash: '0'.repeat(64) }

type Content = Pick<AuditEntryRow, 'id' | 'practice_id' | 'at' | 'actor' | 'route' | 'patient_ids'>

/** The hash of an entry: SHA-256 over the hash before it and its own content, in a fixed order. */
export const entryHash = (previousHash: string, seq: number, entry: Content): string =>
  createHash('sha256')
    .update(previousHash)
    .update(
      JSON.stringify([
        entry.practice_id,
        seq,
        entry.id,
        entry.at,
        entry.actor,
        entry.route,
        entry.patient_ids,
      ]),
    )
    .digest('hex')

/** What is wrong with an entry that should follow `head`, or `null`. */
export const faultAfter = (head: ChainHead, entry: AuditEntryRow): string | null => {
  if (entry.seq !== head.seq + 1) return `entry ${head.seq + 1} is missing`
  if (entry.previous_hash !== head.hash) return 'it does not continue the entry before it'
  if (entry.hash !== entryHash(head.hash, entry.seq, entry)) return 'its content does not match its hash'
  return null
}

/** What the signature of a checkpoint covers. */
export const checkpointText = (
  checkpoint: Pick<AuditCheckpointRow, 'practice_id' | 'seq' | 'hash' | 'entries' | 'at'>,
): string =>
  JSON.stringify([
    checkpoint.practice_id,
    checkpoint.seq,
    checkpoint.hash,
    checkpoint.entries,
    checkpoint.at,
  ] satisfies [Id, number, string, number, string])
