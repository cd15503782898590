import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import { Forbidden, NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import { recordReport } from './delivery-status.ts'
import { reportOf } from './gateways/twilio-report.ts'
import { isSigned, readParameters, type SentParameters } from './gateways/twilio-signature.ts'
import { receiveReply } from './inbound.ts'
import type { Origins } from './origins.ts'
import { findMessage } from './queries.ts'

const webhook = { config: { access: 'webhook' } } as const

const FORM = 'application/x-www-form-urlencoded'

/** What Twilio tells us: what became of a text, and what somebody answered. Every request is signed. */
export const webhookRoutes = (app: FastifyInstance, house: House, origins: Origins): void => {
  app.register(async scope => {
    // Elsewhere forms are read into lists and groups; a signature covers every parameter as it was sent.
    scope.removeContentTypeParser(FORM)
    scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, form, done) =>
      done(null, readParameters(String(form))),
    )

    scope.post<{ Params: { messageId: Id } }>(
      '/webhooks/twilio/status/:messageId',
      webhook,
      async (request, reply) => {
        const parameters = demandSigned(request, house)
        const message = await findMessage(house.db, request.params.messageId)
        if (!message) throw new NotFound()
        const report = reportOf({
          sid: textOf(parameters, 'MessageSid'),
          status: textOf(parameters, 'MessageStatus'),
          errorCode: textOf(parameters, 'ErrorCode') || null,
        })
        const of = { practiceId: message.practice_id, id: message.id }
        if (message.patient_id)
          request.touches([message.patient_id], { practiceId: of.practiceId, actor: 'system' })
        if (report) await request.transact(trx => recordReport(trx, origins, of, report, house.clock.now()))
        return answer(reply)
      },
    )

    scope.post('/webhooks/twilio/inbound', webhook, async (request, reply) => {
      const parameters = demandSigned(request, house)
      const text = {
        via: 'sms',
        fromPhone: textOf(parameters, 'From'),
        toPhone: textOf(parameters, 'To'),
        body: textOf(parameters, 'Body'),
        providerId: textOf(parameters, 'MessageSid') || null,
      } as const
      await request.transact(async trx => {
        const result = await receiveReply(trx, origins, text, house.clock.now())
        if (result.received === 'already') return
        const { practice_id: practiceId, patient_id: patientId } = result.reply
        if (practiceId && patientId) request.touches([patientId], { practiceId, actor: 'system' })
      })
      return answer(reply)
    })
  })
}

/** @throws Forbidden unless Twilio signed it, NotFound where Twilio is not used */
const demandSigned = (request: FastifyRequest, { config }: House): SentParameters => {
  if (!config.twilio) throw new NotFound()
  const parameters = (request.body ?? {}) as SentParameters
  const signed = {
    signature: request.headers['x-twilio-signature'],
    // Behind a proxy neither scheme nor host of the request are those that Twilio called.
    url: `${config.publicUrl}${request.raw.url}`,
    parameters,
  }
  if (!isSigned(config.twilio.authToken, signed)) throw new Forbidden()
  return parameters
}

const textOf = (parameters: SentParameters, name: string): string => [parameters[name]].flat()[0] ?? ''

/** Nothing to be said in return. */
const answer = (reply: FastifyReply) => reply.type('text/xml').send('<Response/>')
