import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { EpochMs } from '../terms.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/** What one thread replays: the days of some clinicians, having learned from those of all. */
export type Part = { visits: RecordedVisit[]; clinicians: Set<string> }

/** What was put out at one instant of one clinician-day, as lines of JSON. */
export type Piece = { at: EpochMs; day: number; text: string }

/** Chunks that a thread makes ready before they are wanted; more would only fill the memory. */
const AHEAD = 3

/**
 * The lines of a replay, made in up to `threads` threads: the clinicians are shared out and their lines put back in the
 * order of time, so that the text is the same however many threads there are.
 */
export async function* replayText(visits: RecordedVisit[], threads: number): AsyncGenerator<string> {
  const parts = sharedOut(visits, threads).map(clinicians => piecesOf({ visits, clinicians }))
  try {
    const heads = await Promise.all(parts.map(async part => ({ part, head: await part.next() })))
    for (;;) {
      const first = heads.reduce((a, b) => (isBefore(b.head, a.head) ? b : a))
      if (first.head.done) return
      yield first.head.value.text
      first.head = await first.part.next()
    }
  } finally {
    await Promise.all(parts.map(part => part.return(undefined)))
  }
}

type Head = IteratorResult<Piece, unknown>

const isBefore = (a: Head, b: Head): boolean => {
  if (a.done || b.done) return !a.done
  return a.value.at < b.value.at || (a.value.at === b.value.at && a.value.day < b.value.day)
}

async function* piecesOf(part: Part): AsyncGenerator<Piece> {
  const thread = new Worker(new URL('./replay-thread.ts', import.meta.url), { workerData: part })
  try {
    const chunks = on(thread, 'message')
    for (let asked = 0; asked < AHEAD; asked++) thread.postMessage('more')
    for await (const [chunk] of chunks) {
      if (chunk.length === 0) return
      thread.postMessage('more')
      yield* chunk
    }
  } finally {
    await thread.terminate()
  }
}

/** The clinicians in so many groups of about as many visits each. */
function sharedOut(visits: RecordedVisit[], groups: number): Set<string>[] {
  const counts = [...Map.groupBy(visits, visit => visit.clinician)].map(([clinician, of]) => ({
    clinician,
    visits: of.length,
  }))
  const shares = Array.from({ length: Math.max(Math.min(groups, counts.length), 1) }, () => ({
    clinicians: new Set<string>(),
    visits: 0,
  }))
  for (const each of counts.sort((a, b) => b.visits - a.visits)) {
    const least = shares.reduce((a, b) => (b.visits < a.visits ? b : a))
    least.clinicians.add(each.clinician)
    least.visits += each.visits
  }
  return shares.map(share => share.clinicians)
}
