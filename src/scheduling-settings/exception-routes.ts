import type { FastifyInstance, FastifyReply } from 'fastify'
import { listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import {
  addDatedHours,
  getDatedHours,
  removeDatedHours,
  type SavedDatedHours,
  saveDatedHours,
} from '../agenda/dated-hours.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import { changeRows } from '../http/form-rows.ts'
import type { Id } from '../terms.ts'
import { type ExceptionInput, exceptionAsTyped, readExceptionForm } from './exception-forms.ts'
import { exceptionLines } from './exception-lines.ts'
import { PLACES } from './hours-words.ts'
import { typedRanges } from './typed-ranges.ts'
import { getClinician, hoursPath, mayEdit, refuseOthers } from './whose.ts'

type OfException = { Params: { id: Id } }
type ExceptionPage = { id?: Id; typed: Typed; errors?: FieldErrors; meanwhile?: SavedDatedHours }

/** Days that are not as the week says: of one clinician, or of the whole practice. */
export const exceptionRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<{ Querystring: { clinician?: string } }>(
    '/practice/hours/exceptions/new',
    { config: { access: STAFF } },
    async (request, reply) => {
      const member = memberOf(request)
      const clinician = await getClinician(db, member, request.query.clinician)
      refuseOthers(member, clinician.id)
      return await show(reply, member, { typed: { clinician: clinician.id, open: '0', version: 0 } })
    },
  )

  app.get<OfException>(
    '/practice/hours/exceptions/:id',
    { config: { access: STAFF } },
    async (request, reply) => {
      const member = memberOf(request)
      const exception = await getDatedHours(db, member.practiceId, request.params.id)
      refuseOthers(member, exception.clinicianId)
      return await show(reply, member, { id: exception.id, typed: exceptionAsTyped(exception) })
    },
  )

  app.post('/practice/hours/exceptions', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const typed = (request.body ?? {}) as Typed
    const reworked = changeRows(typed)
    if (reworked) return await show(reply, member, { typed: reworked })
    const form = readExceptionForm(typed)
    if (!form.ok) return await show(reply, member, form, 422)
    const { version: _, ...content } = form.input
    await refuseForOthers(member, content)
    await inTransaction(db, trx => addDatedHours(trx, member.practiceId, content, clock.now()))
    return await reply.redirect(await backOf(member, content.clinicianId), 303)
  })

  app.post<OfException>(
    '/practice/hours/exceptions/:id',
    { config: { access: STAFF } },
    async (request, reply) => {
      const member = memberOf(request)
      const typed = (request.body ?? {}) as Typed
      const current = await getDatedHours(db, member.practiceId, request.params.id)
      refuseOthers(member, current.clinicianId)
      const { id } = current
      const reworked = changeRows(typed)
      if (reworked) return await show(reply, member, { id, typed: reworked })
      const form = readExceptionForm(typed)
      if (!form.ok) return await show(reply, member, { id, ...form }, 422)
      const { version, ...content } = form.input
      await refuseForOthers(member, content)
      const of = { practiceId: member.practiceId, id, version }
      const outcome = await inTransaction(db, trx => saveDatedHours(trx, of, content))
      if (outcome === 'changed') return await reply.redirect(await backOf(member, content.clinicianId), 303)
      const meanwhile = await getDatedHours(db, member.practiceId, id)
      const again = { ...typed, version: meanwhile.version }
      return await show(reply, member, { id, typed: again, meanwhile }, 409)
    },
  )

  app.post<OfException>(
    '/practice/hours/exceptions/:id/removal',
    { config: { access: STAFF } },
    async (request, reply) => {
      const member = memberOf(request)
      const { id, clinicianId } = await getDatedHours(db, member.practiceId, request.params.id)
      refuseOthers(member, clinicianId)
      await inTransaction(db, trx => removeDatedHours(trx, member.practiceId, id))
      return await reply.redirect(await backOf(member, clinicianId), 303)
    },
  )

  const refuseForOthers = async (member: Member, { clinicianId }: Pick<ExceptionInput, 'clinicianId'>) => {
    if (clinicianId !== null) await getClinician(db, member, clinicianId)
    refuseOthers(member, clinicianId)
  }

  /** What is the whole practice’s is shown among the hours of oneself, or of the first. */
  const backOf = async (member: Member, clinicianId: Id | null): Promise<string> => {
    if (clinicianId) return hoursPath(clinicianId, 'saved')
    const clinicians = await listClinicians(db, member.practiceId)
    const own = clinicians.find(({ id }) => id === member.userId) ?? clinicians[0]
    return own ? hoursPath(own.id, 'saved') : '/practice/hours'
  }

  const show = async (
    reply: FastifyReply,
    member: Member,
    { id, typed, errors = {}, meanwhile }: ExceptionPage,
    status = 200,
  ): Promise<FastifyReply> => {
    const clinicians = await listClinicians(db, member.practiceId)
    const whose = [...clinicians.map(each => [each.id, each.name] as const), ['', 'tout le cabinet'] as const]
    return await reply.page(
      'scheduling-settings/exception',
      {
        title: id ? 'Jour particulier' : 'Nouveau jour particulier',
        tab: 'practice',
        action: id ? `/practice/hours/exceptions/${id}` : '/practice/hours/exceptions',
        back: await backOf(member, typeof typed.clinician === 'string' ? typed.clinician : null),
        isNew: !id,
        whose: Object.fromEntries(whose.filter(([one]) => mayEdit(member, one || null))),
        typed,
        ranges: typedRanges(typed.ranges),
        places: PLACES,
        errors,
        outdated: status === 409,
        meanwhile: meanwhile && exceptionLines([meanwhile], member)[0],
      },
      { status },
    )
  }
}
