import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { refuseCalmly } from '../http/calm-refusals.ts'
import { type FormResult, readForm } from '../http/form.ts'
import { Refusal } from '../http/refusals.ts'
import { giveAnswer, wantTexts } from './answering.ts'
import { answerAboutAppointment, appointmentRoutes, showAppointment } from './appointment-routes.ts'
import { destinationOf } from './destination.ts'
import { answerForm, textsForm } from './forms.ts'
import { admitLinkHolders, holderOf } from './link-holder.ts'
import { offerRoutes } from './offer-routes.ts'
import { frameOf } from './page-frame.ts'
import { passagePage } from './passage-page.ts'
import { findAnswer, findNextPassage, getPractice, loadPassage } from './queries.ts'
import { textsOf } from './texts.ts'

type OfLink = { Params: { token: string } }

const LINK = { config: { access: 'link' } } as const

/** What patients and carers see behind the link of a text: their passage, their answer, whether texts may come. */
export const patientSpaceRoutes = (app: FastifyInstance, house: House): void => {
  app.register(async space => {
    space.setErrorHandler(refuseCalmly('Page effacée'))
    await admitLinkHolders(space, house)
    passageRoutes(space, house)
    appointmentRoutes(space, house)
    offerRoutes(space, house)
    textsRoutes(space, house)
  })
}

const passageRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house

  app.get<OfLink>('/p/:token', LINK, async (request, reply) => {
    const to = await destinationOf(db, holderOf(request), clock.now())
    if (to.page === 'appointment') return await showAppointment(request, reply, house, to)
    const { link } = to
    const passage = await loadPassage(db, link)
    const given = await findAnswer(db, link)
    const texts = await textsOf(db, link)
    const next = await findNextPassage(db, link, passage.stop)
    const content = { link, token: request.params.token, passage, given, texts, next }
    const page = passagePage(content, clock.epochMs())
    return await reply.page('patient-space/passage', page, show(passage.practice))
  })

  app.post<OfLink>('/p/:token/answer', LINK, async (request, reply) => {
    const link = holderOf(request)
    const { answer } = demand(readForm(answerForm, request.body))
    await request.transact(async trx => {
      const to = await destinationOf(trx, link, clock.now())
      if (to.page === 'passage') await giveAnswer(trx, to.link, answer, clock.now())
      else await answerAboutAppointment(trx, request, to, answer, clock.now())
    })
    return await reply.redirect(`/p/${request.params.token}#given`, 303)
  })
}

const textsRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfLink>('/p/:token/texts', LINK, async (request, reply) => {
    const link = holderOf(request)
    const practice = await getPractice(db, link.practice_id)
    const page = { title: 'Les SMS du cabinet', texts: await textsOf(db, link) }
    const frame = frameOf(request.params.token, practice)
    return await reply.page('patient-space/texts', { ...frame, ...page }, show(practice))
  })

  app.post<OfLink>('/p/:token/texts', LINK, async (request, reply) => {
    const link = holderOf(request)
    const { texts } = demand(readForm(textsForm, request.body))
    await request.transact(trx => wantTexts(trx, link, texts === 'on', clock.now()))
    return await reply.redirect(`/p/${request.params.token}/texts`, 303)
  })
}

/** Buttons leave nothing to type: what is none of them was not sent by our page. */
const demand = <Input>(form: FormResult<Input>): Input => {
  if (form.ok) return form.input
  throw new Refusal(422, Object.values(form.errors)[0] ?? '')
}

const show = ({ zone }: { zone: string }) => ({ layout: 'patient', zone }) as const
