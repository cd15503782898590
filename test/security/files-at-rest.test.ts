import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrations.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-rights-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a database is for its own user alone, its journal too, whatever folder it lies in', async () => {
  const db = openDatabase(`sqlite:${join(folder, 'practice.db')}`)
  await migrate(db)
  const files = readdirSync(folder)
  expect(files).toContain('practice.db-wal')
  for (const file of files) expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0)
  await db.destroy()
})
