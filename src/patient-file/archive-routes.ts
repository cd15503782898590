import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { memberOf } from '../access/member.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { Refusal } from '../http/refusals.ts'
import { ARCHIVE_REASONS, type ArchiveReason, markActive } from '../patients/archive.ts'
import { getPatient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'
import { archivePatient } from './archive.ts'

type OfPatient = { Params: { id: Id } }

const archiveForm = z.object({ reason: z.enum(Object.keys(ARCHIVE_REASONS) as ArchiveReason[]) })

export const archiveRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.post<OfPatient>('/patients/:id/archive', { config: { access: STAFF } }, async (request, reply) => {
    const { practiceId, userId, zone } = memberOf(request)
    const { id: patientId } = await getPatient(db, practiceId, request.params.id)
    request.touches([patientId])
    const form = readForm(archiveForm, request.body)
    if (!form.ok) throw new Refusal(422, 'Dites pourquoi ce patient est archivé.')
    await request.transact(async trx => {
      const by = { kind: 'member', userId } as const
      await archivePatient(trx, { practiceId, patientId, reason: form.input.reason, zone, by }, clock.now())
    })
    return await reply.redirect(`/patients/${patientId}`, 303)
  })

  app.post<OfPatient>('/patients/:id/reactivation', { config: { access: STAFF } }, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const { id: patientId } = await getPatient(db, practiceId, request.params.id)
    request.touches([patientId])
    await request.transact(async trx => await markActive(trx, { practiceId, patientId }, clock.now()))
    return await reply.redirect(`/patients/${patientId}`, 303)
  })
}
