// `npm run migrate`: brings the database up to date without starting, as `npm start` does.
import { type Config, readConfig } from '../src/config.ts'
import { openHouse } from '../src/server/open-house.ts'
import { startSentence } from '../src/server/start-sentence.ts'

let config: Config | null = null
try {
  config = readConfig()
  const { house, applied } = await openHouse(config)
  await house.db.destroy()
  console.log(applied.length === 0 ? 'Nothing to migrate.' : `Migrated:\n${applied.join('\n')}`)
} catch (fault) {
  const sentence = startSentence(fault, config)
  if (sentence === null) throw fault
  console.error(sentence)
  process.exitCode = 1
}
