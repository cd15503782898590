import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { KINDS } from '../agenda/appointment-words.ts'
import { findCare } from '../agenda/care.ts'
import { REGIMENS } from '../agenda/milestones.ts'
import { addPrescription, getPrescription, savePrescription } from '../agenda/prescriptions.ts'
import { renewalKey } from '../agenda/renewal-tasks.ts'
import { listDeeds } from '../agenda/series.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { Conflict, NotFound, Refusal } from '../http/refusals.ts'
import { withdrawTasks } from '../messages/tasks.ts'
import { patientName } from '../patients/names.ts'
import { getPatient, type Patient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { careView } from './care-page.ts'
import { endCare } from './end.ts'
import { contentOf, prescriptionSchema, tells, versionForm } from './forms.ts'
import { firstPrescription, typedOf } from './prescription-typed.ts'

type OfOne = { Params: { id: Id }; Querystring: { renews?: string; booked?: string } }

const OUTDATED = 'Quelqu’un a changé ou arrêté cette ordonnance entre-temps. Rien n’a été enregistré.'

/** Prescriptions: written, corrected, ended, and what came of each. */
export const prescriptionRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfOne>('/patients/:id/prescriptions/new', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const patient = await getPatient(db, member.practiceId, request.params.id)
    request.touches([patient.id])
    const { renews } = request.query
    const before = renews ? await getPrescription(db, member.practiceId, renews) : null
    if (before && before.patient_id !== patient.id) throw new NotFound()
    const today = localDate(clock.now(), member.zone)
    return await show(reply, member, patient, { typed: firstPrescription(member, today, before) })
  })

  app.post<OfOne>('/patients/:id/prescriptions', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const patient = await getPatient(db, member.practiceId, request.params.id)
    request.touches([patient.id])
    if (patient.archived_at) throw new Refusal(409, 'Ce patient est archivé. Reprenez-le d’abord.')
    const form = readForm(prescriptionSchema, request.body)
    if (!form.ok) return await show(reply, member, patient, form, 422)
    const { input } = form
    const before = input.renews ? await getPrescription(db, member.practiceId, input.renews) : null
    if (before && before.patient_id !== patient.id) throw new NotFound()
    const whose = { practiceId: member.practiceId, patientId: patient.id, by: member.userId }
    const content = readable(member, contentOf(input), before)
    const id = await request.transact(async trx => {
      if (before)
        await withdrawTasks(trx, { practiceId: whose.practiceId, key: renewalKey(before.id) }, clock.now())
      return await addPrescription(trx, { ...whose, ...content, renewsId: before?.id ?? null }, clock.now())
    })
    return await reply.redirect(`/prescriptions/${id}`, 303)
  })

  app.get<OfOne>('/prescriptions/:id', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const { practiceId, zone } = member
    const prescription = await getPrescription(db, practiceId, request.params.id)
    const patient = await getPatient(db, practiceId, prescription.patient_id)
    request.touches([patient.id])
    const care = await findCare(db, prescription, localDate(clock.now(), zone))
    const deeds = await listDeeds(
      db,
      practiceId,
      care.series.map(({ id }) => id),
    )
    const view = careView(care, deeds, member, frenchIn(zone))
    return await reply.page('care-series/show', {
      title: `${view.title}, ${patientName(patient)}`,
      tab: 'patients',
      view,
      patientId: patient.id,
      name: patientName(patient),
      version: prescription.version,
      renewedById: care.renewedById,
      booked: Number(request.query.booked) || 0,
    })
  })

  app.get<OfOne>('/prescriptions/:id/edit', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const prescription = await getPrescription(db, member.practiceId, request.params.id)
    request.touches([prescription.patient_id])
    const patient = await getPatient(db, member.practiceId, prescription.patient_id)
    return await show(reply, member, patient, { typed: typedOf(member, prescription), id: prescription.id })
  })

  app.post<OfOne>('/prescriptions/:id', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const current = await getPrescription(db, member.practiceId, request.params.id)
    request.touches([current.patient_id])
    const patient = await getPatient(db, member.practiceId, current.patient_id)
    const form = readForm(prescriptionSchema, request.body)
    if (!form.ok) return await show(reply, member, patient, { ...form, id: current.id }, 422)
    const of = { practiceId: member.practiceId, id: current.id, version: form.input.version }
    const content = readable(member, contentOf(form.input), current)
    const outcome = await request.transact(async trx => await savePrescription(trx, of, content))
    if (outcome === 'changed') return await reply.redirect(`/prescriptions/${current.id}`, 303)
    const typed = { ...(request.body as Typed), version: current.version }
    return await show(reply, member, patient, { typed, id: current.id, refusal: OUTDATED }, 409)
  })

  app.post<OfOne>('/prescriptions/:id/end', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const current = await getPrescription(db, member.practiceId, request.params.id)
    request.touches([current.patient_id])
    const form = readForm(versionForm, request.body)
    const now = clock.now()
    const by = { kind: 'member', userId: member.userId } as const
    const acting = {
      by: member.userId,
      moment: { now, today: localDate(now, member.zone), by },
      tell: tells(request.body),
    }
    const version = form.ok ? form.input.version : 0
    const outcome = await request.transact(async trx => await endCare(trx, current, version, acting))
    if (outcome === 'outdated') throw new Conflict(OUTDATED)
    return await reply.redirect(`/prescriptions/${current.id}`, 303)
  })
}

/** Who may not read what is clinical does not write over it either. */
const readable = <Content extends Pick<PrescriptionRow, 'care' | 'frequency' | 'regimen'>>(
  { readsClinical }: Member,
  content: Content,
  kept: Pick<PrescriptionRow, 'care' | 'frequency' | 'regimen'> | null,
): Content =>
  readsClinical
    ? content
    : {
        ...content,
        care: kept?.care ?? '',
        regimen: kept?.regimen ?? null,
        frequency: content.frequency || (kept?.frequency ?? ''),
      }

type Shown = { typed: Typed; errors?: Record<string, string>; refusal?: string; id?: Id }

const show = async (
  reply: FastifyReply,
  member: Member,
  patient: Patient,
  { typed, errors = {}, refusal, id }: Shown,
  status = 200,
): Promise<FastifyReply> =>
  await reply.page(
    'care-series/prescription',
    {
      title: `Ordonnance de ${patientName(patient)}`,
      tab: 'patients',
      patientId: patient.id,
      name: patientName(patient),
      id,
      action: id ? `/prescriptions/${id}` : `/patients/${patient.id}/prescriptions`,
      back: id ? `/prescriptions/${id}` : `/patients/${patient.id}`,
      typed,
      errors,
      refusal,
      readsClinical: member.readsClinical,
      kinds: KINDS,
      regimens: { '': 'Aucun', ...REGIMENS },
    },
    { status },
  )
