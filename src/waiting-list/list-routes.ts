import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { getEntry } from '../agenda/waiting/entries.ts'
import { offerPlace } from '../agenda/waiting/look-at-places.ts'
import { getOffer } from '../agenda/waiting/offers.ts'
import { findPlace, lookAtAllAgain } from '../agenda/waiting/places.ts'
import { saveOffersByItself } from '../agenda/waiting/settings.ts'
import type { House } from '../house.ts'
import { OWNER, STAFF } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { NotFound, Refusal } from '../http/refusals.ts'
import type { Moment } from '../planning/place.ts'
import { declineOffer, takeOffer } from '../planning/waiting-offer.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { chosenForm, settingForm } from './forms.ts'
import { listPage } from './list-page.ts'

type OfThing = { Params: { id: Id } }

const staff = { config: { access: STAFF } }

/** What was just done, said above the list. */
const SAID: Record<string, { tone: 'ok' | 'alert'; words: string }> = {
  added: { tone: 'ok', words: 'C’est noté. Une place qui se libère lui sera proposée à son tour.' },
  changed: { tone: 'ok', words: 'C’est modifié. Sa place dans la liste est gardée.' },
  returned: { tone: 'ok', words: 'De nouveau dans la liste, à la même place.' },
  offered: { tone: 'ok', words: 'La place est proposée.' },
  'not-offered': {
    tone: 'alert',
    words: 'La place n’a pas pu être proposée\u00a0: la raison est ci-dessous.',
  },
  accepted: { tone: 'ok', words: 'Le rendez-vous est pris.' },
  declined: { tone: 'ok', words: 'C’est noté. La place va à la personne suivante.' },
  taken: {
    tone: 'alert',
    words: 'Trop tard\u00a0: cette place n’est plus libre. La personne garde sa place dans la liste.',
  },
  setting: { tone: 'ok', words: 'Le réglage est enregistré.' },
}

/** *Liste d’attente*: who waits, which places are free, who is asked; offering and answering by hand. */
export const listRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<{ Querystring: { said?: string; ended?: string } }>(
    '/waiting-list',
    staff,
    async (request, reply) => {
      const member = memberOf(request)
      const { said = '', ended } = request.query
      const page = await db.transaction().execute(trx => listPage(trx, member, clock.now()))
      request.touches(page.patientIds)
      const undo = ended
        ? await db.transaction().execute(trx => getEntry(trx, member.practiceId, ended))
        : null
      return await reply.page('waiting-list/show', {
        title: 'Liste d’attente',
        tab: 'agenda',
        said: SAID[said] ?? null,
        undo: undo && { id: undo.id, version: undo.version },
        ...page,
      })
    },
  )

  app.post<OfThing>('/waiting-list/places/:id/offer', staff, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const form = readForm(chosenForm, request.body)
    if (!form.ok) throw new Refusal(422, 'Choisissez une personne.')
    const offer = await request.transact(async trx => {
      const place = await findPlace(trx, practiceId, request.params.id)
      if (!place) throw new NotFound()
      const entry = await getEntry(trx, practiceId, form.input.entry)
      request.touches([entry.patient_id])
      return await offerPlace(trx, place, clock.now(), entry.id)
    })
    return await reply.redirect(`/waiting-list?said=${offer ? 'offered' : 'not-offered'}`, 303)
  })

  app.post<OfThing>('/waiting-list/offers/:id/acceptance', staff, async (request, reply) => {
    const member = memberOf(request)
    const of = await ofOffer(request, member)
    const taking = await request.transact(trx => takeOffer(trx, of, momentOf(member)))
    return await reply.redirect(
      `/waiting-list?said=${typeof taking === 'string' ? 'taken' : 'accepted'}`,
      303,
    )
  })

  app.post<OfThing>('/waiting-list/offers/:id/refusal', staff, async (request, reply) => {
    const member = memberOf(request)
    const of = await ofOffer(request, member)
    await request.transact(trx => declineOffer(trx, of, momentOf(member)))
    return await reply.redirect('/waiting-list?said=declined', 303)
  })

  app.post('/waiting-list/setting', { config: { access: OWNER } }, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const form = readForm(settingForm, request.body)
    if (!form.ok) throw new Refusal(422, 'Choisissez une des réponses.')
    const automatic = form.input.automatic === 'on'
    await request.transact(async trx => {
      await saveOffersByItself(trx, practiceId, automatic)
      if (automatic) await lookAtAllAgain(trx, practiceId, clock.now())
    })
    return await reply.redirect('/waiting-list?said=setting', 303)
  })

  const ofOffer = async (request: FastifyRequest<OfThing>, { practiceId }: Member) => {
    const offer = await getOffer(db, practiceId, request.params.id)
    request.touches([offer.patient_id])
    return { practiceId, id: offer.id }
  }

  const momentOf = ({ zone, userId }: Member): Moment => ({
    now: clock.now(),
    today: localDate(clock.now(), zone),
    by: { kind: 'member', userId },
  })
}
