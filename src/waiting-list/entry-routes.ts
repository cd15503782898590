import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { getKind, listKinds } from '../agenda/kinds.ts'
import { getAppointment } from '../agenda/queries.ts'
import { addEntry, changeEntry, getEntry } from '../agenda/waiting/entries.ts'
import type { WaitingEntryRow } from '../db/tables/waiting.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { Conflict, NotFound } from '../http/refusals.ts'
import { patientName } from '../patients/names.ts'
import { getPatient } from '../patients/queries.ts'
import { endWaiting } from '../planning/waiting-offer.ts'
import type { Id } from '../terms.ts'
import { contentOf, type EntryInput, entryForm } from './forms.ts'
import { clinicianNames } from './names.ts'

type OfThing = { Params: { id: Id } }

const staff = { config: { access: STAFF } }
const OUTDATED =
  'Quelqu’un vient de modifier ce souhait. Rouvrez la liste d’attente pour voir ce qui a changé.'

/** One patient's wish: adding it, changing it, ending it and taking that back. */
export const entryRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfThing & { Querystring: { appointment?: string } }>(
    '/patients/:id/waiting/new',
    staff,
    async (request, reply) => {
      const member = memberOf(request)
      const { appointment = '' } = request.query
      const sooner = appointment ? await getAppointment(db, member.practiceId, appointment) : null
      if (sooner && sooner.patient_id !== request.params.id) throw new NotFound()
      const typed = {
        weekdays: ['1', '2', '3', '4', '5'],
        kind: sooner?.kind_id ?? '',
        clinician: sooner?.clinician_id ?? '',
        appointment,
      }
      return await show(request, reply, member, { patientId: request.params.id, typed })
    },
  )

  app.post<OfThing>('/patients/:id/waiting', staff, async (request, reply) => {
    const member = memberOf(request)
    const patientId = request.params.id
    const form = readForm(entryForm, request.body)
    if (!form.ok) return await show(request, reply, member, { patientId, ...form })
    await getPatient(db, member.practiceId, patientId)
    request.touches([patientId])
    await demandOwn(member, patientId, form.input)
    const who = { practiceId: member.practiceId, patientId, by: member.userId }
    await request.transact(trx => addEntry(trx, who, contentOf(form.input), clock.now()))
    return await reply.redirect('/waiting-list?said=added', 303)
  })

  app.get<OfThing>('/waiting-list/:id', staff, async (request, reply) => {
    const member = memberOf(request)
    const entry = await getEntry(db, member.practiceId, request.params.id)
    return await show(request, reply, member, { patientId: entry.patient_id, entry, typed: asTyped(entry) })
  })

  app.post<OfThing>('/waiting-list/:id', staff, async (request, reply) => {
    const member = memberOf(request)
    const entry = await getEntry(db, member.practiceId, request.params.id)
    const form = readForm(entryForm, request.body)
    if (!form.ok) return await show(request, reply, member, { patientId: entry.patient_id, entry, ...form })
    request.touches([entry.patient_id])
    await demandOwn(member, entry.patient_id, form.input)
    const of = { ...entry, version: form.input.version }
    const change = await request.transact(trx => changeEntry(trx, of, contentOf(form.input), clock.now()))
    if (change === 'outdated') throw new Conflict(OUTDATED)
    return await reply.redirect('/waiting-list?said=changed', 303)
  })

  app.post<OfThing>('/waiting-list/:id/end', staff, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const entry = await getEntry(db, practiceId, request.params.id)
    request.touches([entry.patient_id])
    if (entry.status === 'waiting')
      await request.transact(trx => endWaiting(trx, entry, { now: clock.now() }))
    return await reply.redirect(`/waiting-list?ended=${entry.id}`, 303)
  })

  app.post<OfThing>('/waiting-list/:id/return', staff, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const entry = await getEntry(db, practiceId, request.params.id)
    request.touches([entry.patient_id])
    const back = { status: 'waiting', ended_at: null } as const
    if (entry.status === 'ended') await request.transact(trx => changeEntry(trx, entry, back, clock.now()))
    return await reply.redirect('/waiting-list?said=returned', 303)
  })

  /** Kind, clinician and appointment are the practice's, and this patient's. */
  const demandOwn = async ({ practiceId }: Member, patientId: Id, input: EntryInput): Promise<void> => {
    await getKind(db, practiceId, input.kind)
    if (input.clinician && !(await clinicianNames(db, practiceId)).has(input.clinician)) throw new NotFound()
    if (!input.appointment) return
    const { patient_id } = await getAppointment(db, practiceId, input.appointment)
    if (patient_id !== patientId) throw new NotFound()
  }

  type Shown = { patientId: Id; entry?: WaitingEntryRow; typed: Typed; errors?: FieldErrors }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { practiceId }: Member,
    { patientId, entry, typed, errors = {} }: Shown,
  ) => {
    const patient = await getPatient(db, practiceId, patientId)
    request.touches([patient.id])
    const kinds = await listKinds(db, practiceId)
    const page = {
      title: 'Liste d’attente',
      tab: 'agenda',
      name: patientName(patient),
      action: entry ? `/waiting-list/${entry.id}` : `/patients/${patient.id}/waiting`,
      isNew: entry === undefined,
      backPath: entry ? '/waiting-list' : `/patients/${patient.id}`,
      kinds: Object.fromEntries(kinds.map(kind => [kind.id, kind.name])),
      clinicians: { '': 'Peu importe', ...Object.fromEntries(await clinicianNames(db, practiceId)) },
      typed,
      errors,
    }
    return await reply.page('waiting-list/form', page, { status: Object.keys(errors).length > 0 ? 422 : 200 })
  }
}

/** An entry as it would have been typed. */
const asTyped = (entry: WaitingEntryRow): Typed => ({
  kind: entry.kind_id,
  clinician: entry.clinician_id ?? '',
  weekdays: entry.weekdays.split(','),
  from: entry.from_time === '00:00' ? '' : entry.from_time,
  to: entry.to_time === '23:59' ? '' : entry.to_time,
  until: entry.until_on ?? '',
  appointment: entry.appointment_id ?? '',
  version: entry.version,
})
