import type { FastifyInstance, FastifyReply } from 'fastify'
import { listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { addKind, archiveKind, getKind, listKinds, moveKind } from '../agenda/kinds.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import type { Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import type { Id } from '../terms.ts'
import { FIRST_KINDS } from './first-kinds.ts'
import { kindWords } from './kind-words.ts'
import { mayEdit, refuseOthers } from './whose.ts'

type OfKind = { Params: { id: Id } }

/** The kinds of appointment of the practice: their order, and those that are no longer given. */
export const kindListRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<{ Querystring: { saved?: string; outdated?: string } }>(
    '/practice/kinds',
    { config: { access: STAFF } },
    async (request, reply) => show(reply, memberOf(request), request.query),
  )

  app.post('/practice/kinds/first', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    refuseOthers(member, null)
    await inTransaction(db, async trx => {
      if ((await listKinds(trx, member.practiceId)).length > 0) return
      for (const content of FIRST_KINDS) await addKind(trx, member.practiceId, content, clock.now())
    })
    return reply.redirect('/practice/kinds?saved=1', 303)
  })

  app.post<OfKind>('/practice/kinds/:id/position', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    refuseOthers(member, null)
    const by = ((request.body ?? {}) as Typed).to === 'up' ? -1 : 1
    await inTransaction(db, trx => moveKind(trx, member.practiceId, request.params.id, by))
    return reply.redirect('/practice/kinds', 303)
  })

  const archive = (action: 'archive' | 'restoration') =>
    app.post<OfKind>(
      `/practice/kinds/:id/${action}`,
      { config: { access: STAFF } },
      async (request, reply) => {
        const member = memberOf(request)
        const { id, clinicianId } = await getKind(db, member.practiceId, request.params.id)
        refuseOthers(member, clinicianId)
        const version = Number(((request.body ?? {}) as Typed).version)
        const of = { practiceId: member.practiceId, id, version: Number.isInteger(version) ? version : 0 }
        const at = action === 'archive' ? clock.now() : null
        const outcome = await inTransaction(db, trx => archiveKind(trx, of, at))
        return reply.redirect(`/practice/kinds?${outcome === 'changed' ? 'saved' : 'outdated'}=1`, 303)
      },
    )
  archive('archive')
  archive('restoration')

  const show = async (
    reply: FastifyReply,
    member: Member,
    { saved, outdated }: { saved?: string; outdated?: string },
  ): Promise<FastifyReply> => {
    const [kinds, archived, clinicians] = await Promise.all([
      listKinds(db, member.practiceId),
      listKinds(db, member.practiceId, { archived: true }),
      listClinicians(db, member.practiceId),
    ])
    const f = frenchIn(member.zone)
    const nameOf = (id: Id | null) => clinicians.find(clinician => clinician.id === id)?.name
    const line = (kind: (typeof kinds)[number]) => ({
      ...kind,
      words: kindWords(kind, f, nameOf(kind.clinicianId)),
      editable: mayEdit(member, kind.clinicianId),
    })
    return await reply.page('scheduling-settings/kinds', {
      title: 'Types de rendez-vous',
      tab: 'practice',
      kinds: kinds.map(line),
      archived: archived.map(line),
      mayOrder: mayEdit(member, null),
      saved: saved !== undefined,
      outdated: outdated !== undefined,
    })
  }
}
