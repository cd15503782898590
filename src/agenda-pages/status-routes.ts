import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import { getAppointment } from '../agenda/queries.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { cancelInRound } from '../planning/place.ts'
import { getVisibleAppointment, momentOf } from './appointment-place.ts'
import { cancellationForm, statusForm } from './forms.ts'
import { noteStatus } from './note-status.ts'
import { panelPage } from './panel-page.ts'
import { BEGUN, outdatedWords } from './words.ts'

const staff = { config: { access: STAFF } }

/** What has become of an appointment: confirmed, there, absent, cancelled. */
export const statusRoutes = (app: FastifyInstance, house: House): void => {
  const { db } = house

  app.post('/appointments/:id/status', staff, async (request, reply) => {
    const member = memberOf(request)
    const { practiceId, userId: byUserId } = member
    const { id } = await getVisibleAppointment(db, request)
    const form = readForm(statusForm, request.body)
    if (!form.ok) throw new NotFound()
    const note = { ...form.input, practiceId, id, byUserId }
    const outcome = await request.transact(async trx => await noteStatus(trx, note, momentOf(house, member)))
    if (outcome === 'changed') return await reply.redirect(`/appointments/${id}`, 303)
    const now = await getAppointment(db, practiceId, id)
    const words = outcome === 'outdated' ? outdatedWords(now, member.zone) : NOT_NOW
    return await panelPage(request, reply, house, now, { said: { tone: 'alert', words }, status: 409 })
  })

  app.post('/appointments/:id/cancellation', staff, async (request, reply) => {
    const member = memberOf(request)
    const { practiceId } = member
    const row = await getVisibleAppointment(db, request)
    const form = readForm(cancellationForm, request.body)
    if (!form.ok)
      return await panelPage(request, reply, house, row, {
        typed: form.typed,
        error: form.errors.asked ?? form.errors.note,
        status: 422,
      })
    const { version, asked, note, tell } = form.input
    const of = { practiceId, id: row.id, version, reason: [ASKED[asked], note].filter(Boolean).join(', ') }
    const outcome = await request.transact(
      async trx =>
        await cancelInRound(trx, of, momentOf(house, member), { tell, atWish: asked === 'patient' }),
    )
    if (outcome === 'changed') return await reply.redirect(`/appointments/${row.id}`, 303)
    const now = await getAppointment(db, practiceId, row.id)
    const words = outcome === 'begun' ? BEGUN : outdatedWords(now, member.zone)
    const typed = (request.body ?? {}) as Record<string, unknown>
    return await panelPage(request, reply, house, now, {
      said: { tone: 'alert', words },
      typed,
      status: 409,
    })
  })
}

const NOT_NOW = 'Ce n’est plus possible\u00a0: voyez ce que ce rendez-vous est devenu.'

const ASKED = { patient: 'à la demande du patient', practice: 'à la demande du cabinet' } as const
