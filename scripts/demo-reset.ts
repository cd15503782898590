// `npm run demo:reset`: the demo as on its first day. A demo that is running takes it up at once.
import { type Config, ConfigError, readConfig } from '../src/config.ts'
import { prepareDemo } from '../src/demo/prepare.ts'
import { seedAnew } from '../src/demo/start-over.ts'
import { openHouse } from '../src/server/open-house.ts'
import { startSentence } from '../src/server/start-sentence.ts'
import { workings } from '../src/server/workings.ts'
import { makeWorker } from '../src/worker.ts'

let config: Config | null = null
try {
  config = readConfig()
  if (!config.demo) throw new ConfigError('DEMO: this is a real practice, which is never reset; set DEMO=1.')
  const { house } = await openHouse(config)
  await seedAnew(house.db, house.secrets)
  await prepareDemo(house, makeWorker(workings(house, (facts, words) => console.error(words, facts))))
  await house.db.destroy()
  console.log('The demo begins again.')
} catch (fault) {
  const sentence = startSentence(fault, config)
  if (sentence === null) throw fault
  console.error(sentence)
  process.exitCode = 1
}
