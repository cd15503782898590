import type { FastifyInstance, FastifyReply } from 'fastify'
import { listClinicians } from '../access/clinicians.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { displayPhone } from '../patients/phones.ts'
import { type Asked, askedBy, goOn, pageOf, shown, stepOf } from './asked.ts'
import { readChoice, stepPath } from './choice.ts'
import { urgentForm } from './forms.ts'
import { touch } from './known.ts'
import { PUBLIC } from './time-routes.ts'
import { askForTriage, nextReading, type ReadAt } from './triage.ts'

/** What is urgent gets no slot: first whom to call, then a request to be called back. */
export const urgentRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house

  const asUrgent = async (request: Parameters<typeof askedBy>[0]): Promise<Asked> => ({
    ...(await askedBy(request, house)),
    choice: { ...readChoice({}), urgent: true },
  })

  app.get('/b/:slug/urgent', PUBLIC, async (request, reply) => show(reply, await asUrgent(request)))

  app.post('/b/:slug/urgent', PUBLIC, async (request, reply) => {
    const asked = await asUrgent(request)
    if (stepOf(asked) !== 'urgent') return await goOn(reply, asked)
    const form = readForm(urgentForm, request.body)
    if (!form.ok) return await show(reply, asked, { status: 422, ...form })
    const { practice, visitor } = asked
    const wanted = {
      practiceId: practice.id,
      phone: visitor!.phone,
      codeId: visitor!.codeId,
      ...form.input,
      readAt: await readAtOf(asked),
    }
    const { sent } = await request.transact(async trx => {
      const outcome = await askForTriage(trx, wanted, clock.now())
      if (outcome.sent && outcome.patientId) touch(request, asked, outcome.patientId)
      return outcome
    })
    if (!sent) return await show(reply, asked, { status: 429, errors: { concern: OFTEN }, typed: form.input })
    return await reply.redirect(`/b/${asked.settings.slug}/urgent/sent`, 303)
  })

  app.get('/b/:slug/urgent/sent', PUBLIC, async (request, reply) => {
    const asked = await asUrgent(request)
    if (!asked.visitor?.proved) return await goOn(reply, asked)
    const page = {
      ...pageOf(asked, 'Votre demande est transmise'),
      reading: readingWords(await readAtOf(asked), asked),
      mobile: displayPhone(asked.visitor.phone),
    }
    return await reply.page('booking/urgent-sent', page, shown(asked))
  })

  const readAtOf = async ({ practice }: Asked): Promise<ReadAt> => {
    const clinicianIds = (await listClinicians(db, practice.id)).map(({ id }) => id)
    return await nextReading(db, { practiceId: practice.id, zone: practice.zone, clinicianIds }, clock.now())
  }

  const show = async (
    reply: FastifyReply,
    asked: Asked,
    { status = 200, errors = {}, typed = {} }: { status?: number; errors?: object; typed?: object } = {},
  ): Promise<FastifyReply> => {
    const page = {
      ...pageOf(asked, 'C’est urgent'),
      errors,
      typed,
      proved: asked.visitor?.proved === true,
      phonePath: stepPath(asked.settings.slug, 'phone', { urgent: true }),
      reading: readingWords(await readAtOf(asked), asked),
    }
    return await reply.page('booking/urgent', page, shown(asked, status))
  }
}

const OFTEN =
  'Votre demande est déjà transmise plusieurs fois. Si cela s’aggrave, appelez le 15 ou le cabinet.'

/** When it will be read, without promising more. */
const readingWords = (readAt: ReadAt, { f }: Asked): string => {
  if (readAt === null)
    return 'Le cabinet est fermé en ce moment\u00a0: personne ne lira votre demande tout de suite.'
  if (readAt.openNow) return 'Le cabinet est ouvert\u00a0: quelqu’un lira votre demande dans l’heure.'
  return `Le cabinet est fermé\u00a0: votre demande sera lue à l’ouverture, le ${f.moment(readAt.at).replace(',', ' à')}.`
}
