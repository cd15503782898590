import type { FastifyInstance } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { OWNER } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { Conflict, NotFound } from '../http/refusals.ts'
import { resetForm } from './forms.ts'
import { handOver } from './hand-over.ts'
import { type Member, memberOf } from './member.ts'
import { endMembership, findListedMember } from './memberships.ts'
import { isMemberElsewhere, issueReset } from './password-resets.ts'

type WithId = { Params: { id: string } }

/** What an owner does about one member: a new password, or the end of the membership. */
export const memberRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock, config } = house
  const owner = { config: { access: OWNER } }

  const getListed = async ({ practiceId }: Member, id: string) => {
    const listed = await findListedMember(db, practiceId, id)
    if (!listed) throw new NotFound()
    return listed
  }

  app.get<WithId>('/practice/members/:id', owner, async (request, reply) => {
    const member = memberOf(request)
    const listed = await getListed(member, request.params.id)
    const title = `${listed.firstName} ${listed.lastName}`
    return reply.page('access/member', {
      title,
      tab: 'practice',
      listed,
      self: listed.userId === member.userId,
    })
  })

  app.post<WithId>('/practice/members/:id/password-reset', owner, async (request, reply) => {
    const member = memberOf(request)
    const listed = await getListed(member, request.params.id)
    const form = readForm(resetForm, request.body)
    const token = await inTransaction(db, async trx => {
      if (await isMemberElsewhere(trx, member.practiceId, listed.userId)) throw new Conflict(ELSEWHERE)
      const reset = {
        userId: listed.userId,
        practiceId: member.practiceId,
        by: member.userId,
        withSecondFactor: form.ok && form.input.second_factor,
      }
      return await issueReset(trx, secrets, reset, clock.now())
    })
    return handOver(reply, {
      heading: `Un nouveau mot de passe pour ${listed.firstName}`,
      address: `${config.publicUrl}/password-reset/${token}`,
      validity:
        'Ce lien sert une fois, pendant 24 heures. Tous les appareils de cette personne sont déconnectés.',
      back: '/practice',
    })
  })

  app.post<WithId>('/practice/members/:id/departure', owner, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const outcome = await inTransaction(db, trx =>
      endMembership(trx, practiceId, request.params.id, clock.now()),
    )
    if (outcome === 'unknown') throw new NotFound()
    if (outcome === 'last owner') throw new Conflict(LAST_OWNER)
    return reply.redirect('/practice', 303)
  })
}

const ELSEWHERE =
  'Ce compte ouvre aussi un autre cabinet\u00a0: seule la personne qui tient la machine peut en changer le mot de passe.'
const LAST_OWNER =
  'Le cabinet doit garder au moins un titulaire. Invitez-en un autre avant de mettre fin à cet accès.'
