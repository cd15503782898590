import type { FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { Situation } from '../delays/situation.ts'
import type { House } from '../house.ts'
import { frenchIn } from '../http/french.ts'
import { listPatientsOfRound } from '../rounds/queries.ts'
import type { Id, LocalDate } from '../terms.ts'
import { keptStops } from './kept-stops.ts'
import { type LoadedRound, loadRoundScreen } from './loaded-round.ts'
import { noRoundView } from './no-round-view.ts'
import { roundPath, roundView } from './round-view.ts'
import { clinicianOf, visibleRounds } from './which-round.ts'

/** The round as a page, or as the fragment that replaces `#round`; leaves the audit entry of who was seen. */
export const answerRound = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  { on, round }: { on: LocalDate; round: LoadedRound | null },
) => {
  const member = memberOf(request)
  const others = await visibleRounds(house.db, member, on)
  const f = frenchIn(member.zone)
  if (round) request.touches(round.day.stops.map(stop => stop.patient_id))
  const view = round
    ? roundView(round, member, others, f, house.clock.epochMs())
    : noRoundView(on, clinicianOf(request, member), member, others, f)
  const fragment = request.headers['hx-request-type'] === 'partial'
  const title = `${view.title}${view.total > 0 ? `, ${view.done} sur ${view.total}` : ''}`
  if (fragment) return await reply.page('today/_round', { title, tab: 'round', view })
  const kept = round && view.mayTap ? keptStops(round, member, f, house.clock.epochMs()) : []
  return await reply.page('today/show', { title, tab: 'round', view, kept })
}

/** What the page sends by itself is answered with the whole round: the one audit entry then names everybody on it. */
export const touchWhatIsShown = async (
  request: FastifyRequest,
  house: House,
  round: { id: Id; practice_id: Id },
): Promise<void> => {
  if (isPlainForm(request)) return
  const shown = await listPatientsOfRound(house.db, round.practice_id, round.id)
  request.touches(shown.map(stop => stop.patientId))
}

/** Without scripts: the answer leads to the page, and shows nothing itself. */
export const isPlainForm = (request: FastifyRequest): boolean => request.headers['hx-request'] === undefined

/** After a tap: the fragment for htmx, the page again for a plain form. `thought`: what the tap made us think, if it did. */
export const answerAfterTap = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  round: { id: Id; on: LocalDate; clinician_id: Id },
  thought?: Situation,
) => {
  if (isPlainForm(request)) return reply.redirect(roundPath(round.on, round.clinician_id), 303)
  const now = house.clock.epochMs()
  const loaded = await loadRoundScreen(house.db, memberOf(request), round.id, now, thought)
  return await answerRound(request, reply, house, { on: round.on, round: loaded })
}
