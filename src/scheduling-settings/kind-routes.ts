import type { FastifyInstance, FastifyReply } from 'fastify'
import { listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { addKind, getKind, type Kind, type KindContent, saveKind } from '../agenda/kinds.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import type { Id } from '../terms.ts'
import { kindAsTyped, NEW_KIND, readKindForm } from './kind-forms.ts'
import { BOOKED_BY, CATEGORIES } from './kind-words.ts'
import { getClinician, mayEdit, refuseOthers } from './whose.ts'

type OfKind = { Params: { id: Id } }
type KindPage = { kind?: Kind; typed: Typed; errors?: FieldErrors; meanwhile?: Typed }

/** Writing a kind of appointment. */
export const kindRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get('/practice/kinds/new', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const clinician = mayEdit(member, null) ? '' : member.userId
    return await show(reply, member, { typed: { ...NEW_KIND, clinician } })
  })

  app.get<OfKind>('/practice/kinds/:id', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const kind = await getKind(db, member.practiceId, request.params.id)
    refuseOthers(member, kind.clinicianId)
    return await show(reply, member, { kind, typed: kindAsTyped(kind) })
  })

  app.post('/practice/kinds', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const form = readKindForm(request.body)
    if (!form.ok) return await show(reply, member, form, 422)
    await refuseForOthers(member, form.input.content)
    await inTransaction(db, trx => addKind(trx, member.practiceId, form.input.content, clock.now()))
    return await reply.redirect('/practice/kinds?saved=1', 303)
  })

  app.post<OfKind>('/practice/kinds/:id', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const kind = await getKind(db, member.practiceId, request.params.id)
    refuseOthers(member, kind.clinicianId)
    const form = readKindForm(request.body)
    if (!form.ok) return await show(reply, member, { kind, ...form }, 422)
    const { version, content } = form.input
    await refuseForOthers(member, content)
    const of = { practiceId: member.practiceId, id: kind.id, version }
    const outcome = await inTransaction(db, trx => saveKind(trx, of, content))
    if (outcome === 'changed') return await reply.redirect('/practice/kinds?saved=1', 303)
    const current = await getKind(db, member.practiceId, kind.id)
    const typed = { ...((request.body ?? {}) as Typed), version: current.version }
    return await show(reply, member, { kind: current, typed, meanwhile: kindAsTyped(current) }, 409)
  })

  const refuseForOthers = async (member: Member, { clinicianId }: Pick<KindContent, 'clinicianId'>) => {
    if (clinicianId !== null) await getClinician(db, member, clinicianId)
    refuseOthers(member, clinicianId)
  }

  const show = async (
    reply: FastifyReply,
    member: Member,
    { kind, typed, errors = {}, meanwhile }: KindPage,
    status = 200,
  ): Promise<FastifyReply> => {
    const clinicians = await listClinicians(db, member.practiceId)
    const whose = [
      ['', 'tous les soignants'] as const,
      ...clinicians.map(each => [each.id, each.name] as const),
    ]
    return await reply.page(
      'scheduling-settings/kind',
      {
        title: kind?.name ?? 'Nouveau type de rendez-vous',
        tab: 'practice',
        action: kind ? `/practice/kinds/${kind.id}` : '/practice/kinds',
        kind,
        whose: whose.filter(([one]) => mayEdit(member, one || null)),
        categories: CATEGORIES,
        bookedBy: BOOKED_BY,
        typed,
        errors,
        meanwhile,
      },
      { status },
    )
  }
}
