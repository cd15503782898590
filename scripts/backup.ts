// `npm run backup -- FILE`: the whole database in one file, while everybody goes on working.
import { readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { systemClock } from '../src/clock.ts'
import { type Config, findSecretKey, readConfig } from '../src/config.ts'
import { fileOf, kindOf } from '../src/db/dialect.ts'
import { secretsFrom } from '../src/secrets.ts'
import { StartRefusal } from '../src/server/start-refusal.ts'
import { startSentence } from '../src/server/start-sentence.ts'
import { measure, readManifest, writeBackup } from './backup/backup-file.ts'
import type { Manifest } from './backup/manifest.ts'
import { copyPostgres } from './backup/postgres-copy.ts'
import { flush, inScratchFolder } from './backup/scratch.ts'
import { fileSentence } from './backup/sentences.ts'
import { copySqlite } from './backup/sqlite-copy.ts'

const USAGE = 'Usage: npm run backup -- FILE'

/** The file has its name only once it was written, read back and is on the disk; an older one is replaced then. */
const backUp = async ({ databaseUrl, secretKey }: Config, file: string): Promise<Manifest> =>
  await inScratchFolder(dirname(file), async folder => {
    const copy = join(folder, 'database')
    const kind = kindOf(databaseUrl)
    const createdAt = systemClock.now()
    const facts =
      kind === 'sqlite' ? await copySqlite(fileOf(databaseUrl), copy) : await copyPostgres(databaseUrl, copy)
    if (facts.secretKey !== secretsFrom(secretKey).fingerprint)
      throw new StartRefusal(
        'SECRET_KEY: this database was made with another key; back up where the server runs, with its key.',
      )
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    const manifest: Manifest = {
      ...{ format: 1, application: 'prevenance', version, createdAt, kind },
      ...facts,
      database: await measure(copy),
    }
    const written = join(folder, 'backup')
    await writeBackup(written, manifest, copy)
    await readManifest(written)
    renameSync(written, file)
    flush(dirname(file))
    return manifest
  })

const report = (file: string, { rows, secretKey }: Manifest): string => {
  const counts = Object.values(rows)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const place = process.env.SECRET_KEY === undefined ? 'data/secret' : 'the variable SECRET_KEY'
  return [
    `Backup written and read back: ${file} (${statSync(file).size} bytes, ${total} rows in ${counts.length} tables).`,
    `The secret key is NOT inside: ${place}, fingerprint ${secretKey}. Keep a copy of it apart from this file:`,
    'without it door codes and second factors cannot be read, and the backup cannot be restored.',
  ].join('\n')
}

const [name] = process.argv.slice(2)
const file = resolve(process.env.INIT_CWD ?? '.', name ?? '')
let config: Config | null = null
try {
  if (name) {
    if (findSecretKey() === null)
      throw new StartRefusal(
        'SECRET_KEY: it is unset and data/secret is missing; back up where the server runs.',
      )
    config = readConfig()
    console.log(report(file, await backUp(config, file)))
  } else {
    console.error(USAGE)
    process.exitCode = 2
  }
} catch (fault) {
  const sentence = fileSentence(fault, file) ?? startSentence(fault, config)
  if (sentence === null) throw fault
  console.error(sentence)
  process.exitCode = 1
}
