import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import { findMessageOf } from './appointment-messages.ts'
import { getAppointment } from './queries.ts'
import { withdrawMessage } from './withdraw-message.ts'

/** « Ne pas l’envoyer »: a text about an appointment that has not left yet is taken back. */
export const withdrawalRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.post<{ Params: { id: Id; messageId: Id } }>(
    '/appointments/:id/messages/:messageId/withdrawal',
    { config: { access: STAFF } },
    async (request, reply) => {
      const { practiceId } = memberOf(request)
      const { id, messageId } = request.params
      const appointment = await getAppointment(db, practiceId, id)
      request.touches([appointment.patient_id])
      await request.transact(async trx => {
        const row = await findMessageOf(trx, appointment, messageId)
        if (!row) throw new NotFound()
        if (row.state === 'pending') await withdrawMessage(trx, row, 'taken_back', clock.now())
      })
      return await reply.redirect(`/appointments/${appointment.id}`, 303)
    },
  )
}
