import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TwilioConfig } from '../../src/config/twilio.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shiftTime = new URL('shift-time.ts', import.meta.url).href
const compiled = mkdtempSync(join(tmpdir(), 'prevenance-compiled-'))

export const SECRET_KEY = 'a secret key of the kill test, 32 characters and more'

export type Setting = {
  databaseUrl: string
  port: number
  publicUrl: string
  twilio: TwilioConfig
  /** Who asks stands in `X-Forwarded-For`. */
  behindProxy?: boolean
}

/** The product in a process of its own, as `npm start` runs it, with a clock that the test moves. */
export type Product = {
  url: string
  /** It listens, and its worker works. */
  ready: Promise<void>
  /** Resolves once its clock is there. */
  shiftTo(ms: number): Promise<void>
  /** SIGKILL: it has no say in it. */
  kill(): Promise<void>
  /** SIGTERM: it finishes what it has begun. Gives its exit code. */
  stop(): Promise<number | null>
  /** What it said on its error output. */
  said(): string
}

export const startProduct = (setting: Setting, shiftMs: number): Product => {
  const { databaseUrl, port, publicUrl, twilio } = setting
  const child = spawn(process.execPath, ['--import', shiftTime, 'src/server.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compiled,
      SHIFT_MS: String(shiftMs),
      DATABASE_URL: databaseUrl,
      SECRET_KEY,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      LOG_LEVEL: 'error',
      SMS_GATEWAY: 'twilio',
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      TWILIO_FROM: twilio.sender,
      TWILIO_BASE_URL: twilio.baseUrl ?? undefined,
      TRUST_PROXY: setting.behindProxy ? '1' : undefined,
    },
  })
  const said: Buffer[] = []
  child.stderr!.on('data', data => said.push(data))
  const words = () => Buffer.concat(said).toString()
  return {
    url: `http://127.0.0.1:${port}`,
    ready: listening(child, words),
    shiftTo: ms => shift(child, ms),
    kill: async () => {
      await end(child, 'SIGKILL')
    },
    stop: () => end(child, 'SIGTERM'),
    said: words,
  }
}

const shift = async (child: ChildProcess, ms: number): Promise<void> => {
  if (!child.connected) return
  const controller = new AbortController()
  const { signal } = controller
  const shifted = Promise.race([once(child, 'message', { signal }), once(child, 'disconnect', { signal })])
  child.send(ms)
  await shifted.finally(() => controller.abort())
}

const listening = async (child: ChildProcess, words: () => string): Promise<void> => {
  const gone = once(child, 'close').then(() => {
    throw new Error(`the product did not start:\n${words()}`)
  })
  const greeted = new Promise<void>(resolve => {
    child.stdout!.on('data', data => {
      if (String(data).includes('Prévenance: ')) resolve()
    })
  })
  // A process that is killed later has been ready all the same.
  gone.catch(() => {})
  await Promise.race([greeted, gone])
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
  return child.exitCode
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
