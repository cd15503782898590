import type { FastifyInstance } from 'fastify'
import { type Clinician, chooseClinician, listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { columnsOf, type NewAppointment } from '../agenda/appointment.ts'
import { findLastAppointment } from '../agenda/last-appointment.ts'
import { listUpcoming } from '../agenda/queries.ts'
import { currentCadre } from '../cadre/queries.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { NotFound, Refusal } from '../http/refusals.ts'
import { readLocalTime } from '../http/typed-time.ts'
import { patientName } from '../patients/names.ts'
import { getPatient, type Patient } from '../patients/queries.ts'
import { searchPatients } from '../patients/search.ts'
import { bookInRound, type Moment } from '../planning/place.ts'
import { whoBecomesLate } from '../planning/who-becomes-late.ts'
import type { LocalDate } from '../terms.ts'
import { isLocalDate, localDate } from '../time.ts'
import { appointmentPage } from './appointment-page.ts'
import { backPath, savedPath } from './back.ts'
import { appointmentSchema, contentOf } from './forms.ts'
import { freeWindows, type Prefill, prefilled } from './prefill.ts'
import { REFUSALS } from './refusal-words.ts'

type Asked = {
  date?: string
  time?: string
  clinician?: string
  patient?: string
  moment?: string
  q?: string
  via?: string
}

/** Adding an appointment to a clinician's day: first the patient, then the rest. */
export const newAppointmentRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<{ Querystring: Asked }>(
    '/appointments/new',
    { config: { access: STAFF } },
    async (request, reply) => {
      const member = memberOf(request)
      const { query } = request
      const on = dayOf(query.date, localDate(clock.now(), member.zone))
      const clinicians = await listClinicians(db, member.practiceId)
      const clinician = chooseClinician(clinicians, member, query.clinician)
      if (!query.patient) {
        const text = String(query.q ?? '').slice(0, 100)
        const found = await searchPatients(db, member.practiceId, { text, archived: false, among: null })
        request.touches(found.patients.map(patient => patient.id))
        return await reply.page('day-planning/choose-patient', {
          title: 'Ajouter un passage',
          tab: 'round',
          on,
          clinician,
          text,
          more: found.more,
          patients: found.patients.map(row => ({ ...row, name: patientName(row) })),
          carried: { ...(query.time && { time: query.time }), ...(query.via && { via: query.via }) },
          back: backPath(query.via, on, clinician.id),
        })
      }
      const patient = await getPatient(db, member.practiceId, String(query.patient))
      request.touches([patient.id])
      const facts = await loadPrefill(member, patient, on, clinician, query)
      const typed = {
        ...prefilled(facts),
        date: on,
        clinician: clinician.id,
        patient: patient.id,
        via: query.via,
      }
      const back = backPath(query.via, on, clinician.id)
      return await appointmentPage(
        reply,
        { patient, typed },
        { member, clinicians, windows: freeWindows(facts), back },
      )
    },
  )

  app.post('/appointments', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const typed = (request.body ?? {}) as Typed
    const patient = await getPatient(db, member.practiceId, String(typed.patient ?? ''))
    request.touches([patient.id])
    if (patient.archived_at) throw new Refusal(409, 'Ce patient est archivé. Reprenez-le d’abord.')
    const clinicians = await listClinicians(db, member.practiceId)
    const around = { member, clinicians, back: `/patients/${patient.id}` }
    const form = readForm(appointmentSchema, typed)
    if (!form.ok) return await appointmentPage(reply, { patient, ...form }, { ...around, status: 422 })
    const { input } = form
    const clinicianId = chooseClinician(clinicians, member, input.clinician).id
    const content = contentOf(member.readsClinical ? input : { ...input, care: '' }, member.zone)
    const wanted = {
      ...content,
      practiceId: member.practiceId,
      patientId: patient.id,
      clinicianId,
      on: input.date,
    }
    const booking = await request.transact(
      async trx =>
        await bookInRound(trx, wanted, momentOf(member), { overlap: input.overlap, tell: input.tell }),
    )
    if (booking.booked)
      return await reply.redirect(savedPath(typed.via, booking.id, input.date, clinicianId), 303)
    const refusal = REFUSALS[booking.why]
    const taken = booking.why === 'taken'
    const late = taken ? await lateBy(wanted) : []
    request.touches(late.flatMap(each => each.patientId ?? []))
    const shown = { patient, typed, refusal, taken, late }
    return await appointmentPage(reply, shown, { ...around, status: 409 })
  })

  const lateBy = async (wanted: NewAppointment) =>
    await whoBecomesLate(db, { ...wanted, id: null, time: columnsOf(wanted) })

  const momentOf = ({ zone, userId }: Member): Moment => ({
    now: clock.now(),
    today: localDate(clock.now(), zone),
    by: { kind: 'member', userId },
  })

  const loadPrefill = async (
    { practiceId, zone }: Member,
    patient: Patient,
    on: LocalDate,
    { profession }: Clinician,
    { moment, time }: Asked,
  ): Promise<Prefill> => ({
    terms: (await currentCadre(db, practiceId, patient.id)).terms,
    on,
    zone,
    last: await findLastAppointment(db, practiceId, patient.id, on),
    sameDay: (await listUpcoming(db, practiceId, patient.id, on)).filter(row => row.on === on),
    moment,
    time: time === undefined ? undefined : readLocalTime(time),
    profession,
  })
}

const dayOf = (named: string | undefined, today: LocalDate): LocalDate => {
  if (named === undefined) return today
  if (!isLocalDate(named)) throw new NotFound()
  return named
}
