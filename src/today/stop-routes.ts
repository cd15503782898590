import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import { listDecisionsOfStop } from '../delays/queries.ts'
import { reconsider } from '../delays/reconsider.ts'
import type { House } from '../house.ts'
import { CAREGIVERS, EVERY_MEMBER } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { NotFound } from '../http/refusals.ts'
import { moveStop } from '../rounds/order.ts'
import type { Id } from '../terms.ts'
import { positionForm } from './forms.ts'
import { loadRoundScreen } from './loaded-round.ts'
import { answerAfterTap, touchWhatIsShown } from './round-answer.ts'
import { stopView } from './stop-view.ts'
import { dateOf, getVisibleRoundOfStop } from './which-round.ts'

type ForStop = { Params: { stopId: Id } }

/** One stop as a page of its own: all that is known, what was decided and why, its taps to correct, its place to change. */
export const stopRoutes = (app: FastifyInstance, house: House): void => {
  app.get<ForStop>(
    '/rounds/:date/stops/:stopId',
    { config: { access: EVERY_MEMBER } },
    async (request, reply) => {
      const member = memberOf(request)
      const { stopId } = request.params
      const round = await getVisibleRoundOfStop(house.db, member, stopId, dateOf(request))
      const loaded = await loadRoundScreen(house.db, member, round.id, house.clock.epochMs())
      const stop = loaded.day.stops.find(each => each.id === stopId)
      if (!stop) throw new NotFound()
      request.touches([stop.patient_id])
      const decisions = await listDecisionsOfStop(house.db, member.practiceId, round.id, stopId)
      const view = stopView(loaded, stop, decisions, member, frenchIn(member.zone), house.clock.epochMs())
      return await reply.page('today/stop', { title: view.stop.name, tab: 'round', view })
    },
  )

  app.post<ForStop>(
    '/rounds/:date/stops/:stopId/position',
    { config: { access: CAREGIVERS } },
    async (request, reply) => {
      const form = readForm(positionForm, request.body)
      if (!form.ok) throw new NotFound()
      const { stopId } = request.params
      const round = await getVisibleRoundOfStop(house.db, memberOf(request), stopId, dateOf(request))
      const now = house.clock.now()
      await touchWhatIsShown(request, house, round)
      await request.transact(async trx => {
        const place = { practiceId: round.practice_id, roundId: round.id }
        request.touches(await moveStop(trx, { ...place, stopId }, form.input.by))
        await reconsider(trx, place, now)
      })
      return await answerAfterTap(request, reply, house, round)
    },
  )
}
