import type { Config } from '../config.ts'
import type { Db } from '../db/database.ts'
import { findFact, keepFact } from '../db/installation.ts'
import { StartRefusal } from './start-refusal.ts'

/** What a database says of itself before anything is written to it. */
export type Belonging = {
  /** Whether the demo made it. */
  isDemo: boolean
  /** Whether somebody has set up anything in it. */
  isInUse: boolean
  /** The key whose secrets it holds; null: none yet. */
  keyFingerprint: string | null
}

/** Reads it without changing anything: the database may be somebody else's, or older than this version. */
export const readBelonging = async (db: Db): Promise<Belonging> => {
  const tables = (await db.introspection.getTables()).map(table => table.name)
  if (!tables.includes('installation')) return { isDemo: false, isInUse: false, keyFingerprint: null }
  const practice = await db.selectFrom('practices').select('id').limit(1).executeTakeFirst()
  return {
    isDemo: (await findFact(db, 'demo')) !== undefined,
    isInUse: practice !== undefined,
    keyFingerprint: (await findFact(db, 'secret_key')) ?? null,
  }
}

/**
 * Refuses a database that is not the one meant: the demo's for a real practice, a real one for the demo, or one
 * whose door codes and links were made with another key.
 * @throws StartRefusal
 */
export const demandOurs = (belonging: Belonging, config: Config, fingerprint: string): void => {
  const { isDemo, isInUse, keyFingerprint } = belonging
  if (isDemo && !config.demo)
    throw new StartRefusal('Database: it belongs to the demo, which is never opened as a real practice.')
  if (config.demo && isInUse && !isDemo)
    throw new StartRefusal(
      'DEMO: data/demo.db holds a real practice, which the demo never touches; move that file away or set DATABASE_URL.',
    )
  if (keyFingerprint !== null && keyFingerprint !== fingerprint)
    throw new StartRefusal(
      'SECRET_KEY: this database was made with another key; start with that one (it is in data/secret where SECRET_KEY was not set).',
    )
}

/** From now on this database belongs to this key, and to the demo or to a real practice. */
export const claim = async (db: Db, config: Config, fingerprint: string): Promise<void> => {
  await keepFact(db, 'secret_key', fingerprint)
  if (config.demo) await keepFact(db, 'demo', '1')
}
