import type { FastifyInstance, FastifyReply } from 'fastify'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { columnsOf } from '../agenda/appointment.ts'
import { isStanding } from '../agenda/appointment-status.ts'
import { agreedWords } from '../agenda/appointment-words.ts'
import { getAppointment } from '../agenda/queries.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { getPatient } from '../patients/queries.ts'
import { changeInRound, type Moment } from '../planning/place.ts'
import { type BecomesLate, whoBecomesLate } from '../planning/who-becomes-late.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { appointmentPage } from './appointment-page.ts'
import { backPath, savedPath } from './back.ts'
import { appointmentSchema, contentOf } from './forms.ts'
import { typedOf } from './prefill.ts'
import { REFUSALS } from './refusal-words.ts'

type OfAppointment = { Params: { id: Id }; Querystring: { via?: string } }

/** Changing what was agreed and planned of an appointment. */
export const changeRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfAppointment>('/appointments/:id/edit', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const appointment = await getAppointment(db, member.practiceId, request.params.id)
    request.touches([appointment.patient_id])
    return await show(reply, member, appointment, {
      typed: { ...shownTo(member, appointment), via: request.query.via },
    })
  })

  app.post<OfAppointment>('/appointments/:id', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const current = await getAppointment(db, member.practiceId, request.params.id)
    request.touches([current.patient_id])
    const typed = (request.body ?? {}) as Typed
    const form = readForm(appointmentSchema, typed)
    if (!form.ok) return await show(reply, member, current, form, 422)
    const { input } = form
    const clinicians = await listClinicians(db, member.practiceId)
    const clinicianId = chooseClinician(clinicians, member, input.clinician).id
    const content = contentOf(member.readsClinical ? input : { ...input, care: current.care }, member.zone)
    const of = { practiceId: member.practiceId, id: current.id, version: input.version }
    const wanted = {
      ...content,
      practiceId: of.practiceId,
      patientId: current.patient_id,
      clinicianId,
      on: input.date,
    }
    const outcome = await request.transact(
      async trx =>
        await changeInRound(trx, of, wanted, momentOf(member), { overlap: input.overlap, tell: input.tell }),
    )
    const now = await getAppointment(db, member.practiceId, current.id)
    if (outcome === 'changed')
      return await reply.redirect(
        savedPath(typed.via, now.moved_to_id ?? now.id, input.date, clinicianId),
        303,
      )
    const kept = outcome === 'outdated' ? { ...typed, version: now.version } : typed
    const refusal = outcome === 'outdated' ? `${REFUSALS.outdated} ${asItIs(now, member)}` : REFUSALS[outcome]
    const taken = outcome === 'taken'
    const late = taken
      ? await whoBecomesLate(db, { ...wanted, id: current.id, time: columnsOf(content) })
      : []
    request.touches(late.flatMap(each => each.patientId ?? []))
    return await show(reply, member, now, { typed: kept, refusal, taken, late }, 409)
  })

  const momentOf = ({ zone, userId }: Member): Moment => ({
    now: clock.now(),
    today: localDate(clock.now(), zone),
    by: { kind: 'member', userId },
  })

  const show = async (
    reply: FastifyReply,
    member: Member,
    appointment: AppointmentRow,
    form: {
      typed: Typed
      errors?: Record<string, string>
      refusal?: string
      taken?: boolean
      late?: BecomesLate[]
    },
    status = 200,
  ) => {
    const patient = await getPatient(db, member.practiceId, appointment.patient_id)
    const clinicians = await listClinicians(db, member.practiceId)
    const back =
      form.typed.via === 'agenda'
        ? `/appointments/${appointment.id}`
        : backPath('', appointment.on, appointment.clinician_id)
    const cancelled = ENDED[appointment.status]
    return await appointmentPage(
      reply,
      { patient, refusal: cancelled, ...form },
      { member, clinicians, id: appointment.id, back, status },
    )
  }
}

const ENDED: Partial<Record<AppointmentRow['status'], string>> = {
  cancelled: 'Ce rendez-vous est annulé.',
  moved: 'Ce rendez-vous a été déplacé\u00a0: un autre l’a remplacé.',
}

const shownTo = (member: Member, appointment: AppointmentRow): Typed =>
  typedOf(member.readsClinical ? appointment : { ...appointment, care: '' }, member.zone)

const asItIs = (appointment: AppointmentRow, { zone }: Member): string => {
  const f = frenchIn(zone)
  if (!isStanding(appointment.status)) return 'Il est maintenant annulé ou déplacé.'
  return `Il est maintenant\u00a0: ${f.day(appointment.on)}, ${agreedWords(appointment, f)}.`
}
