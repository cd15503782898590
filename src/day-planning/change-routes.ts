import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { isStanding } from '../agenda/appointment-status.ts'
import { agreedWords } from '../agenda/appointment-words.ts'
import { getAppointment } from '../agenda/queries.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { Conflict } from '../http/refusals.ts'
import { getPatient } from '../patients/queries.ts'
import { cancelInRound, changeInRound, type Moment } from '../planning/place.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { appointmentPage } from './appointment-page.ts'
import { roundPath } from './appointment-routes.ts'
import { appointmentSchema, contentOf } from './forms.ts'
import { typedOf } from './prefill.ts'
import { REFUSALS } from './refusal-words.ts'

type OfAppointment = { Params: { id: Id } }

const cancellationForm = z.object({ version: z.coerce.number().int().catch(0) })

/** Changing and cancelling an appointment. */
export const changeRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfAppointment>('/appointments/:id/edit', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const appointment = await getAppointment(db, member.practiceId, request.params.id)
    request.touches([appointment.patient_id])
    return await show(reply, member, appointment, { typed: shownTo(member, appointment) })
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
      async trx => await changeInRound(trx, of, wanted, momentOf(member), { overlap: input.overlap }),
    )
    if (outcome === 'changed') return await reply.redirect(roundPath(input.date, clinicianId), 303)
    const now = await getAppointment(db, member.practiceId, current.id)
    const kept = outcome === 'outdated' ? { ...typed, version: now.version } : typed
    const refusal = outcome === 'outdated' ? `${REFUSALS.outdated} ${asItIs(now, member)}` : REFUSALS[outcome]
    return await show(reply, member, now, { typed: kept, refusal, taken: outcome === 'taken' }, 409)
  })

  app.post<OfAppointment>(
    '/appointments/:id/cancellation',
    { config: { access: STAFF } },
    async (request, reply) => {
      const member = memberOf(request)
      const current = await getAppointment(db, member.practiceId, request.params.id)
      request.touches([current.patient_id])
      const form = readForm(cancellationForm, request.body)
      const of = { practiceId: member.practiceId, id: current.id, version: form.ok ? form.input.version : 0 }
      const outcome = await request.transact(async trx => await cancelInRound(trx, of, momentOf(member)))
      if (outcome === 'begun') throw new Conflict(REFUSALS.begun)
      if (outcome === 'outdated' && isStanding(current.status))
        throw new Conflict(`Quelqu’un a changé ce rendez-vous entre-temps. ${asItIs(current, member)}`)
      return await reply.redirect(roundPath(current.on, current.clinician_id), 303)
    },
  )

  const momentOf = ({ zone, userId }: Member): Moment => ({
    now: clock.now(),
    today: localDate(clock.now(), zone),
    by: { kind: 'member', userId },
  })

  const show = async (
    reply: FastifyReply,
    member: Member,
    appointment: AppointmentRow,
    form: { typed: Typed; errors?: Record<string, string>; refusal?: string; taken?: boolean },
    status = 200,
  ) => {
    const patient = await getPatient(db, member.practiceId, appointment.patient_id)
    const clinicians = await listClinicians(db, member.practiceId)
    const back = roundPath(appointment.on, appointment.clinician_id)
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
