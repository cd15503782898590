import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import { refuseUnseenPatient } from '../agenda/who-sees.ts'
import type { House } from '../house.ts'
import { CAREGIVERS } from '../http/access-declaration.ts'
import { openHomeAccess } from '../patients/home-access.ts'
import { patientName } from '../patients/names.ts'
import { getPatient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'

type OfPatient = { Params: { id: Id } }

/**
 * The door code and the keys, shown to those who care and only when they ask. Asking is a POST: it is no address that
 * a browser keeps or fetches ahead, and each time is one audit entry.
 */
export const homeAccessRoutes = (app: FastifyInstance, { db, secrets }: House): void => {
  app.post<OfPatient>(
    '/patients/:id/home-access',
    { config: { access: CAREGIVERS } },
    async (request, reply) => {
      const member = memberOf(request)
      const patient = await getPatient(db, member.practiceId, request.params.id)
      await refuseUnseenPatient(db, member, patient.id)
      request.touches([patient.id])
      const access = await openHomeAccess(db, secrets, {
        practiceId: member.practiceId,
        patientId: patient.id,
      })
      const fragment = request.headers['hx-request-type'] === 'partial'
      return await reply.page(fragment ? 'patient-file/_home-access' : 'patient-file/home-access', {
        title: 'Pour entrer',
        tab: 'patients',
        name: patientName(patient),
        back: `/patients/${patient.id}`,
        access,
      })
    },
  )
}
