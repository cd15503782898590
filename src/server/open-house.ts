import { steppedClock, systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { type Db, openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrations.ts'
import type { House } from '../house.ts'
import { secretsFrom } from '../secrets.ts'
import { claim, demandOurs, readBelonging } from './claim.ts'

/**
 * Opens the database that was meant and brings it up to date; a refused one is left as it was.
 * @throws StartRefusal, or the database's own fault, which `startSentence` explains
 */
export const openHouse = async (config: Config): Promise<{ house: House; applied: string[] }> => {
  const secrets = secretsFrom(config.secretKey)
  const db = openDatabase(config.databaseUrl)
  try {
    demandOurs(await readBelonging(db), config, secrets.fingerprint)
    const applied = await migrate(db)
    await claim(db, config, secrets.fingerprint)
    return {
      house: {
        db,
        clock: config.demo ? steppedClock('1970-01-01T00:00:00.000Z') : systemClock,
        config,
        secrets,
      },
      applied,
    }
  } catch (fault) {
    await closeQuietly(db)
    throw fault
  }
}

/** A database that could not be opened may refuse to be closed: the first fault is the one to be told. */
const closeQuietly = (db: Db): Promise<void> => db.destroy().catch(() => {})
