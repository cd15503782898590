import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER } from '../http/access-declaration.ts'
import { localDate } from '../time.ts'
import { handoverRoutes } from './handover-routes.ts'
import { loadRoundScreen } from './loaded-round.ts'
import { noticeRoutes } from './notice-routes.ts'
import { answerRound } from './round-answer.ts'
import { roundPath } from './round-view.ts'
import { stopRoutes } from './stop-routes.ts'
import { tapRoutes } from './tap-routes.ts'
import { clinicianOf, dateOf, findVisibleRound, visibleRounds } from './which-round.ts'

/** The live round: the page, its taps, its notices and one page per stop. */
export const todayRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/today', { config: { access: EVERY_MEMBER } }, async (request, reply) => {
    const member = memberOf(request)
    const today = localDate(house.clock.now(), member.zone)
    const rounds = await visibleRounds(house.db, member, today)
    const own = rounds.find(round => round.clinician_id === clinicianOf(request, member))
    const clinicianId = (own ?? rounds[0])?.clinician_id ?? clinicianOf(request, member)
    return reply.redirect(clinicianId ? roundPath(today, clinicianId) : `/rounds/${today}`, 303)
  })

  app.get('/rounds/:date', { config: { access: EVERY_MEMBER } }, async (request, reply) => {
    const member = memberOf(request)
    const on = dateOf(request)
    const round = await findVisibleRound(house.db, member, clinicianOf(request, member), on)
    if (!round) return await answerRound(request, reply, house, { on, round: null })
    const loaded = await loadRoundScreen(house.db, member, round.id, house.clock.epochMs())
    return await answerRound(request, reply, house, { on, round: loaded })
  })

  tapRoutes(app, house)
  noticeRoutes(app, house)
  stopRoutes(app, house)
  handoverRoutes(app, house)
}
