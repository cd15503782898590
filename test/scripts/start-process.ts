import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import type { ServerAccount } from '../support/server-account.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const folders: string[] = []
const running = new Set<ChildProcess>()

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own, which stands for the project's: there `data/` is made. */
export const freshFolder = (account?: ServerAccount): string => {
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-start-'))
  if (account) chownSync(folder, account.uid, account.gid)
  folders.push(folder)
  return folder
}

export type Start = {
  folder: string
  env?: Record<string, string>
  account?: ServerAccount
  /** `src/server.ts`, or another program of the project; a whole path for one that lies elsewhere. */
  program?: string
  args?: string[]
  /** The Node that runs it; the one that runs the tests unless told otherwise. */
  node?: string
  /** No file may grow beyond that: as far as SQLite can tell, the disk is full. */
  diskKilobytes?: number
}

export type Ended = { code: number | null; out: string; err: string }

export type Started = {
  /** Resolves once standard output matches, with all of it; rejects when the process ends before. */
  says(pattern: RegExp): Promise<string>
  ended: Promise<Ended>
  stop(signal: NodeJS.Signals): Promise<Ended>
}

/** Starts a program of the project as a process of its own, with nothing of our environment but PATH. */
export const start = ({
  folder,
  env = {},
  account,
  program = 'src/server.ts',
  args = [],
  node = process.execPath,
  diskKilobytes,
}: Start): Started => {
  const limit = diskKilobytes ? `ulimit -f ${2 * diskKilobytes}; ` : ''
  const command = ['-c', `${limit}exec "$@"`, 'start', node, resolve(root, program), ...args]
  const child = spawn('/bin/sh', command, {
    ...account,
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const said = { out: '', err: '' }
  child.stdout!.on('data', chunk => {
    said.out += chunk
  })
  child.stderr!.on('data', chunk => {
    said.err += chunk
  })
  const ended = new Promise<Ended>(resolve =>
    child.once('close', code => {
      running.delete(child)
      resolve({ code, ...said })
    }),
  )
  return {
    ended,
    says: pattern =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(said.out) && resolve(said.out)
        child.stdout!.on('data', look)
        void ended.then(({ err }) => reject(new Error(`it ended without saying ${pattern}\n${err}`)))
        look()
      }),
    stop(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** What is said on standard error when a start is refused: one sentence, nothing else. */
export const refusalOf = async (facts: Start): Promise<string> => {
  const { code, out, err } = await start(facts).ended
  const sentence = err.trimEnd()
  if (code === 0 || out !== '' || sentence.includes('\n'))
    throw new Error(`expected one sentence and a failure, not code ${code}\n${out}\n${err}`)
  return sentence
}
