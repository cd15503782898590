import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDayOff } from '../agenda/day-off.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import type { Outcome } from '../planning/place.ts'
import type { Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import type { Answer } from './answers.ts'
import { askPractice, cancelsAtOnce, cannotCome, confirm, type Held } from './appointment-answering.ts'
import { isMissed, listStandingDay, loadDay } from './appointment-day.ts'
import { appointmentPage, cancellationPage, type Refusable } from './appointment-page.ts'
import type { DayFacts } from './appointment-words.ts'
import { type Destination, destinationOf } from './destination.ts'
import { otherTimeForm, refusalForm } from './forms.ts'
import { holderOf } from './link-holder.ts'
import { type Offer, offerOf } from './offer.ts'
import { otherAppointments } from './other-appointments.ts'
import { takeOtherTime } from './other-time.ts'
import { getPractice } from './queries.ts'
import { textsOf } from './texts.ts'

type OfLink = { Params: { token: string } }

const LINK = { config: { access: 'link' } } as const

type OfAppointment = Extract<Destination, { page: 'appointment' }>

/** The page of an appointment of another day. */
export const showAppointment = async (
  request: FastifyRequest<OfLink>,
  reply: FastifyReply,
  house: House,
  { appointment, stopId }: OfAppointment,
  { status = 200, refusal = '' }: { status?: number; refusal?: string } = {},
): Promise<FastifyReply> => {
  const { db, clock } = house
  const link = holderOf(request)
  const practice = await getPractice(db, link.practice_id)
  const facts = await loadDay(db, link, appointment, stopId)
  const page = appointmentPage({ link, practice, stopId }, request.params.token, facts, {
    texts: await textsOf(db, link),
    offer: await offerAgain(db, practice, appointment, facts, clock.now()),
  })
  const dayOff = await isDayOff(db, appointment, localDate(clock.now(), practice.zone))
  const others = await otherAppointments(house, link, appointment, practice.zone)
  const shown = { ...page, dayOff, refusal, others }
  return await reply.page('patient-space/appointment', shown, {
    layout: 'patient',
    zone: practice.zone,
    status,
  })
}

/** What the practice had to cancel is offered again at another time, once, for as long as nobody has asked to be called. */
const offerAgain = async (
  db: Db,
  practice: PracticeRow,
  appointment: AppointmentRow,
  facts: DayFacts,
  now: Instant,
): Promise<Offer | null> => {
  if (!isMissed(facts) || facts.asked !== null) return null
  const offer = await offerOf(db, practice, appointment, now)
  return offer.times.length > 0 ? offer : null
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
    return await showChoices(request, reply)
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

  app.post<OfLink>('/p/:token/other-time', LINK, async (request, reply) => {
    const link = holderOf(request)
    const form = readForm(otherTimeForm, request.body)
    if (!form.ok) return await showChoices(request, reply, { status: 422, refusal: NOTHING_CHOSEN })
    const { appointment: chosen, ...wanted } = form.input
    const outcome = await request.transact(async trx => {
      const to = await destinationOf(trx, link, clock.now())
      if (to.page !== 'appointment') return 'outdated'
      const day = [...(await listStandingDay(trx, to.appointment)), to.appointment]
      const appointment = day.find(({ id }) => id === chosen)
      if (!appointment) return 'outdated'
      return await takeOtherTime(trx, await heldBy(trx, request, to), { appointment, ...wanted }, clock.now())
    })
    if (outcome === 'changed' || outcome === 'wished') return await back(request, reply)
    return await showChoices(request, reply, { status: 409, refusal: REFUSALS[outcome] })
  })

  /** What « Je ne peux pas » leads to; where nothing stands any more, what there is instead. */
  const showChoices = async (
    request: FastifyRequest<OfLink>,
    reply: FastifyReply,
    { status = 200, refusal = '' }: { status?: number; refusal?: string } = {},
  ): Promise<FastifyReply> => {
    const to = await destinationOf(db, holderOf(request), clock.now())
    if (to.page !== 'appointment') return await back(request, reply)
    const refusable = await listRefusable(to.appointment)
    if (refusable.length === 0) {
      if (refusal) return await showAppointment(request, reply, house, to, { status, refusal })
      return await back(request, reply)
    }
    const held = await heldBy(db, request, to)
    const page = { ...cancellationPage(held, request.params.token, refusable), refusal }
    return await reply.page('patient-space/cancellation', page, {
      layout: 'patient',
      zone: held.practice.zone,
      status,
    })
  }

  const listRefusable = async (appointment: AppointmentRow): Promise<Refusable[]> => {
    const practice = await getPractice(db, appointment.practice_id)
    const day = await listStandingDay(db, appointment)
    const now = clock.now()
    return await Promise.all(
      day.map(async each => ({
        appointment: each,
        atOnce: await cancelsAtOnce(db, practice, each, now),
        offer: await offerOf(db, practice, each, now),
      })),
    )
  }
}

const NOTHING_CHOSEN = 'Cochez au moins un moment, ou choisissez une autre réponse.'

const REFUSALS: Record<Exclude<Outcome, 'changed'>, string> = {
  taken: 'Cette heure vient d’être prise. Rien n’est changé\u00a0: voici les heures encore libres.',
  same: 'Vous avez déjà un rendez-vous à cette heure. Rien n’est changé.',
  outdated: 'Ce rendez-vous a changé entre-temps. Le voici tel qu’il est maintenant.',
  begun: 'Ce rendez-vous a déjà commencé.',
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
