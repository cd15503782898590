import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { appointmentLine, spanWords } from '../agenda/absence-words.ts'
import { getAbsence, listTakenAway } from '../agenda/absences.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { Refusal } from '../http/refusals.ts'
import { patientName } from '../patients/names.ts'
import { getPatient, type Patient } from '../patients/queries.ts'
import { endAbsence, listAffected, recordAbsence } from '../planning/absence.ts'
import type { Moment } from '../planning/place.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays, localDate } from '../time.ts'
import { type AbsenceInput, absenceSchema, REASONS, returnSchema } from './forms.ts'

type OfPatient = { Params: { id: Id } }
type OfAbsence = { Params: { id: Id; absenceId: Id } }

const staff = { config: { access: STAFF } }

type Shown = { typed: Typed; errors?: FieldErrors; affected?: AbsenceInput; refusal?: string }

/** A patient who is away: what that takes out of the rounds is shown before, and a return brings it back. */
export const absenceRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  const momentOf = ({ zone, userId }: Member): Moment => ({
    now: clock.now(),
    today: localDate(clock.now(), zone),
    by: { kind: 'member', userId },
  })

  const patientOf = async (request: FastifyRequest<OfPatient>): Promise<Patient> => {
    const patient = await getPatient(db, memberOf(request).practiceId, request.params.id)
    request.touches([patient.id])
    return patient
  }

  const show = async (
    reply: FastifyReply,
    member: Member,
    patient: Patient,
    { typed, errors = {}, affected, refusal }: Shown,
  ) => {
    const f = frenchIn(member.zone)
    const days = affected && { fromOn: affected.from, toOn: affected.to }
    const about = { practiceId: member.practiceId, patientId: patient.id }
    const rows = days ? await listAffected(db, { ...about, ...days }) : null
    return await reply.page(
      'absences/form',
      {
        title: `Absence de ${patientName(patient)}`,
        tab: 'patients',
        patientId: patient.id,
        name: patientName(patient),
        typed,
        errors,
        refusal,
        readsClinical: member.readsClinical,
        affected: rows?.map(row => appointmentLine(row, f)) ?? null,
      },
      { status: refusal ? 409 : Object.keys(errors).length > 0 ? 422 : 200 },
    )
  }

  app.get<OfPatient>('/patients/:id/absences/new', staff, async (request, reply) => {
    const member = memberOf(request)
    const patient = await patientOf(request)
    const today = localDate(clock.now(), member.zone)
    return await show(reply, member, patient, { typed: { from: today } })
  })

  app.post<OfPatient>('/patients/:id/absences', staff, async (request, reply) => {
    const member = memberOf(request)
    const patient = await patientOf(request)
    const typed = (request.body ?? {}) as Typed
    const form = readForm(absenceSchema, typed)
    if (!form.ok) return await show(reply, member, patient, form)
    const { from, to, seen } = form.input
    const reason = member.readsClinical ? form.input.reason : null
    const absence = { practiceId: member.practiceId, patientId: patient.id, fromOn: from, toOn: to, reason }
    const outcome = await request.transact(async trx => {
      const affected = await listAffected(trx, absence)
      if (affected.length !== seen && affected.length > 0) return undefined
      return await recordAbsence(trx, absence, momentOf(member))
    })
    // What would be cancelled is named first.
    if (!outcome) return await show(reply, member, patient, { typed, affected: form.input })
    if (outcome.recorded) return await reply.redirect(absencePath(patient.id, outcome.id), 303)
    const known = spanWords(outcome.overlaps, frenchIn(member.zone))
    return await show(reply, member, patient, {
      typed,
      refusal: `Une absence est déjà notée ${known}. Terminez-la d’abord.`,
    })
  })

  app.get<OfAbsence>('/patients/:id/absences/:absenceId', staff, async (request, reply) => {
    const member = memberOf(request)
    const patient = await patientOf(request)
    return await showAbsence(request, reply, member, patient)
  })

  app.post<OfAbsence>('/patients/:id/absences/:absenceId/return', staff, async (request, reply) => {
    const member = memberOf(request)
    const patient = await patientOf(request)
    const absence = await getAbsence(db, member.practiceId, patient.id, request.params.absenceId)
    const form = readForm(returnSchema, request.body)
    if (!form.ok) return await showAbsence(request, reply, member, patient, form)
    if (patient.archived_at) throw new Refusal(409, 'Ce patient est archivé. Reprenez-le d’abord.')
    const { resumed } = await request.transact(
      async trx => await endAbsence(trx, absence, form.input.on, momentOf(member)),
    )
    return await reply.redirect(`${absencePath(patient.id, absence.id)}?resumed=${resumed}`, 303)
  })

  const showAbsence = async (
    request: FastifyRequest<OfAbsence>,
    reply: FastifyReply,
    member: Member,
    patient: Patient,
    form: { typed: Typed; errors: FieldErrors } | null = null,
  ) => {
    const absence = await getAbsence(db, member.practiceId, patient.id, request.params.absenceId)
    const today = localDate(clock.now(), member.zone)
    const f = frenchIn(member.zone)
    const back = absence.to_on === null ? null : addDays(absence.to_on, 1)
    const isOver = absence.annulled_at !== null || (back !== null && back <= today)
    const takenAway = await listTakenAway(db, absence, laterOf(today, absence.from_on))
    const { resumed } = request.query as { resumed?: string }
    return await reply.page(
      'absences/show',
      {
        title: `Absence de ${patientName(patient)}`,
        tab: 'patients',
        path: absencePath(patient.id, absence.id),
        patientId: patient.id,
        name: patientName(patient),
        span: spanWords(absence, f),
        reason: member.readsClinical && absence.reason ? REASONS[absence.reason] : null,
        annulled: absence.annulled_at !== null,
        isOver,
        resumed: resumed !== undefined && /^\d{1,4}$/.test(resumed) ? Number(resumed) : null,
        takenAway: takenAway.map(row => appointmentLine(row, f)),
        errors: form?.errors ?? {},
        back: form?.typed.on ?? laterOf(today, back ?? today),
        from: absence.from_on,
      },
      { status: form ? 422 : 200 },
    )
  }
}

const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)

const absencePath = (patientId: Id, absenceId: Id): string => `/patients/${patientId}/absences/${absenceId}`
