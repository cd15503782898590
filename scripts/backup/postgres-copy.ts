import { sql } from 'kysely'
import { openDatabase } from '../../src/db/database.ts'
import { StartRefusal } from '../../src/server/start-refusal.ts'
import { type DatabaseFacts, readFacts } from './manifest.ts'
import { run } from './postgres-programs.ts'

/**
 * Dumps a database that others go on using to `copy`, in pg_dump's own format. Rows are counted in the very snapshot
 * that is dumped.
 * @throws StartRefusal when there is nothing to dump or pg_dump cannot
 */
export const copyPostgres = async (url: string, copy: string): Promise<DatabaseFacts> => {
  const db = openDatabase(url)
  try {
    const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    return await snapshot.execute(async trx => {
      const { rows } = await sql<{ id: string }>`select pg_export_snapshot() as id`.execute(trx)
      const facts = await readFacts(trx)
      if (facts === null)
        throw new StartRefusal('Database: it holds no practice and no demo: there is nothing to back up.')
      const args = ['--format=custom', '--schema=public', `--snapshot=${rows[0]!.id}`, `--file=${copy}`]
      await run('pg_dump', args, url).ended
      return facts
    })
  } finally {
    await db.destroy()
  }
}
