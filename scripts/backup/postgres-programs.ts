import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { StartRefusal } from '../../src/server/start-refusal.ts'

type Program = 'pg_dump' | 'pg_restore' | 'psql'

/** PG_BIN alone where it is set; else Debian's folders, the newest first since a dump needs one as new as the server, then PATH. */
const folders = (): string[] => {
  const { PG_BIN, PATH = '' } = process.env
  return PG_BIN ? [PG_BIN] : [...debianFolders(), ...PATH.split(delimiter)]
}

const debianFolders = (): string[] => {
  const parent = '/usr/lib/postgresql'
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(parent, version, 'bin'))
}

const find = (program: Program): string => {
  const found = folders()
    .map(folder => join(folder, program))
    .find(existsSync)
  if (found) return found
  throw new StartRefusal(
    `${program} is missing on this machine: install PostgreSQL’s client programs, or name their folder in PG_BIN.`,
  )
}

/** A password on a command line can be read by every account of the machine: it goes by the environment. */
const connection = (url: string): { address: string; environment: NodeJS.ProcessEnv } => {
  const address = new URL(url)
  const password = decodeURIComponent(address.password)
  address.password = ''
  const environment = { ...process.env, LC_ALL: 'C', ...(password && { PGPASSWORD: password }) }
  return { address: address.href, environment }
}

export type Running = {
  child: ChildProcess
  /** Resolves when it has ended well. @throws StartRefusal with the first line of its own reason */
  ended: Promise<void>
}

/** Starts one of PostgreSQL's own programs. @throws StartRefusal when it is not there */
export const run = (program: Program, args: string[], url?: string): Running => {
  const { address, environment } = url ? connection(url) : { address: null, environment: process.env }
  const child = spawn(find(program), [...args, ...(address ? [`--dbname=${address}`] : [])], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', text => {
    said += text
  })
  child.once('error', () => {})
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new StartRefusal(`Database: ${reasonIn(said, program)}`)
  })
  // Whoever started it waits for it, perhaps after something else.
  ended.catch(() => {})
  return { child, ended }
}

/** The line with the reason; what follows it may quote rows. */
const reasonIn = (said: string, program: Program): string => {
  if (said.includes('server version mismatch'))
    return `${program} is older than the server: install the client programs of its version, or name their folder in PG_BIN.`
  const line = said.split('\n').find(text => /error|fatal/i.test(text)) ?? said.split('\n')[0]
  return `${program}: ${line?.replace(/^.*?(error|fatal): */i, '') || 'it gave no reason'}.`
}
