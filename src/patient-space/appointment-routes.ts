import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDayOff } from '../agenda/day-off.ts'
import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import type { Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import type { Answer } from './answers.ts'
import { askPractice, cancelsAtOnce, cannotCome, confirm, type Held } from './appointment-answering.ts'
import { listStandingDay, loadDay } from './appointment-day.ts'
import { appointmentPage, cancellationPage, type Refusable } from './appointment-page.ts'
import { type Destination, destinationOf } from './destination.ts'
import { refusalForm } from './forms.ts'
import { holderOf } from './link-holder.ts'
import { getPractice } from './queries.ts'
import { textsOf } from './texts.ts'

type OfLink = { Params: { token: string } }

const LINK = { config: { access: 'link' } } as const

type OfAppointment = Extract<Destination, { page: 'appointment' }>

/** The page of an appointment of another day. */
export const showAppointment = async (
  request: FastifyRequest<OfLink>,
  reply: FastifyReply,
  { db, clock }: House,
  { appointment, stopId }: OfAppointment,
): Promise<FastifyReply> => {
  const link = holderOf(request)
  const practice = await getPractice(db, link.practice_id)
  const facts = await loadDay(db, link, appointment, stopId)
  const page = appointmentPage(
    { link, practice, stopId },
    request.params.token,
    facts,
    await textsOf(db, link),
  )
  const dayOff = await isDayOff(db, appointment, localDate(clock.now(), practice.zone))
  const shown = { ...page, dayOff }
  return await reply.page('patient-space/appointment', shown, { layout: 'patient', zone: practice.zone })
}

/** Confirming an appointment, or saying that one cannot come: a page first, then what it says is done. */
export const appointmentRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house

  app.post<OfLink>('/p/:token/confirmation', LINK, async (request, reply) => {
    const link = holderOf(request)
    await request.transact(async trx => {
      const to = await destinationOf(trx, link, clock.now())
      if (to.page !== 'appointment') return
      await confirm(trx, await heldBy(trx, request, to), to.appointment, clock.now())
    })
    return await back(request, reply)
  })

  app.get<OfLink>('/p/:token/cancellation', LINK, async (request, reply) => {
    const link = holderOf(request)
    const to = await destinationOf(db, link, clock.now())
    const refusable = to.page === 'appointment' ? await listRefusable(to.appointment) : []
    if (to.page !== 'appointment' || refusable.length === 0) return await back(request, reply)
    const held = await heldBy(db, request, to)
    const page = cancellationPage(held, request.params.token, refusable)
    return await reply.page('patient-space/cancellation', page, {
      layout: 'patient',
      zone: held.practice.zone,
    })
  })

  app.post<OfLink>('/p/:token/cancellation', LINK, async (request, reply) => {
    const link = holderOf(request)
    const form = readForm(refusalForm, request.body)
    const chosen = form.ok ? form.input.appointment : ''
    await request.transact(async trx => {
      const to = await destinationOf(trx, link, clock.now())
      if (to.page !== 'appointment') return
      const appointment = (await listStandingDay(trx, to.appointment)).find(({ id }) => id === chosen)
      if (appointment) await cannotCome(trx, await heldBy(trx, request, to), appointment, clock.now())
    })
    return await back(request, reply)
  })

  const listRefusable = async (appointment: AppointmentRow): Promise<Refusable[]> => {
    const practice = await getPractice(db, appointment.practice_id)
    const day = await listStandingDay(db, appointment)
    const now = clock.now()
    return await Promise.all(
      day.map(async each => ({ appointment: each, atOnce: await cancelsAtOnce(db, practice, each, now) })),
    )
  }
}

/** What a button of the page of today says, pressed on a page that shows another day. */
export const answerAboutAppointment = async (
  trx: Trx,
  request: FastifyRequest,
  to: OfAppointment,
  answer: Answer,
  now: Instant,
): Promise<void> => {
  const held = await heldBy(trx, request, to)
  if (answer === 'fine') await confirm(trx, held, to.appointment, now)
  else await askPractice(trx, held, to.appointment, answer, now)
}

const heldBy = async (db: Db | Trx, request: FastifyRequest, { stopId }: OfAppointment): Promise<Held> => {
  const link = holderOf(request)
  return { link, stopId, practice: await getPractice(db, link.practice_id) }
}

const back = async (request: FastifyRequest<OfLink>, reply: FastifyReply): Promise<FastifyReply> =>
  await reply.redirect(`/p/${request.params.token}#given`, 303)
