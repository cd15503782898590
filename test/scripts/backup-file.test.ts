import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { extractDatabase, measure, readManifest, writeBackup } from '../../scripts/backup/backup-file.ts'
import type { Manifest } from '../../scripts/backup/manifest.ts'
import { freshFolder } from './start-process.ts'

/** A backup of a database that is 20 000 bytes of something. */
const written = async () => {
  const folder = freshFolder()
  const [database, file] = [join(folder, 'source'), join(folder, 'practice.backup')]
  await writeFile(database, Buffer.alloc(20_000, 'odette '))
  const manifest: Manifest = {
    ...{ format: 1, application: 'prevenance', version: '1.2.3', createdAt: '2026-11-25T07:00:00.000Z' },
    ...{
      kind: 'sqlite',
      demo: false,
      secretKey: 'a fingerprint',
      migrations: ['first'],
      rows: { patients: 3 },
    },
    database: await measure(database),
  }
  await writeBackup(file, manifest, database)
  return { folder, database, file, manifest }
}

test('what was written is read back', async () => {
  const { folder, database, file, manifest } = await written()
  expect(await readManifest(file)).toEqual(manifest)
  await extractDatabase(file, createWriteStream(join(folder, 'restored')))
  expect(await readFile(join(folder, 'restored'))).toEqual(await readFile(database))
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('without Prévenance, tar opens it', async () => {
  const { folder, database, file } = await written()
  execFileSync('tar', ['--extract', '--file', file], { cwd: folder, stdio: 'pipe' })
  expect(await readFile(join(folder, 'database'))).toEqual(await readFile(database))
})

test('a file that was cut off, wherever, is refused', async () => {
  const { file } = await written()
  const whole = await readFile(file)
  // Two empty blocks end an archive: without them nothing is missing.
  for (let length = 0; length < whole.length - 1024; length += 509) {
    await writeFile(file, whole.subarray(0, length))
    await expect(readManifest(file), `${length} bytes`).rejects.toThrow(/is damaged, or is not a backup/)
  }
})

test('a file in which one byte of the database is another is refused', async () => {
  const { file } = await written()
  const whole = await readFile(file)
  for (const place of [whole.indexOf('odette'), whole.lastIndexOf('odette')]) {
    const altered = Buffer.from(whole)
    altered[place] = altered[place]! ^ 1
    await writeFile(file, altered)
    await expect(readManifest(file)).rejects.toThrow(/is damaged/)
  }
})

test('another file, another archive, and an archive of another application are refused', async () => {
  const { folder, database, file, manifest } = await written()
  await expect(readManifest(database)).rejects.toThrow(/is damaged, or is not a backup of Prévenance/)
  execFileSync('tar', ['--create', '--file', join(folder, 'other.tar'), 'source'], {
    cwd: folder,
    stdio: 'pipe',
  })
  await expect(readManifest(join(folder, 'other.tar'))).rejects.toThrow(/is damaged/)
  const foreign = { ...manifest, application: 'another' } as unknown as Manifest
  await writeBackup(`${file}.other`, foreign, database)
  await expect(readManifest(`${file}.other`)).rejects.toThrow(/is damaged/)
})

test('a file that is not there is the system’s fault, with its name', async () => {
  await expect(readManifest('/nowhere/practice.backup')).rejects.toMatchObject({ code: 'ENOENT' })
})
