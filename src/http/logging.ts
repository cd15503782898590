import type { FastifyRequest, FastifyServerOptions } from 'fastify'
import type { Config } from '../config.ts'

/** What the log says of a request: its route, never its address, which may hold a token or what was searched for. */
export const loggedRequest = (request: FastifyRequest) => ({
  method: request.method,
  route: request.routeOptions?.url ?? '?',
})

/** The log goes to standard error, so that standard output holds only what is said to people. */
export const logging = (config: Pick<Config, 'logLevel' | 'logFormat'>): FastifyServerOptions['logger'] => ({
  level: config.logLevel,
  serializers: { req: loggedRequest },
  stream:
    config.logFormat === 'lines'
      ? { write: line => process.stderr.write(readableLine(line)) }
      : process.stderr,
})

const NAMES: Record<number, string> = { 30: 'info', 40: 'warning', 50: 'error', 60: 'fatal' }

type Entry = { level: number; msg?: string; err?: { message?: string; stack?: string } }

/** One entry of the log as a person reads it: « error: fault (no such table: patients) ». */
export const readableLine = (line: string): string => {
  const { level, msg = '', err } = JSON.parse(line) as Entry
  const place = level >= 50 && err?.stack ? `\n${err.stack}` : err?.message ? ` (${err.message})` : ''
  return `${NAMES[level] ?? 'debug'}: ${msg}${place}\n`
}
