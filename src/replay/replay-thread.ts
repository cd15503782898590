import { parentPort, workerData } from 'node:worker_threads'
import { jsonOf } from './lines.ts'
import { replay } from './replay.ts'
import type { Part, Piece } from './side-by-side.ts'

/** The other side of `side-by-side.ts`: lives the days of some clinicians and hands out a chunk whenever asked. */
const { visits, clinicians } = workerData as Part
const moments = replay(visits, clinician => clinicians.has(clinician))
const PIECES = 200

parentPort?.on('message', () => {
  const chunk: Piece[] = []
  while (chunk.length < PIECES) {
    const { value, done } = moments.next()
    if (done) break
    const { at, day, lines } = value
    if (lines.length > 0) chunk.push({ at, day, text: lines.map(line => `${jsonOf(line)}\n`).join('') })
  }
  parentPort?.postMessage(chunk)
})
