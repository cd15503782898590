import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { memberOf } from '../access/member.ts'
import type { Db, Trx } from '../db/database.ts'
import { reconsider } from '../delays/reconsider.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { Refusal } from '../http/refusals.ts'
import { addBreak, removeBreak, setStart } from '../rounds/frame.ts'
import { ensureRound, findRound, loadRound } from '../rounds/queries.ts'
import type { Id } from '../terms.ts'
import { instantAt, localDate } from '../time.ts'
import { copyDay } from './copy-day.ts'
import { breakSchema, copySchema, minutesBetween, startSchema } from './forms.ts'
import { type Day, dateOf, planPage, planPath } from './plan-page.ts'

type OfDay = { Params: { date: string }; Querystring: { clinician?: string; copied?: string; left?: string } }
type OfBreak = { Params: { date: string; breakId: Id } }

/** One clinician's day before it begins: when it starts, when it rests, and taking over another day. */
export const planRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house
  const staff = { config: { access: STAFF } }

  app.get<OfDay>('/rounds/:date/plan', staff, async (request, reply) => {
    const { copied, left } = request.query
    const day = await dayOf(db, request, request.query.clinician)
    return await planPage(reply, request, house, day, {
      said: copied === undefined ? null : { copied: Number(copied) || 0, left: Number(left) || 0 },
    })
  })

  app.post<OfDay>('/rounds/:date/start', staff, async (request, reply) => {
    const form = readForm(startSchema, request.body)
    const day = await dayOf(db, request, clinicianIn(request))
    if (!form.ok) return await planPage(reply, request, house, day, { ...form, at: 'start' })
    const { start } = form.input
    await change(request, day, async (trx, roundId) => {
      const startsAt = start && instantAt(day.on, start, day.member.zone)
      await setStart(trx, { practiceId: day.member.practiceId, roundId }, startsAt)
    })
    return await back(reply, day)
  })

  app.post<OfDay>('/rounds/:date/breaks', staff, async (request, reply) => {
    const form = readForm(breakSchema, request.body)
    const day = await dayOf(db, request, clinicianIn(request))
    if (!form.ok) return await planPage(reply, request, house, day, { ...form, at: 'break' })
    const { from, to, atLeast } = form.input
    await change(request, day, async (trx, roundId) => {
      const { practiceId, zone } = day.member
      const frame = {
        from_at: instantAt(day.on, from!, zone),
        to_at: instantAt(day.on, to!, zone),
        at_least_minutes: atLeast ?? minutesBetween(from!, to!),
      }
      await addBreak(trx, { practiceId, roundId }, frame)
    })
    return await back(reply, day)
  })

  app.post<OfBreak>('/rounds/:date/breaks/:breakId/removal', staff, async (request, reply) => {
    const day = await dayOf(db, request, clinicianIn(request))
    await change(request, day, async (trx, roundId) => {
      const { practiceId } = day.member
      await removeBreak(trx, { practiceId, roundId, id: request.params.breakId })
    })
    return await back(reply, day)
  })

  app.post<OfDay>('/rounds/:date/copies', staff, async (request, reply) => {
    const form = readForm(copySchema, request.body)
    const day = await dayOf(db, request, clinicianIn(request))
    if (!form.ok || form.input.from === day.on)
      throw new Refusal(422, 'Choisissez un autre jour à reprendre.')
    const { practiceId, userId, zone } = day.member
    const copy = { practiceId, clinicianId: day.clinician.id, from: form.input.from, to: day.on, zone }
    const { copied, left } = await request.transact(async trx => {
      const source = await findRound(trx, practiceId, day.clinician.id, copy.from)
      request.touches(source ? await patientsOf(trx, source) : [])
      return await copyDay(trx, copy, {
        now: clock.now(),
        today: localDate(clock.now(), zone),
        by: { kind: 'member', userId },
      })
    })
    return await reply.redirect(`${planPath(day)}&copied=${copied}&left=${left}`, 303)
  })

  /** Changes the frame of the day's round, made if need be, and thinks about its delays again. */
  const change = async (
    request: FastifyRequest,
    { on, clinician, member: { practiceId, zone } }: Day,
    work: (trx: Trx, roundId: Id) => Promise<void>,
  ): Promise<void> => {
    const now = clock.now()
    await request.transact(async trx => {
      const round = await ensureRound(trx, practiceId, clinician.id, on, now)
      request.touches(await patientsOf(trx, round))
      await work(trx, round.id)
      if (on === localDate(now, zone)) await reconsider(trx, { practiceId, roundId: round.id }, now)
    })
  }
}

const dayOf = async (db: Db, request: FastifyRequest, named: unknown): Promise<Day> => {
  const member = memberOf(request)
  const clinicians = await listClinicians(db, member.practiceId)
  const clinician = chooseClinician(clinicians, member, named)
  return { member, on: dateOf(request), clinician, clinicians }
}

const clinicianIn = (request: FastifyRequest): unknown =>
  (request.body as { clinician?: unknown } | null)?.clinician

const patientsOf = async (trx: Trx, round: { id: Id; practice_id: Id }): Promise<Id[]> =>
  (await loadRound(trx, round.practice_id, round.id)).stops.map(stop => stop.patient_id)

const back = async (reply: FastifyReply, day: Day) => await reply.redirect(planPath(day), 303)
