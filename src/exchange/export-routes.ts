import type { FastifyInstance, FastifyReply } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import type { House } from '../house.ts'
import { OWNER } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { Refusal } from '../http/refusals.ts'
import type { Id, LocalDate } from '../terms.ts'
import { localDate } from '../time.ts'
import { writeTable } from './csv-text.ts'
import { APPOINTMENT_HEADER, appointmentCells, PATIENT_HEADER, patientCells } from './exported-rows.ts'
import { periodForm } from './forms.ts'

const owner = { config: { access: OWNER } } as const

/** The practice’s records as tables: for its owners alone, and each time written into the audit. */
export const exportRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get('/practice/exports/patients.csv', owner, async (request, reply) => {
    const { practiceId, zone } = memberOf(request)
    const patients = await listPatients(db, practiceId)
    request.touches(patients.map(({ id }) => id))
    const rows = patients.map(patient => patientCells(patient, zone))
    return await sendTable(
      reply,
      `patients-${localDate(clock.now(), zone)}`,
      writeTable(PATIENT_HEADER, rows),
    )
  })

  app.get('/practice/exports/appointments.csv', owner, async (request, reply) => {
    const form = readForm(periodForm, request.query)
    if (!form.ok) throw new Refusal(422, Object.values(form.errors)[0] ?? '')
    const { practiceId, zone } = memberOf(request)
    const appointments = await listAppointments(db, practiceId, form.input)
    request.touches(appointments.map(row => row.patient_id))
    const rows = appointments.map(row => appointmentCells(row, zone))
    const name = `rendez-vous-${form.input.from}-${form.input.to}`
    return await sendTable(reply, name, writeTable(APPOINTMENT_HEADER, rows))
  })
}

const sendTable = (reply: FastifyReply, name: string, text: string) =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(text)

const listPatients = async (db: Db, practiceId: Id) => {
  const patients = await db
    .selectFrom('patients')
    .select(['id', 'civility', 'first_name', 'last_name', 'born_on', 'address', 'address_extra'])
    .select(['postcode', 'city', 'archived_at'])
    .where('practice_id', '=', practiceId)
    .orderBy('last_name')
    .orderBy('first_name')
    .orderBy('id')
    .execute()
  const phones = await db
    .selectFrom('phones')
    .select(['patient_id', 'e164'])
    .where('practice_id', '=', practiceId)
    .where('carer_id', 'is', null)
    .orderBy('position')
    .execute()
  const byPatient = Map.groupBy(phones, phone => phone.patient_id)
  return patients.map(row => ({ ...row, phones: (byPatient.get(row.id) ?? []).map(({ e164 }) => e164) }))
}

const listAppointments = async (db: Db, practiceId: Id, { from, to }: { from: LocalDate; to: LocalDate }) => {
  const rows = await db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .innerJoin('users as u', 'u.id', 'a.clinician_id')
    .select(['a.on', 'a.agreed_at', 'a.window_from_at', 'a.window_to_at', 'a.duration_minutes', 'a.place'])
    .select(['a.kind', 'a.care', 'a.status', 'a.patient_id', 'p.first_name', 'p.last_name', 'p.born_on'])
    .select(['u.first_name as clinicianFirst', 'u.last_name as clinicianLast'])
    .where('a.practice_id', '=', practiceId)
    .where('a.on', '>=', from)
    .where('a.on', '<=', to)
    .orderBy('a.on')
    .orderBy('a.agreed_at')
    .orderBy('a.id')
    .execute()
  return rows.map(row => ({ ...row, clinician: `${row.clinicianFirst} ${row.clinicianLast}` }))
}
