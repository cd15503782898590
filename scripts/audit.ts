// `npm run audit -- verify`: whether the record of who read what is complete and unaltered.
// `npm run audit -- prune --before 2026-06-01`: forgets what is older, leaving a signed checkpoint.
import { parseArgs } from 'node:util'
import { pruneAudit } from '../src/access/audit-prune.ts'
import { type ChainReport, verifyAudit } from '../src/access/audit-verify.ts'
import { type Config, readConfig } from '../src/config.ts'
import type { House } from '../src/house.ts'
import { openHouse } from '../src/server/open-house.ts'
import { startSentence } from '../src/server/start-sentence.ts'
import { isLocalDate } from '../src/time.ts'

const USAGE = 'Usage: npm run audit -- verify | npm run audit -- prune --before YYYY-MM-DD'

/** Says for each practice how its chain stands; false when one is broken. */
const verify = async ({ db, secrets }: House): Promise<boolean> => {
  const reports = await verifyAudit(db, secrets)
  for (const report of reports) console.log(inWords(report))
  return reports.every(report => !report.broken)
}

const inWords = ({ practiceName, practiceId, checked, head, broken, startsAfter, unsealed }: ChainReport) => {
  const verdict = broken
    ? `BROKEN at entry ${broken.seq}: ${broken.why}`
    : `ok, ${checked} sealed entries, the last is ${head.seq} with hash ${head.hash}`
  const start = startsAfter ? `\n  starts after entry ${startsAfter.seq}, pruned ${startsAfter.at}` : ''
  const tail = unsealed
    ? `\n  not sealed yet: ${unsealed.count}, from ${unsealed.firstAt} to ${unsealed.lastAt}`
    : ''
  return `${practiceName} (${practiceId}): ${verdict}${start}${tail}`
}

/** Prunes every practice whose chain is sound; false when one is not. */
const prune = async ({ db, secrets, clock }: House, before: string): Promise<boolean> => {
  const prunings = await pruneAudit(db, secrets, before, clock.now())
  for (const pruning of prunings)
    console.log(
      pruning.outcome === 'pruned'
        ? `${pruning.practiceName}: entries pruned: ${pruning.entries}`
        : `${pruning.practiceName}: left as it is, BROKEN at entry ${pruning.seq}`,
    )
  return prunings.every(({ outcome }) => outcome === 'pruned')
}

const chosen = (): ((house: House) => Promise<boolean>) | null => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { before: { type: 'string' } },
  })
  const { before } = values
  if (positionals[0] === 'verify') return verify
  if (positionals[0] === 'prune' && typeof before === 'string' && isLocalDate(before))
    return house => prune(house, before)
  return null
}

let config: Config | null = null
try {
  const work = chosen()
  if (work) {
    config = readConfig()
    const { house } = await openHouse(config)
    if (!(await work(house))) process.exitCode = 1
    await house.db.destroy()
  } else {
    console.error(USAGE)
    process.exitCode = 2
  }
} catch (fault) {
  const sentence = startSentence(fault, config)
  if (sentence === null) throw fault
  console.error(sentence)
  process.exitCode = 1
}
