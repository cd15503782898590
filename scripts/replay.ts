// `npm run -s replay -- visits.csv > replay.jsonl`: what the application would have forecast and sent on recorded days.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readVisits } from '../src/replay/recorded-visit.ts'
import { replayText } from '../src/replay/side-by-side.ts'

const refuse = (reason: string): void => {
  console.error(reason)
  process.exitCode = 2
}

const [path] = process.argv.slice(2)
const read = (from: string): string | null => {
  try {
    return readFileSync(from, 'utf8')
  } catch {
    return null
  }
}
const csv = path === undefined ? null : read(path)
if (path === undefined) refuse('Usage: npm run -s replay -- visits.csv > replay.jsonl')
else if (csv === null) refuse(`${path}: cannot be read`)
else {
  const visits = readVisits(csv)
  if (!Array.isArray(visits)) refuse(`${path}:${visits.line}: ${visits.reason}`)
  else {
    const startedAt = performance.now()
    await pipeline(Readable.from(replayText(visits, availableParallelism())), process.stdout, { end: false })
    const seconds = (performance.now() - startedAt) / 1000
    console.error(
      `${visits.length} visits in ${seconds.toFixed(1)} s (${Math.round(visits.length / seconds)} per second)`,
    )
  }
}
