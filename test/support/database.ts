import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { type Db, openDatabase } from '../../src/db/database.ts'
import type { DatabaseKind } from '../../src/db/dialect.ts'
import { migrate } from '../../src/db/migrations.ts'
import { newId } from '../../src/ids.ts'

/** A fresh, migrated database, and its address for a second connection or process. Closed and removed after the file's tests. */
export type FreshDatabase = { db: Db; url: string; kind: DatabaseKind }

const removals: (() => Promise<void>)[] = []

afterAll(async () => {
  for (const remove of removals.splice(0).reverse()) await remove()
})

let sqliteTemplate: Promise<string> | undefined

const migratedSqlite = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-test-'))
  removals.unshift(async () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'template.db')
  const db = openDatabase(`sqlite:${file}`)
  await migrate(db)
  await db.destroy()
  return file
}

/** Migrated once per test file, then copied: a fresh database costs a few milliseconds. */
export const freshSqlite = async (): Promise<FreshDatabase> => {
  sqliteTemplate ??= migratedSqlite()
  const template = await sqliteTemplate
  const file = template.replace('template.db', `${newId()}.db`)
  copyFileSync(template, file)
  const url = `sqlite:${file}`
  const db = openDatabase(url)
  removals.push(() => db.destroy())
  return { db, url, kind: 'sqlite' }
}

const administer = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const namedDatabase = (name: string): string => {
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}

let postgresTemplate: Promise<string> | undefined

const migratedPostgres = async (): Promise<string> => {
  const name = `template_${newId().replaceAll('-', '')}`
  await administer(`create database ${name}`)
  const db = openDatabase(namedDatabase(name))
  await migrate(db)
  await db.destroy()
  removals.unshift(() => administer(`drop database ${name}`))
  return name
}

export const freshPostgres = async (): Promise<FreshDatabase> => {
  postgresTemplate ??= migratedPostgres()
  const template = await postgresTemplate
  const name = `test_${newId().replaceAll('-', '')}`
  await administer(`create database ${name} template ${template}`)
  const url = namedDatabase(name)
  const db = openDatabase(url)
  removals.push(async () => {
    await db.destroy()
    await administer(`drop database ${name} with (force)`)
  })
  return { db, url, kind: 'postgres' }
}

/** Runs the same tests on SQLite and on PostgreSQL. */
export const onBothDatabases = (name: string, tests: (fresh: () => Promise<FreshDatabase>) => void): void => {
  describe(`${name}, on SQLite`, () => tests(freshSqlite))
  describe(`${name}, on PostgreSQL`, () => tests(freshPostgres))
}
