import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from './refusals.ts'

const WORDS: Record<number, string> = {
  400: 'La demande n’a pas été comprise.',
  413: 'C’est trop long.',
  429: 'Trop de demandes en peu de temps. Attendez une minute, puis recommencez.',
}

/** The one place where what was thrown becomes a page: refusals with their sentence, faults with a number to quote. */
export const answerFaults = (app: FastifyInstance): void => {
  app.setErrorHandler(async (fault: FastifyError | Refusal, request, reply) => {
    if (fault instanceof Refusal) return explain(reply, fault.status, fault.message)
    const status = isUnusable(fault) ? 400 : (fault.statusCode ?? 500)
    if (status < 500) return explain(reply, status, WORDS[status] ?? WORDS[400]!)
    request.log.error({ err: fault }, 'fault')
    return explain(
      reply,
      500,
      `Quelque chose n’a pas marché de notre côté. Rien n’a été perdu. Référence\u00a0: ${request.id}`,
    )
  })
  app.setNotFoundHandler((_request, reply) =>
    explain(reply, 404, 'Cette page n’existe pas, ou n’existe plus.'),
  )
}

/** An address that cannot be read reaches no route and no hook, and is not repeated. */
export const answerBadAddress = (_fault: unknown, _request: unknown, reply: FastifyReply): void => {
  reply
    .status(400)
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .type('text/plain; charset=utf-8')
    .send(WORDS[400])
}

/** PostgreSQL's data exceptions: a sign or a number that no column takes, so no page of ours asked for it. */
const isUnusable = ({ code }: FastifyError): boolean => /^22[0-9A-Z]{3}$/.test(code ?? '')

const explain = (reply: FastifyReply, status: number, sentence: string) =>
  reply.page('shared/refusal', { title: 'Prévenance', sentence }, { layout: 'plain', status })
