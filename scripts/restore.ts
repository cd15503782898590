// `npm run restore -- FILE [--replace]`: a backup in place of an empty database, checked against what was saved.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../src/clock.ts'
import { type Config, findSecretKey, readConfig } from '../src/config.ts'
import { fileOf, kindOf } from '../src/db/dialect.ts'
import { migrationNames } from '../src/db/migrations.ts'
import { secretsFrom } from '../src/secrets.ts'
import { StartRefusal } from '../src/server/start-refusal.ts'
import { startSentence } from '../src/server/start-sentence.ts'
import { readManifest } from './backup/backup-file.ts'
import type { Manifest } from './backup/manifest.ts'
import { restorePostgres } from './backup/postgres-restore.ts'
import { fileSentence } from './backup/sentences.ts'
import { type Restored, restoreSqlite } from './backup/sqlite-restore.ts'

const USAGE = 'Usage: npm run restore -- FILE [--replace]'

/** @throws StartRefusal when this version cannot read what a newer one has saved */
const demandKnown = ({ migrations, version }: Manifest): void => {
  const known = new Set(migrationNames())
  if (migrations.every(name => known.has(name))) return
  throw new StartRefusal(
    `This backup was made by Prévenance ${version}, which this version cannot read; restore it with that one, or a newer one.`,
  )
}

/** @throws StartRefusal when the key of the backup is not here; none is made */
const demandKey = ({ secretKey }: Manifest): void => {
  const key = findSecretKey()
  const here = key === null ? 'there is none here' : `the one here is ${secretsFrom(key).fingerprint}`
  if (key !== null && secretsFrom(key).fingerprint === secretKey) return
  throw new StartRefusal(
    `SECRET_KEY: this backup belongs to the key with the fingerprint ${secretKey}, and ${here}; put that key into data/secret or SECRET_KEY first.`,
  )
}

/** A backup of the demo goes to the demo's place, one of a practice to a practice's. */
const configFor = ({ demo }: Manifest): Config => {
  const chosen = process.env.DEMO
  if (chosen && (chosen === '1') !== demo)
    throw new StartRefusal(`DEMO: this is a backup of ${demo ? 'the demo' : 'a practice'}; unset DEMO.`)
  return readConfig({ ...process.env, DEMO: demo ? '1' : '0' })
}

const demandKind = ({ kind }: Manifest, { databaseUrl }: Config): void => {
  if (kind === kindOf(databaseUrl)) return
  throw new StartRefusal(
    kind === 'sqlite'
      ? 'DATABASE_URL: this backup is of a SQLite database; unset it, or name one: sqlite:path/to/file.db.'
      : 'DATABASE_URL: this backup is of a PostgreSQL database; name an empty one: postgres://user:password@host/database.',
  )
}

const report = (manifest: Manifest, { kept, heldBack }: Restored): string =>
  [
    `Restored and checked: the database of ${manifest.createdAt}, ${Object.keys(manifest.rows).length} tables.`,
    ...(kept ? [`What was there before is kept: ${kept}.`] : []),
    ...(heldBack > 0
      ? [`Texts that waited to leave then and may have left since: ${heldBack}. They are not sent again.`]
      : []),
    ...(manifest.demo ? [] : ['Everybody signs in again; invitations and reset links are made anew.']),
    'Start the server now: npm start',
  ].join('\n')

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { replace: { type: 'boolean' } },
})
const [name] = positionals
const file = resolve(process.env.INIT_CWD ?? '.', name ?? '')
let config: Config | null = null

const restore = async (): Promise<string> => {
  const manifest = await readManifest(file)
  demandKnown(manifest)
  demandKey(manifest)
  config = configFor(manifest)
  demandKind(manifest, config)
  const { databaseUrl } = config
  const how = { replace: values.replace === true, now: systemClock.now() }
  const restored =
    manifest.kind === 'sqlite'
      ? await restoreSqlite(file, manifest, { ...how, file: fileOf(databaseUrl) })
      : await restorePostgres(file, manifest, { ...how, url: databaseUrl })
  return report(manifest, restored)
}

try {
  if (name) console.log(await restore())
  else {
    console.error(USAGE)
    process.exitCode = 2
  }
} catch (fault) {
  const sentence = fileSentence(fault, file) ?? startSentence(fault, config)
  if (sentence === null) throw fault
  console.error(sentence)
  process.exitCode = 1
}
