import type { Server } from 'node:http'
import { type FastifyHttpOptions, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { pino } from 'pino'
import type { Config } from '../config.ts'
import { randomToken } from '../secrets.ts'
import { type LoggedFault, loggedFault } from './logged-fault.ts'

/** The pattern of a route, `/patients/:id`; never the address, which may hold a token or what was searched for. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions?.url ?? '?'

const loggedRequest = (request: FastifyRequest) => ({ method: request.method, route: routeOf(request) })

/** Asked for every few seconds by machines: of no interest unless one looks for it. */
const ROUTINE = new Set(['/health', '/ready', '/metrics', '/assets/:name'])

/** One entry per request, once it is answered. */
class OnceAnswered extends LogController {
  override incomingRequest() {}
  override routeNotFound() {}
  override requestCompleted(fault: Error | null | undefined, request: FastifyRequest, reply: FastifyReply) {
    const facts = {
      ...loggedRequest(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(fault && { err: fault }),
    }
    request.log[ROUTINE.has(facts.route) ? 'debug' : 'info'](facts, 'request')
  }
}

/**
 * How this application logs. Of a request: its id, method, route, status and milliseconds. No address, no IP address,
 * no form, nobody's name: whoever needs IP addresses against abuse finds them in the log of the proxy in front, for as
 * long as they choose. The log goes to standard error, so that standard output holds only what is said to people.
 */
export const logging = ({
  logLevel,
  logFormat,
}: Pick<Config, 'logLevel' | 'logFormat'>): Pick<
  FastifyHttpOptions<Server>,
  'loggerInstance' | 'logController' | 'genReqId'
> => ({
  loggerInstance: pino(
    { level: logLevel, serializers: { req: loggedRequest, err: loggedFault } },
    logFormat === 'lines' ? { write: line => process.stderr.write(readableLine(line)) } : process.stderr,
  ),
  logController: new OnceAnswered(),
  // Quoted to whoever meets a fault, so it must not come again after the next start.
  genReqId: () => randomToken(6),
})

const NAMES: Record<number, string> = { 30: 'info', 40: 'warning', 50: 'error', 60: 'fatal' }

type Entry = { level: number; msg?: string; reqId?: string; err?: LoggedFault; fault?: LoggedFault }

/** One entry of the log as a person reads it: « error: fault, reference x (SqliteError SQLITE_ERROR) » and its place. */
export const readableLine = (line: string): string => {
  const { level, msg = '', reqId, err, fault = err } = JSON.parse(line) as Entry
  const reference = reqId && fault ? `, reference ${reqId}` : ''
  return `${NAMES[level] ?? 'debug'}: ${msg}${reference}${fault ? inWords(fault) : ''}\n`
}

const inWords = ({ kind, code, place = [] }: LoggedFault): string =>
  [` (${code ? `${kind} ${code}` : kind})`, ...place.map(call => `    ${call}`)].join('\n')
