import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { RoundRow } from '../db/tables/agenda.ts'
import { endHold, holdNotices, releaseNotices } from '../delays/hold-notices.ts'
import { reconsider } from '../delays/reconsider.ts'
import type { House } from '../house.ts'
import { CAREGIVERS } from '../http/access-declaration.ts'
import type { Id, Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { demandForm, tapFacts, tapForm } from './forms.ts'
import { answerAfterTap, touchWhatIsShown } from './round-answer.ts'
import { clinicianOf, dateOf, getVisibleRound, getVisibleRoundOfStop } from './which-round.ts'

const caregivers = { config: { access: CAREGIVERS } }

/** What the clinician says of messages that are about to leave: now, or not at all; for everybody or for one. */
export const noticeRoutes = (app: FastifyInstance, house: House): void => {
  const roundOf = async (request: FastifyRequest): Promise<RoundRow> => {
    const member = memberOf(request)
    return await getVisibleRound(house.db, member, clinicianOf(request, member), dateOf(request))
  }
  const roundOfStop = async (request: FastifyRequest): Promise<RoundRow> => {
    const { stopId } = request.params as { stopId: Id }
    return await getVisibleRoundOfStop(house.db, memberOf(request), stopId, dateOf(request))
  }

  app.post('/rounds/:date/notices/sending', caregivers, async (request, reply) => {
    const round = await roundOf(request)
    const now = house.clock.now()
    const seenAt = seenAtOf(request, now)
    await touchWhatIsShown(request, house, round)
    await request.transact(async trx => {
      const which = { practiceId: round.practice_id, roundId: round.id, stopId: null, seenAt }
      request.touches(await releaseNotices(trx, which, now))
      await reconsider(trx, which, now)
    })
    return await answerAfterTap(request, reply, house, round)
  })

  const hold = async (request: FastifyRequest, reply: FastifyReply, round: RoundRow, stopId: Id | null) => {
    const now = house.clock.now()
    const seenAt = seenAtOf(request, now)
    await touchWhatIsShown(request, house, round)
    await request.transact(async trx => {
      const which = { practiceId: round.practice_id, roundId: round.id, stopId, seenAt }
      request.touches(await holdNotices(trx, which, memberOf(request).userId, now))
      await reconsider(trx, which, now)
    })
    return await answerAfterTap(request, reply, house, round)
  }

  app.post('/rounds/:date/notices/holding', caregivers, async (request, reply) =>
    hold(request, reply, await roundOf(request), null),
  )

  app.post<{ Params: { stopId: Id } }>(
    '/rounds/:date/stops/:stopId/holding',
    caregivers,
    async (request, reply) => hold(request, reply, await roundOfStop(request), request.params.stopId),
  )

  app.post<{ Params: { stopId: Id } }>(
    '/rounds/:date/stops/:stopId/holding/end',
    caregivers,
    async (request, reply) => {
      const round = await roundOfStop(request)
      const now = house.clock.now()
      await touchWhatIsShown(request, house, round)
      await request.transact(async trx => {
        const which = { practiceId: round.practice_id, roundId: round.id, stopId: request.params.stopId }
        request.touches(await endHold(trx, which))
        await reconsider(trx, which, now)
      })
      return await answerAfterTap(request, reply, house, round)
    },
  )
}

/** A tap that took no longer than this on its way is of now: what is on screen has not changed meanwhile. */
const ON_ITS_WAY_SECONDS = 5

/** When the clinician tapped: what they saw then is what they mean. */
const seenAtOf = (request: FastifyRequest, now: Instant): Instant => {
  const { happenedAt } = tapFacts(demandForm(tapForm, request.body), now)
  return happenedAt > addSeconds(now, -ON_ITS_WAY_SECONDS) ? now : happenedAt
}
