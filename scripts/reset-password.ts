// `npm run reset-password -- claire@example.fr [--lost-phone]`: for an owner whom nobody else can help.
// Prints a link, good once and for 24 hours, and signs the account out everywhere.
import { parseArgs } from 'node:util'
import { findUserByEmail } from '../src/access/accounts.ts'
import { issueReset } from '../src/access/password-resets.ts'
import { type Config, readConfig } from '../src/config.ts'
import { inTransaction } from '../src/db/database.ts'
import type { House } from '../src/house.ts'
import { openHouse } from '../src/server/open-house.ts'
import { startSentence } from '../src/server/start-sentence.ts'

const USAGE = 'Usage: npm run reset-password -- EMAIL [--lost-phone]'

/** The link, or `null` when there is no such account. */
const linkFor = async (house: House, email: string, withSecondFactor: boolean): Promise<string | null> => {
  const user = await findUserByEmail(house.db, email)
  if (!user) return null
  const reset = { userId: user.id, practiceId: null, by: null, withSecondFactor }
  const token = await inTransaction(house.db, trx => issueReset(trx, house.secrets, reset, house.clock.now()))
  return `${house.config.publicUrl}/password-reset/${token}`
}

const run = async (config: Config, email: string, lostPhone: boolean): Promise<void> => {
  const { house } = await openHouse(config)
  const link = await linkFor(house, email, lostPhone)
  await house.db.destroy()
  if (link) {
    console.log(`A link to choose a new password, good once and for 24 hours:\n\n  ${link}\n`)
    return
  }
  console.error(`No account has the address ${email}.`)
  process.exitCode = 1
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { 'lost-phone': { type: 'boolean' } },
})
let config: Config | null = null
try {
  if (positionals[0]) {
    config = readConfig()
    await run(config, positionals[0], values['lost-phone'] === true)
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
