import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { Forbidden, NotFound } from '../http/refusals.ts'
import { sameText } from '../secrets.ts'

/**
 * Lets whoever runs the machine pass: `Authorization: Bearer` and the token of the settings. Where none is set, there
 * is nothing for anybody: an address of this machine proves nothing behind a proxy on this machine.
 */
export const demandOperator = (
  { headers }: Pick<FastifyRequest, 'headers'>,
  { metricsToken }: Pick<Config, 'metricsToken'>,
): void => {
  if (metricsToken === null) throw new NotFound()
  const [, shown] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? []
  if (shown === undefined || !sameText(shown, metricsToken)) throw new Forbidden()
}
