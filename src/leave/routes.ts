import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { listSubstitutes, substituteOn } from '../access/substitutes.ts'
import { addDatedHours, getDatedHours, listDatedHours, removeDatedHours } from '../agenda/dated-hours.ts'
import { otherTimes } from '../agenda/other-times.ts'
import { getAppointment } from '../agenda/queries.ts'
import { listAnnounced, tellReplacement } from '../agenda/tell-replacement.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { Conflict, NotFound, Refusal } from '../http/refusals.ts'
import { cancelInRound, changeInRound, type Moment } from '../planning/place.ts'
import { sameAgain } from '../planning/same-again.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { affectedLine, isLeave, type Leave, listDuring } from './affected.ts'
import { listCancelled } from './cancelled.ts'
import { cancelAllSchema, cancelSchema, leaveSchema, moveSchema } from './forms.ts'

type OfLeave = { Params: { id: Id } }
type OfAppointment = { Params: { id: Id; appointmentId: Id } }

const staff = { config: { access: STAFF } }

/** A clinician who is away: whom that concerns, who takes over, and another time for the others, told to them. */
export const leaveRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  const momentOf = ({ zone, userId }: Member): Moment => ({
    now: clock.now(),
    today: localDate(clock.now(), zone),
    by: { kind: 'member', userId },
  })

  app.get('/leaves', staff, async (request, reply) => {
    const member = memberOf(request)
    const { practiceId, zone } = member
    const f = frenchIn(zone)
    const clinicians = await listClinicians(db, practiceId)
    const ids = clinicians.map(({ id }) => id)
    const days = await listDatedHours(db, practiceId, ids, { from: localDate(clock.now(), zone) })
    const leaves = days.filter(isLeave).map(leave => ({
      id: leave.id,
      who: clinicians.find(({ id }) => id === leave.clinicianId)?.name ?? '',
      when: f.capital(f.dates(leave.fromOn, leave.toOn)),
      label: leave.label,
    }))
    return await reply.page('leave/list', { title: 'Congés', tab: 'practice', leaves })
  })

  app.get('/leaves/new', staff, async (request, reply) => {
    const today = localDate(clock.now(), memberOf(request).zone)
    return await showForm(request, reply, { typed: { from: today, to: today } })
  })

  app.post('/leaves', staff, async (request, reply) => {
    const member = memberOf(request)
    const form = readForm(leaveSchema, request.body)
    if (!form.ok) return await showForm(request, reply, form)
    const { from, to, label } = form.input
    const clinicians = await listClinicians(db, member.practiceId)
    const clinicianId = chooseClinician(clinicians, member, form.input.clinician).id
    const days = { clinicianId, fromOn: from, toOn: to, open: false, hours: [], label: label || 'Congé' }
    const id = await request.transact(
      async trx => await addDatedHours(trx, member.practiceId, days, clock.now()),
    )
    return await reply.redirect(`/leaves/${id}`, 303)
  })

  app.get<OfLeave>('/leaves/:id', staff, async (request, reply) => {
    return await show(request, reply, await leaveOf(request))
  })

  app.post<OfLeave>('/leaves/:id/removal', staff, async (request, reply) => {
    const leave = await leaveOf(request)
    await request.transact(async trx => {
      await removeDatedHours(trx, memberOf(request).practiceId, leave.id)
    })
    return await reply.redirect('/leaves', 303)
  })

  app.post<OfAppointment>('/leaves/:id/appointments/:appointmentId/move', staff, async (request, reply) => {
    const member = memberOf(request)
    const leave = await leaveOf(request)
    const row = await appointmentOf(request, leave)
    const form = readForm(moveSchema, request.body)
    if (!form.ok) throw new Refusal(422, 'Choisissez une des heures proposées.')
    const of = { practiceId: member.practiceId, id: row.id, version: form.input.version }
    const agreedAt = new Date(form.input.at).toISOString()
    const wanted = { ...sameAgain(row), on: localDate(agreedAt, member.zone), agreedAt, window: null }
    const outcome = await request.transact(
      async trx =>
        await changeInRound(trx, of, { ...wanted, notBeforeAt: null, hardBeforeAt: null }, momentOf(member), {
          overlap: false,
          tell: true,
        }),
    )
    if (outcome !== 'changed') throw new Conflict(REFUSALS[outcome])
    return await reply.redirect(`/leaves/${leave.id}`, 303)
  })

  app.post<OfAppointment>(
    '/leaves/:id/appointments/:appointmentId/cancellation',
    staff,
    async (request, reply) => {
      const member = memberOf(request)
      const leave = await leaveOf(request)
      const row = await appointmentOf(request, leave)
      const form = readForm(cancelSchema, request.body)
      const version = form.ok ? form.input.version : 0
      const cancelled = { practiceId: member.practiceId, id: row.id, version, reason: 'leave' }
      const outcome = await request.transact(
        async trx => await cancelInRound(trx, cancelled, momentOf(member), { tell: true }),
      )
      if (outcome !== 'changed') throw new Conflict(REFUSALS[outcome])
      return await reply.redirect(`/leaves/${leave.id}`, 303)
    },
  )

  app.post<OfLeave>('/leaves/:id/cancellations', staff, async (request, reply) => {
    const member = memberOf(request)
    const leave = await leaveOf(request)
    const form = readForm(cancelAllSchema, request.body)
    const substitutes = await listSubstitutes(db, member.practiceId, leave.clinicianId, leave)
    await request.transact(async trx => {
      const rows = (await listDuring(trx, member.practiceId, leave)).filter(
        row => !substituteOn(row.on, substitutes),
      )
      request.touches(rows.map(row => row.patient_id))
      if (!form.ok || rows.length !== form.input.seen)
        throw new Conflict('La liste a changé entre-temps. Relisez-la avant de tout annuler.')
      for (const { id, version } of rows) {
        const cancelled = { practiceId: member.practiceId, id, version, reason: 'leave' }
        await cancelInRound(trx, cancelled, momentOf(member), { tell: true })
      }
    })
    return await reply.redirect(`/leaves/${leave.id}`, 303)
  })

  app.post<OfLeave>('/leaves/:id/announcement', staff, async (request, reply) => {
    const { practiceId, userId } = memberOf(request)
    const { id, clinicianId, fromOn, toOn } = await leaveOf(request)
    await request.transact(async trx => {
      const practice = await trx
        .selectFrom('practices')
        .select(['id', 'zone', 'undo_seconds'])
        .where('id', '=', practiceId)
        .executeTakeFirstOrThrow()
      const announcement = { leaveId: id, clinicianId, fromOn, toOn, by: userId }
      request.touches(await tellReplacement(trx, practice, announcement, clock.now()))
    })
    return await reply.redirect(`/leaves/${id}#assures`, 303)
  })

  /** @throws NotFound for days that are not a clinician's leave */
  const leaveOf = async (request: FastifyRequest<OfLeave>): Promise<Leave> => {
    const days = await getDatedHours(db, memberOf(request).practiceId, request.params.id)
    if (!isLeave(days)) throw new NotFound()
    return days
  }

  const appointmentOf = async (request: FastifyRequest<OfAppointment>, leave: Leave) => {
    const row = await getAppointment(db, memberOf(request).practiceId, request.params.appointmentId)
    if (row.clinician_id !== leave.clinicianId) throw new NotFound()
    request.touches([row.patient_id])
    return row
  }

  const showForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { typed, errors = {} }: { typed: Typed; errors?: FieldErrors },
  ) => {
    const member = memberOf(request)
    const clinicians = await listClinicians(db, member.practiceId)
    const { id: own } = chooseClinician(clinicians, member, null)
    return await reply.page(
      'leave/form',
      {
        title: 'Noter un congé',
        tab: 'practice',
        typed: { clinician: own, ...typed },
        errors,
        clinicians: Object.fromEntries(clinicians.map(({ id, name }) => [id, name])),
      },
      { status: Object.keys(errors).length > 0 ? 422 : 200 },
    )
  }

  const show = async (request: FastifyRequest, reply: FastifyReply, leave: Leave) => {
    const member = memberOf(request)
    const f = frenchIn(member.zone)
    const rows = await listDuring(db, member.practiceId, leave)
    const substitutes = await listSubstitutes(db, member.practiceId, leave.clinicianId, leave)
    request.touches([...new Set(rows.map(row => row.patient_id))])
    const cancelled = await listCancelled(db, member.practiceId, leave, f)
    request.touches(cancelled.map(line => line.patientId))
    const { appointment } = request.query as { appointment?: string }
    const opened = rows.find(row => row.id === appointment)
    const announced = await listAnnounced(db, member.practiceId, leave.id)
    const lines = rows.map(row => affectedLine(row, substitutes, announced, f))
    const covered = lines.filter(line => line.coveredBy !== null)
    const clinicians = await listClinicians(db, member.practiceId)
    const around = { now: clock.now(), zone: member.zone, days: leave, ignoresNotice: true }
    return await reply.page('leave/show', {
      title: 'Congé',
      tab: 'practice',
      path: `/leaves/${leave.id}`,
      who: clinicians.find(({ id }) => id === leave.clinicianId)?.name ?? '',
      when: f.capital(f.dates(leave.fromOn, leave.toOn)),
      label: leave.label,
      substitutes: substitutes.map(each => ({
        name: `${each.firstName} ${each.lastName}`,
        when: f.capital(f.dates(each.fromOn!, each.toOn!)),
      })),
      mayInvite: member.role === 'owner',
      open: lines.filter(line => line.coveredBy === null),
      covered,
      cancelled,
      untold: new Set(covered.filter(line => line.told === null).map(line => line.patientId)).size,
      opened: opened && {
        id: opened.id,
        times: (await otherTimes(db, opened, around)).map(at => ({
          at,
          words: `${f.capital(f.day(localDate(at, member.zone)))}, ${f.time(at)}`,
        })),
      },
    })
  }
}

const REFUSALS: Record<'outdated' | 'taken' | 'same' | 'begun', string> = {
  outdated: 'Quelqu’un a changé ce rendez-vous entre-temps.',
  taken: 'Cette heure vient d’être donnée. Choisissez-en une autre.',
  same: 'Ce patient a déjà un rendez-vous à cette heure.',
  begun: 'Ce rendez-vous a commencé.',
}
