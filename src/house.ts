import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db } from './db/database.ts'
import type { Secrets } from './secrets.ts'

/** What every part is given: nothing is global, so that a test or the demo brings its own. */
export type House = {
  db: Db
  clock: Clock
  config: Config
  secrets: Secrets
}
