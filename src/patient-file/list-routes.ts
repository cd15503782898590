import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import { visiblePatientIds } from '../agenda/who-sees.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER, STAFF } from '../http/access-declaration.ts'
import { ARCHIVE_REASONS } from '../patients/archive.ts'
import { patientName } from '../patients/names.ts'
import { type FoundPatient, searchPatients } from '../patients/search.ts'

type Listing = { Querystring: { q?: string; archived?: string } }

/** The practice's patients, found as one types. */
export const patientListRoutes = (app: FastifyInstance, { db }: House): void => {
  app.get<Listing>('/patients', { config: { access: EVERY_MEMBER } }, async (request, reply) => {
    const member = memberOf(request)
    const text = String(request.query.q ?? '').slice(0, 100)
    const archived = request.query.archived === '1'
    const among = await visiblePatientIds(db, member)
    const { patients, more } = await searchPatients(db, member.practiceId, { text, archived, among })
    request.touches(patients.map(patient => patient.id))
    return await reply.page('patient-file/list', {
      title: 'Patients',
      tab: 'patients',
      text,
      archived,
      more,
      mayAdd: STAFF.includes(member.role),
      patients: patients.map(listed),
    })
  })
}

const listed = (patient: FoundPatient) => ({
  id: patient.id,
  name: patientName(patient),
  bornOn: patient.born_on,
  city: patient.city,
  needs: JSON.parse(patient.needs) as string[],
  archivedAt: patient.archived_at,
  archiveWords: patient.archive_reason && ARCHIVE_REASONS[patient.archive_reason],
})
