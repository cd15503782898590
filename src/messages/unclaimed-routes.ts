import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Member, memberOf } from '../access/member.ts'
import { firstPracticeId } from '../access/practices.ts'
import type { House } from '../house.ts'
import { OWNER } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { Conflict, NotFound, Refusal } from '../http/refusals.ts'
import { displayPhone } from '../patients/phones.ts'
import type { Id } from '../terms.ts'
import { entrust, listUnclaimed, setAside } from './unclaimed.ts'

const owner = { config: { access: OWNER } }

const PAGE = '/practice/unclaimed-replies'

type OfReply = { Params: { id: Id } }

const practiceForm = z.object({
  practice_id: z.string('Choisissez un cabinet.').min(1, 'Choisissez un cabinet.'),
})

/** Texts that belong to no practice: read and given to one by the owners of the first, who look after the installation. */
export const unclaimedRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house

  app.get(PAGE, owner, async (request, reply) => {
    await demandFirstPractice(request, house)
    const unclaimed = await db.transaction().execute(trx => listUnclaimed(trx))
    const replies = unclaimed.map(each => ({ ...each, phone: displayPhone(each.from_phone) }))
    return await reply.page('messages/unclaimed', { title: 'SMS sans cabinet', tab: 'practice', replies })
  })

  app.post<OfReply>(`${PAGE}/:id/practice`, owner, async (request, reply) => {
    const { userId } = await demandFirstPractice(request, house)
    const form = readForm(practiceForm, request.body)
    if (!form.ok) throw new Refusal(422, form.errors.practice_id ?? '')
    const { id } = request.params
    const unclaimed = await db.transaction().execute(trx => listUnclaimed(trx))
    const candidates = unclaimed.find(each => each.id === id)?.practices
    if (!candidates) throw gone()
    const chosen = candidates.find(practice => practice.id === form.input.practice_id)
    if (!chosen) throw new NotFound()
    const given = { id, practiceId: chosen.id }
    await request.transact(async trx => {
      const entrusted = await entrust(trx, given, clock.now())
      if (entrusted === 'gone') throw gone()
      const by = { practiceId: chosen.id, actor: `user:${userId}` }
      if (entrusted.patientId) request.touches([entrusted.patientId], by)
    })
    return reply.redirect(PAGE, 303)
  })

  app.post<OfReply>(`${PAGE}/:id/reading`, owner, async (request, reply) => {
    const { userId } = await demandFirstPractice(request, house)
    const reading = { id: request.params.id, by: userId }
    if ((await request.transact(trx => setAside(trx, reading, clock.now()))) === 'gone') throw gone()
    return reply.redirect(PAGE, 303)
  })
}

const gone = () => new Conflict('Ce SMS a déjà été lu ou confié à un cabinet.')

/** @throws NotFound for the owners of other practices */
const demandFirstPractice = async (request: FastifyRequest, { db }: House): Promise<Member> => {
  const member = memberOf(request)
  if (member.practiceId !== (await firstPracticeId(db))) throw new NotFound()
  return member
}
