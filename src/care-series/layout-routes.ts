import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { memberOf } from '../access/member.ts'
import { findCare } from '../agenda/care.ts'
import { listKinds } from '../agenda/kinds.ts'
import { getPrescription } from '../agenda/prescriptions.ts'
import { hasHours, loadSeriesQuestion } from '../agenda/series-facts.ts'
import { type Layout, layOutSeries } from '../agenda/series-layout.ts'
import { currentCadre } from '../cadre/queries.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { changeRows } from '../http/form-rows.ts'
import { Refusal } from '../http/refusals.ts'
import { getPatient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { tells } from './forms.ts'
import { laySeries } from './lay-out.ts'
import { choicesOf, type LayoutInput, layoutSchema, typedFrom } from './layout-form.ts'
import { NO_NEWS } from './preview.ts'
import { previewPage } from './preview-page.ts'
import { firstRhythm, rhythmPage, understoodWords } from './rhythm-page.ts'
import { patientsNamedIn } from './seen.ts'
import { chosenKind, wishOf } from './wish.ts'

type OfOne = { Params: { id: Id } }

/** Laying a series out: its rhythm, then every date of it before anything is booked, then all of it at once. */
export const layoutRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfOne>('/prescriptions/:id/series/new', { config: { access: STAFF } }, async (request, reply) => {
    const asked = await askedOf(request)
    const typed = typedFrom(request.url)
    if (Object.keys(typed).length > 0) return await form(reply, asked, { typed: changeRows(typed) ?? typed })
    const { member, prescription } = asked
    const today = localDate(clock.now(), member.zone)
    const care = await findCare(db, prescription, today)
    const cadre = await currentCadre(db, member.practiceId, prescription.patient_id)
    const clinicians = await listClinicians(db, member.practiceId)
    const clinician = chooseClinician(clinicians, member, undefined)
    const first = firstRhythm({ care, windows: cadre.terms.windows, clinician, today })
    return await form(reply, asked, { typed: first })
  })

  app.get<OfOne>(
    '/prescriptions/:id/series/preview',
    { config: { access: STAFF } },
    async (request, reply) => {
      const asked = await askedOf(request)
      const read = readForm(layoutSchema, typedFrom(request.url))
      if (!read.ok) return await form(reply, asked, read, 422)
      const { wish } = await wishFrom(asked, read.input)
      const question = await loadSeriesQuestion(db, wish, clock.now())
      const typed = typedFrom(request.url)
      return await preview(reply, asked, typed, wish.clinicianId, { layout: layOutSeries(question) })
    },
  )

  app.post<OfOne>('/prescriptions/:id/series', { config: { access: STAFF } }, async (request, reply) => {
    const asked = await askedOf(request)
    const { member, prescription } = asked
    const typed = (request.body ?? {}) as Typed
    const read = readForm(layoutSchema, typed)
    if (!read.ok) return await form(reply, asked, read, 422)
    const { patient } = asked
    if (patient.archived_at) throw new Refusal(409, 'Ce patient est archivé. Reprenez-le d’abord.')
    if (prescription.ended_at) throw new Refusal(409, 'Cette ordonnance est arrêtée.')
    const now = clock.now()
    const by = { kind: 'member', userId: member.userId } as const
    const moment = { now, today: localDate(now, member.zone), by }
    const { wish, kind } = await wishFrom(asked, read.input)
    const laying = {
      prescription,
      wish,
      kind,
      choices: choicesOf(typed),
      seen: typed.seen,
      zone: member.zone,
      by: member.userId,
      tell: tells(typed),
    }
    const laid = await request.transact(async trx => {
      const outcome = await laySeries(trx, laying, moment)
      if (!outcome.done) request.touches(patientsNamedIn(outcome.layout))
      return outcome
    })
    if (laid.done) return await reply.redirect(`/prescriptions/${prescription.id}?booked=${laid.booked}`, 303)
    return await preview(reply, asked, typed, wish.clinicianId, laid)
  })

  type Asked = Awaited<ReturnType<typeof askedOf>>

  const askedOf = async (request: FastifyRequest<OfOne>) => {
    const member = memberOf(request)
    const prescription = await getPrescription(db, member.practiceId, request.params.id)
    const patient = await getPatient(db, member.practiceId, prescription.patient_id)
    request.touches([patient.id])
    return { member, prescription, patient }
  }

  const wishFrom = async ({ member, prescription }: Asked, input: LayoutInput) => {
    const clinicians = await listClinicians(db, member.practiceId)
    const clinicianId = chooseClinician(clinicians, member, input.clinician).id
    const whose = { practiceId: member.practiceId, patientId: prescription.patient_id, clinicianId }
    const kind = await chosenKind(db, whose, input)
    return { kind, wish: wishOf(whose, input, kind) }
  }

  const form = async (
    reply: FastifyReply,
    { member, prescription, patient }: Asked,
    shown: { typed: Typed; errors?: Record<string, string> },
    status = 200,
  ) =>
    await rhythmPage(
      reply,
      {
        ...shown,
        patient,
        title: 'Poser les séances',
        here: `/prescriptions/${prescription.id}/series`,
        path: { form: 'new', preview: 'preview' },
        back: `/prescriptions/${prescription.id}`,
        clinicians: await listClinicians(db, member.practiceId),
        kinds: await listKinds(db, member.practiceId),
        counted: true,
        understood: understoodWords(prescription.frequency, member.readsClinical),
      },
      status,
    )

  const preview = async (
    reply: FastifyReply,
    { member, prescription, patient }: Asked,
    typed: Typed,
    clinicianId: Id,
    { layout, news = NO_NEWS }: { layout: Layout; news?: typeof NO_NEWS },
  ) =>
    await previewPage(reply, {
      patient,
      member,
      clinicianId,
      typed,
      layout,
      news,
      action: `/prescriptions/${prescription.id}/series`,
      change: `/prescriptions/${prescription.id}/series/new`,
      knowsHours: await hasHours(db, member.practiceId, clinicianId),
      tells: prescription.category !== 'visit',
    })
}
