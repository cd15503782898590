import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { getAppointment } from '../agenda/queries.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER, STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { changeInRound, type Outcome } from '../planning/place.ts'
import { localTime } from '../time.ts'
import { getVisibleAppointment, momentOf } from './appointment-place.ts'
import { moveForm } from './forms.ts'
import { findMove } from './last-move.ts'
import { movePage } from './move-page.ts'
import { panelPage, type Said } from './panel-page.ts'
import { shifted } from './shifted.ts'
import { BEGUN, outdatedWords } from './words.ts'

const staff = { config: { access: STAFF } }

type Query = { Querystring: Record<string, string | undefined> }

/** One appointment beside its days, and moving it: shown first, then done, then still to be taken back. */
export const moveRoutes = (app: FastifyInstance, house: House): void => {
  const { db } = house

  app.get<Query>('/appointments/:id', { config: { access: EVERY_MEMBER } }, async (request, reply) => {
    const row = await getVisibleAppointment(db, request)
    const said = request.query.moved === undefined ? null : await movedBanner(request, row)
    return await panelPage(request, reply, house, row, { said })
  })

  app.get<Query>('/appointments/:id/move', staff, async (request, reply) => {
    const row = await getVisibleAppointment(db, request)
    const { date, time, clinician } = request.query
    const typed: Typed = { ...(date && { date }), ...(time && { time }), ...(clinician && { clinician }) }
    const clinicians = await listClinicians(db, row.practice_id)
    return await movePage(request, reply, house, row, clinicians, { typed: { ...typed, tell: '1' } })
  })

  app.post('/appointments/:id/move', staff, async (request, reply) => {
    const member = memberOf(request)
    const row = await getVisibleAppointment(db, request)
    const typed = (request.body ?? {}) as Typed
    const clinicians = await listClinicians(db, member.practiceId)
    const form = readForm(moveForm, typed)
    if (!form.ok) return await movePage(request, reply, house, row, clinicians, { ...form, status: 422 })
    const { version, date, time, clinician, overlap, tell } = form.input
    const clinicianId = chooseClinician(clinicians, member, clinician || row.clinician_id).id
    const wanted = shifted(row, { on: date, time, clinicianId }, member.zone)
    const of = { practiceId: member.practiceId, id: row.id, version }
    const outcome = await request.transact(
      async trx => await changeInRound(trx, of, wanted, momentOf(house, member), { overlap, tell }),
    )
    const now = await getAppointment(db, member.practiceId, row.id)
    if (outcome === 'changed') return await reply.redirect(afterMove(now, typed), 303)
    return await refuse(request, reply, now, outcome, typed)
  })

  const refuse = async (
    request: FastifyRequest,
    reply: FastifyReply,
    now: AppointmentRow,
    outcome: Exclude<Outcome, 'changed'>,
    typed: Typed,
  ) => {
    const { practiceId, zone } = memberOf(request)
    const refusal = outcome === 'outdated' ? outdatedWords(now, zone) : REFUSALS[outcome]
    const clinicians = await listClinicians(db, practiceId)
    return await movePage(request, reply, house, now, clinicians, {
      typed: { ...typed, version: now.version },
      refusal,
      taken: outcome === 'taken',
      status: 409,
    })
  }

  /** Says what the last move was, with a form that takes it back as long as nothing else has happened. */
  const movedBanner = async (request: FastifyRequest, row: AppointmentRow): Promise<Said | null> => {
    const member: Member = memberOf(request)
    const move = await findMove(db, row)
    if (!move || !STAFF.includes(member.role)) return null
    const fields = {
      version: row.version,
      date: move.on,
      time: move.at === null ? '' : localTime(move.at, member.zone),
      clinician: move.clinicianId,
      overlap: '1',
      tell: '1',
      back: '1',
    }
    const undo = { action: `/appointments/${row.id}/move`, words: 'Annuler le déplacement', fields }
    return { tone: 'ok', words: 'Le rendez-vous est déplacé.', undo }
  }
}

/** Where the appointment is now; a move that was taken back needs no way back. */
const afterMove = (row: AppointmentRow, { back }: Typed): string =>
  `/appointments/${row.moved_to_id ?? row.id}${back ? '' : '?moved'}`

const REFUSALS = {
  taken: 'Ce moment est déjà pris au cabinet.',
  same: 'Ce patient a déjà un rendez-vous ce jour-là, à cette heure.',
  begun: BEGUN,
} as const
