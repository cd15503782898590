import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Extract, extract, pack } from 'tar-stream'
import { StartRefusal } from '../../src/server/start-refusal.ts'
import { type Manifest, manifestSchema } from './manifest.ts'

/**
 * A backup is one plain tar archive of two files, which any `tar` opens too: what it says of itself, and the database.
 */
const MANIFEST = 'manifest.json'
const DATABASE = 'database'

const MANIFEST_BYTES_AT_MOST = 1024 * 1024

/** One file of the archive as it is read. */
type Part = Extract extends AsyncIterable<infer Source> ? Source : never

/** Size and checksum of a file, for its manifest. */
export const measure = async (file: string): Promise<Manifest['database']> => ({
  bytes: (await stat(file)).size,
  sha256: await checksum(createReadStream(file)),
})

const checksum = async (content: AsyncIterable<unknown>): Promise<string> => {
  const hash = createHash('sha256')
  for await (const part of content) hash.update(part as Buffer)
  return hash.digest('hex')
}

/** Writes manifest and database into one new file, readable by this account alone, and waits until it is on the disk. */
export const writeBackup = async (file: string, manifest: Manifest, database: string): Promise<void> => {
  const archive = pack()
  const mtime = new Date(manifest.createdAt)
  archive.entry({ name: MANIFEST, mode: 0o600, mtime }, `${JSON.stringify(manifest, null, 2)}\n`)
  const { bytes: size } = manifest.database
  const fill = pipeline(
    createReadStream(database),
    archive.entry({ name: DATABASE, mode: 0o600, mtime, size }),
  ).then(() => archive.finalize())
  const write = pipeline(archive, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
  await Promise.all([fill, write])
}

/**
 * Reads a whole backup and gives its manifest, once its database is the one that was saved, to the last byte.
 * @throws StartRefusal when the file is damaged, cut off or something else; the system's fault when it cannot be read
 */
export const readManifest = async (file: string): Promise<Manifest> => {
  const refusal = new StartRefusal(`${file} is damaged, or is not a backup of Prévenance.`)
  let manifest: Manifest | undefined
  let sha256: string | undefined
  const readers = {
    [MANIFEST]: async (part: Part) => {
      manifest = manifestSchema.parse(JSON.parse(await textOf(part)))
    },
    [DATABASE]: async (part: Part) => {
      sha256 = await checksum(part)
    },
  }
  await readParts(file, readers).catch(fault => {
    throw isSystemFault(fault) ? fault : refusal
  })
  if (manifest === undefined || sha256 !== manifest.database.sha256) throw refusal
  return manifest
}

/** A disk that fails says so by its code; everything else is in the file. */
const isSystemFault = (fault: { code?: unknown }): boolean => /^E[A-Z]+$/.test(String(fault.code))

/** Hands the database inside a backup on, byte for byte; call `readManifest` first. */
export const extractDatabase = (file: string, destination: Writable): Promise<void> =>
  readParts(file, { [DATABASE]: part => pipeline(part, destination) })

const readParts = async (
  file: string,
  readers: Record<string, (part: Part) => Promise<void>>,
): Promise<void> => {
  const archive = extract()
  const reading = pipeline(createReadStream(file), archive)
  // Awaited below: where the file breaks off, the part that is being read says it first.
  reading.catch(() => {})
  try {
    for await (const part of archive) {
      const read = readers[part.header.name]
      await (read ? read(part) : pipeline(part, ignoring()))
    }
    await reading
  } finally {
    archive.destroy()
  }
}

const ignoring = (): Writable => new Writable({ write: (_part, _encoding, done) => done() })

const textOf = async (part: Part): Promise<string> => {
  if ((part.header.size ?? 0) > MANIFEST_BYTES_AT_MOST) throw new Error('no manifest is that long')
  const parts: Buffer[] = []
  for await (const bytes of part) parts.push(bytes as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
