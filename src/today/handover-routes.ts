import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import { cadresOf, currentCadre } from '../cadre/queries.ts'
import type { RoundRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { CAREGIVERS } from '../http/access-declaration.ts'
import { frenchIn } from '../http/french.ts'
import { NotFound } from '../http/refusals.ts'
import { listWithHomeAccess } from '../patients/home-access.ts'
import { listCarers } from '../patients/queries.ts'
import { checkHandover, listHandoverChecks, uncheckHandover } from '../rounds/handover.ts'
import { listPatientsOfRound, loadRound } from '../rounds/queries.ts'
import type { Id } from '../terms.ts'
import { handedOver } from './handover-view.ts'
import { touchWhatIsShown } from './round-answer.ts'
import { roundPath } from './round-view.ts'
import { clinicianOf, dateOf, getVisibleRound } from './which-round.ts'

type OfPatient = { Params: { date: string; patientId: Id } }

const caregivers = { config: { access: CAREGIVERS } }

/** Taking a round over: each patient's cadre is read and ticked by whoever will be at the door. */
export const handoverRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house

  app.get('/rounds/:date/handover', caregivers, async (request, reply) => {
    return await show(request, reply, await roundOf(request))
  })

  app.post<OfPatient>('/rounds/:date/handover/:patientId', caregivers, async (request, reply) => {
    const round = await roundOf(request)
    const check = await checkOf(request, round)
    await touchWhatIsShown(request, house, round)
    await request.transact(async trx => {
      const { version } = await currentCadre(trx, round.practice_id, check.patient_id)
      await checkHandover(trx, check, version, clock.now())
    })
    return await answer(request, reply, round)
  })

  app.post<OfPatient>('/rounds/:date/handover/:patientId/removal', caregivers, async (request, reply) => {
    const round = await roundOf(request)
    const check = await checkOf(request, round)
    await touchWhatIsShown(request, house, round)
    await request.transact(async trx => await uncheckHandover(trx, check))
    return await answer(request, reply, round)
  })

  const roundOf = async (request: FastifyRequest): Promise<RoundRow> => {
    const member = memberOf(request)
    return await getVisibleRound(db, member, clinicianOf(request, member), dateOf(request))
  }

  /** @throws NotFound for somebody who is not on this round */
  const checkOf = async (request: FastifyRequest<OfPatient>, { practice_id, id }: RoundRow) => {
    const { patientId } = request.params
    const patients = await listPatientsOfRound(db, practice_id, id)
    if (!patients.some(each => each.patientId === patientId)) throw new NotFound()
    request.touches([patientId])
    return { practice_id, round_id: id, user_id: memberOf(request).userId, patient_id: patientId }
  }

  const answer = async (request: FastifyRequest, reply: FastifyReply, round: RoundRow) =>
    request.headers['hx-request'] === undefined
      ? await reply.redirect(handoverPath(round), 303)
      : await show(request, reply, round)

  const show = async (request: FastifyRequest, reply: FastifyReply, round: RoundRow) => {
    const { practiceId, userId, zone } = memberOf(request)
    const f = frenchIn(zone)
    const { stops } = await loadRound(db, practiceId, round.id)
    const ids = [...new Set(stops.map(stop => stop.patient_id))]
    request.touches(ids)
    const which = { practice_id: practiceId, round_id: round.id, user_id: userId }
    const patients = handedOver(
      {
        stops,
        cadres: await cadresOf(db, practiceId, ids),
        checks: await listHandoverChecks(db, which),
        withHomeAccess: await listWithHomeAccess(db, practiceId, ids),
        carers: await listCarers(db, practiceId, ids),
      },
      f,
    )
    return await reply.page('today/handover', {
      title: `Relève du ${f.day(round.on)}`,
      tab: 'round',
      day: f.day(round.on),
      clinicianId: round.clinician_id,
      path: `/rounds/${round.on}/handover`,
      pagePath: handoverPath(round),
      roundPath: roundPath(round.on, round.clinician_id),
      patients,
      read: patients.filter(({ read }) => read === 'read').length,
    })
  }
}

const handoverPath = (round: Pick<RoundRow, 'on' | 'clinician_id'>): string =>
  `/rounds/${round.on}/handover?clinician=${round.clinician_id}`
