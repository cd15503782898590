import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { expect, inject, test } from 'vitest'

const ask = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** What a process that starts a server and then waits says first: the address and the data folder. */
const startElsewhere = async () => {
  const script = `
    import pg from 'pg'
    import { startPostgres } from '${new URL('../support/postgres.ts', import.meta.url).href}'
    const { url } = await startPostgres()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('show data_directory')
    console.log(JSON.stringify({ url, folder: rows[0].data_directory }))
  `
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: holder.stdout })
  const [line] = await new Promise<string[]>(resolve => lines.once('line', (...said) => resolve(said)))
  return { holder, ...(JSON.parse(line!) as { url: string; folder: string }) }
}

test('every test file finds the same real PostgreSQL server', async () => {
  expect(process.env.TEST_POSTGRES_URL).toBe(inject('postgresUrl'))
  expect(await ask(inject('postgresUrl'), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('the server lets nobody in without its password', async () => {
  const url = new URL(inject('postgresUrl'))
  url.password = 'guess'
  await expect(ask(url.href, 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('a server ends and leaves nothing when the process that started it is killed', async () => {
  const { holder, url, folder } = await startElsewhere()
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  holder.kill('SIGKILL')
  await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false)
  await expect(ask(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
})
