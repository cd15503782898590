import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { type ServerAccount, serverAccount } from './server-account.ts'

/** A PostgreSQL server of our own: `url` names its superuser and its database `postgres`. */
export type TestPostgres = { url: string; stop(): Promise<void> }

/**
 * Starts a server on a free port of 127.0.0.1, its data in a temporary folder, safe for tests only (no fsync).
 * It ends and takes its folder along when `stop` is called or when this process ends, however it ends.
 * @throws Error with the server's own words when it does not start
 */
export const startPostgres = async (): Promise<TestPostgres> => {
  const installed = findPostgresBinaries()
  if (!installed) throw new Error('PostgreSQL is missing on this machine: run `npm test`, which provides it.')
  const account = serverAccount()
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-postgres-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const binaries = reachable(installed, folder, account)
  const password = randomBytes(12).toString('hex')
  createCluster(binaries, folder, password, account)
  const { keeper, port } = await listen(binaries, folder, account)
  return {
    url: `postgres://prevenance:${password}@127.0.0.1:${port}/postgres`,
    stop: () => stop(keeper),
  }
}

/** node_modules may lie where another account cannot look, in /root for instance: then the server is copied. */
const reachable = (binaries: string, folder: string, account: ServerAccount): string => {
  if (!account) return binaries
  const tried = spawnSync(join(binaries, 'postgres'), ['--version'], { ...account, cwd: folder })
  if (tried.status === 0) return binaries
  execFileSync('cp', ['-R', dirname(binaries), join(folder, 'server')])
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, join(folder, 'server')])
  return join(folder, 'server', 'bin')
}

/** Nothing of our own environment, whose PGHOST, PGDATA or LANG belong to another server. */
const environment = { PATH: process.env.PATH, LC_ALL: 'C' }

const createCluster = (binaries: string, folder: string, password: string, account: ServerAccount): void => {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  const options = [
    `--pgdata=${join(folder, 'data')}`,
    '--username=prevenance',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]
  execFileSync(join(binaries, 'initdb'), options, {
    ...account,
    cwd: folder,
    env: environment,
    stdio: 'pipe',
  })
}

/**
 * The keeper runs the server and waits on a pipe that only we hold: it closes with us, even when we are killed.
 * It lives in a session of its own, so that Ctrl-C reaches us first.
 */
const KEEPER = `
  folder=$1; shift
  exec 3<&0
  "$@" 3<&- &
  server=$!
  (cat <&3 >/dev/null; kill -INT $server) 2>/dev/null &
  wait $server
  rm -rf "$folder"
`

const listen = async (binaries: string, folder: string, account: ServerAccount) => {
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
  ]
  const server = [
    join(binaries, 'postgres'),
    '-D',
    join(folder, 'data'),
    ...settings.flatMap(one => ['-c', one]),
  ]
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', folder, ...server], {
    ...account,
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  await ready(keeper)
  return { keeper, port }
}

/** Resolves when the server says that it accepts connections; rejects with what it said when it ends before. */
const ready = (keeper: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const said: string[] = []
    createInterface({ input: keeper.stderr! }).on('line', line => {
      said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
    keeper.once('error', reject)
    keeper.once('close', () => reject(new Error(`PostgreSQL did not start.\n${said.join('\n')}`)))
  })

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const stop = (keeper: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (keeper.exitCode !== null) return resolve()
    keeper.once('close', () => resolve())
    keeper.stdin!.end()
  })
