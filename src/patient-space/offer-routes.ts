import type { FastifyInstance, FastifyRequest } from 'fastify'
import { linkEnd } from '../access/link-end.ts'
import { mintLink } from '../access/links.ts'
import { personOf } from '../agenda/history.ts'
import { getAppointment } from '../agenda/queries.ts'
import { latestStartOf } from '../agenda/reminder-time.ts'
import { replacedBy } from '../agenda/waiting/candidates.ts'
import { getEntry } from '../agenda/waiting/entries.ts'
import { getOffer } from '../agenda/waiting/offers.ts'
import type { Trx } from '../db/database.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import type { House } from '../house.ts'
import { NotFound } from '../http/refusals.ts'
import type { Moment } from '../planning/place.ts'
import { declineOffer, endWaiting, takeOffer } from '../planning/waiting-offer.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { holderOf } from './link-holder.ts'
import { offerPage } from './offer-page.ts'
import { getPractice } from './queries.ts'

type OfLink = { Params: { token: string } }

const LINK = { config: { access: 'link' } } as const

/** A place that got free: to take it, to leave it this time, or to be asked no more. A page first, then what it says. */
export const offerRoutes = (app: FastifyInstance, { clock, secrets }: House): void => {
  app.get<OfLink>('/l/:token', LINK, async (request, reply) => {
    const link = offerLinkOf(request)
    const page = await request.transact(async trx => {
      const offer = await getOffer(trx, link.practice_id, link.ref_id)
      const entry = await getEntry(trx, link.practice_id, offer.entry_id)
      const taken = offer.status === 'accepted' ? entry.appointment_id : null
      const facts = {
        offer,
        practice: await getPractice(trx, link.practice_id),
        waits: entry.status === 'waiting',
        replaces: entry.status === 'waiting' && (await replacedBy(trx, entry)) !== null,
        appointmentPath: taken && (await pathOf(trx, link, taken)),
      }
      return { zone: facts.practice.zone, ...offerPage(facts, request.params.token, clock.now()) }
    })
    return await reply.page('patient-space/offer', page, { layout: 'patient', zone: page.zone })
  })

  app.post<OfLink>('/l/:token/acceptance', LINK, async (request, reply) => {
    const link = offerLinkOf(request)
    await request.transact(async trx => takeOffer(trx, offerOf(link), await momentOf(trx, link)))
    return await reply.redirect(`/l/${request.params.token}`, 303)
  })

  app.post<OfLink>('/l/:token/refusal', LINK, async (request, reply) => {
    const link = offerLinkOf(request)
    await request.transact(async trx => declineOffer(trx, offerOf(link), await momentOf(trx, link)))
    return await reply.redirect(`/l/${request.params.token}`, 303)
  })

  app.post<OfLink>('/l/:token/end', LINK, async (request, reply) => {
    const link = offerLinkOf(request)
    await request.transact(async trx => {
      const { entry_id } = await getOffer(trx, link.practice_id, link.ref_id)
      const entry = await getEntry(trx, link.practice_id, entry_id)
      if (entry.status === 'waiting') await endWaiting(trx, entry, await momentOf(trx, link))
    })
    return await reply.redirect(`/l/${request.params.token}`, 303)
  })

  const momentOf = async (trx: Trx, link: PatientLinkRow): Promise<Moment> => {
    const { zone } = await getPractice(trx, link.practice_id)
    return { now: clock.now(), today: localDate(clock.now(), zone), by: personOf(link.carer_id) }
  }

  /** What was taken has a page of its own, on which one may still say that one cannot come. */
  const pathOf = async (trx: Trx, link: PatientLinkRow, id: Id): Promise<string> => {
    const appointment = await getAppointment(trx, link.practice_id, id)
    const { zone } = await getPractice(trx, link.practice_id)
    const agreedAt = latestStartOf(appointment, zone)
    const subject = {
      practiceId: link.practice_id,
      patientId: link.patient_id,
      carerId: link.carer_id,
      purpose: 'appointment',
      refId: id,
      expiresAt: linkEnd({ on: appointment.on, zone, agreedAt, estimateAt: null }),
    } as const
    return `/p/${(await mintLink(trx, secrets, subject, clock.now())).token}`
  }
}

const offerOf = ({ practice_id, ref_id }: PatientLinkRow) => ({ practiceId: practice_id, id: ref_id })

/** A link to something else opens nothing here. */
const offerLinkOf = (request: FastifyRequest): PatientLinkRow => {
  const link = holderOf(request)
  if (link.purpose !== 'waiting_offer') throw new NotFound()
  return link
}
