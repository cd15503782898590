import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { Trx } from '../db/database.ts'
import type { RoundRow, TapRow } from '../db/tables/agenda.ts'
import { reconsider } from '../delays/reconsider.ts'
import type { House } from '../house.ts'
import { CAREGIVERS } from '../http/access-declaration.ts'
import { Refusal } from '../http/refusals.ts'
import { getTap, listPatientsOfRound } from '../rounds/queries.ts'
import { type NewTap, recordTap } from '../rounds/record-tap.ts'
import type { Id } from '../terms.ts'
import { instantAt, localDate } from '../time.ts'
import { recordHospitalStay, takeBackAbsence } from './absence-taps.ts'
import { correctionForm, delayForm, demandForm, tapFacts, tapForm } from './forms.ts'
import { answerAfterTap, isPlainForm, touchWhatIsShown } from './round-answer.ts'
import { clinicianOf, dateOf, getVisibleRound, getVisibleRoundOfStop } from './which-round.ts'

type Facts = Pick<NewTap, 'id' | 'kind' | 'stopId' | 'happenedAt' | 'minutes' | 'ofTapId'>

const caregivers = { config: { access: CAREGIVERS } }

/** The gestures of the round: « Je pars », « J’arrive », « Terminé », « Absent », a delay said, and what takes them back. */
export const tapRoutes = (app: FastifyInstance, house: House): void => {
  const tapOn = (resource: string, kind: TapRow['kind']) =>
    app.post<{ Params: { stopId: Id } }>(
      `/rounds/:date/stops/:stopId/${resource}`,
      caregivers,
      async (request, reply) => {
        const form = demandForm(tapForm, request.body)
        const { stopId } = request.params
        const round = await getVisibleRoundOfStop(house.db, memberOf(request), stopId, dateOf(request))
        const facts = { ...tapFacts(form, house.clock.now()), kind, stopId, minutes: null, ofTapId: null }
        return await keepTap(request, reply, house, round, facts)
      },
    )
  tapOn('departure', 'departure')
  tapOn('arrival', 'arrival')
  tapOn('completion', 'completion')
  tapOn('absence', 'absence')

  // Found at the door: nobody there today, nor on the days to come until somebody says that they are back.
  app.post<{ Params: { stopId: Id } }>(
    '/rounds/:date/stops/:stopId/hospitalisation',
    caregivers,
    async (request, reply) => {
      const form = demandForm(tapForm, request.body)
      const { stopId } = request.params
      const round = await getVisibleRoundOfStop(house.db, memberOf(request), stopId, dateOf(request))
      const facts = tapFacts(form, house.clock.now())
      const absence = { ...facts, kind: 'absence', stopId, minutes: null, ofTapId: null } as const
      return await keepTap(request, reply, house, round, absence, { hospital: true })
    },
  )

  app.post('/rounds/:date/delay', caregivers, async (request, reply) => {
    const form = demandForm(delayForm, request.body)
    const round = await roundOf(request, house)
    const said = { kind: 'delay', stopId: null, minutes: form.minutes, ofTapId: null } as const
    return await keepTap(request, reply, house, round, { ...tapFacts(form, house.clock.now()), ...said })
  })

  app.post<{ Params: { tapId: Id } }>(
    '/rounds/:date/taps/:tapId/undo',
    caregivers,
    async (request, reply) => {
      const form = demandForm(tapForm, request.body)
      const round = await roundOf(request, house)
      const tap = await getTap(house.db, round.practice_id, round.id, request.params.tapId)
      const undo = { kind: 'undo', stopId: tap.stop_id, minutes: null, ofTapId: tap.id } as const
      return await keepTap(request, reply, house, round, { ...tapFacts(form, house.clock.now()), ...undo })
    },
  )

  app.post<{ Params: { tapId: Id } }>(
    '/rounds/:date/taps/:tapId/correction',
    caregivers,
    async (request, reply) => {
      const form = demandForm(correctionForm, request.body)
      const round = await roundOf(request, house)
      const tap = await getTap(house.db, round.practice_id, round.id, request.params.tapId)
      const happenedAt = instantAt(round.on, form.time, memberOf(request).zone)
      if (happenedAt > house.clock.now()) throw new Refusal(422, 'Cette heure n’est pas encore passée.')
      const correction = { kind: 'correction', stopId: tap.stop_id, minutes: null, ofTapId: tap.id } as const
      const { id } = tapFacts(form, house.clock.now())
      return await keepTap(request, reply, house, round, { id, happenedAt, ...correction })
    },
  )
}

const roundOf = async (request: FastifyRequest, house: House): Promise<RoundRow> => {
  const member = memberOf(request)
  return await getVisibleRound(house.db, member, clinicianOf(request, member), dateOf(request))
}

/** Stores the tap and thinks again about the delays, together or not at all; then shows the round. */
const keepTap = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  round: RoundRow,
  facts: Facts,
  { hospital = false } = {},
) => {
  const { practiceId, userId, zone } = memberOf(request)
  const now = house.clock.now()
  await touchWhatIsShown(request, house, round)
  const thought = await request.transact(async trx => {
    const tap = { ...facts, practiceId, roundId: round.id, byUserId: userId }
    if (isPlainForm(request)) request.touches(await patientsOf(trx, round, facts.stopId))
    if ((await recordTap(trx, tap, now)) === 'already') return undefined
    const moment = { now, today: localDate(now, zone), by: { kind: 'member', userId } } as const
    if (hospital) await recordHospitalStay(trx, round, tap, moment)
    if (tap.kind === 'undo') await takeBackAbsence(trx, tap, moment)
    return await reconsider(trx, { practiceId, roundId: round.id }, now)
  })
  return await answerAfterTap(request, reply, house, round, thought)
}

/** A tap on a stop is about its patient, one on the whole round about all of them. */
const patientsOf = async (trx: Trx, round: RoundRow, stopId: Id | null): Promise<Id[]> => {
  const stops = await listPatientsOfRound(trx, round.practice_id, round.id)
  return stops.filter(stop => stopId === null || stop.stopId === stopId).map(stop => stop.patientId)
}
