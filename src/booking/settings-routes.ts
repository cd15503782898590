import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { getPractice } from '../access/practices.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER, OWNER } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { settingsForm } from './forms.ts'
import { listOffers } from './offered.ts'
import { frameOf } from './page-frame.ts'
import { bookingSettingsOf, saveBookingSettings } from './settings.ts'

/** Whether patients may book by themselves, and how. Everybody may read it, owners change it. */
export const settingsRoutes = (app: FastifyInstance, { db, config }: House): void => {
  type Page = { errors?: FieldErrors; typed?: Typed; saved?: boolean }

  const show = async (reply: FastifyReply, member: Member, { errors = {}, typed, saved = false }: Page) => {
    const settings = await bookingSettingsOf(db, member.practiceId)
    return await reply.page(
      'booking/settings',
      {
        title: 'Réservation en ligne',
        tab: 'practice',
        owner: member.role === 'owner',
        errors,
        saved,
        open: settings.open === 1,
        address: settings.slug ? `${config.publicUrl}/b/${settings.slug}` : null,
        prefix: `${config.publicUrl}/b/`,
        offers: await listOffers(db, member.practiceId),
        typed: typed ?? settings,
      },
      { status: Object.keys(errors).length > 0 ? 422 : 200 },
    )
  }

  app.get<{ Querystring: { saved?: string } }>(
    '/practice/booking',
    { config: { access: EVERY_MEMBER } },
    async (request, reply) => show(reply, memberOf(request), { saved: request.query.saved !== undefined }),
  )

  app.post('/practice/booking', { config: { access: OWNER } }, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const form = readForm(settingsForm, request.body)
    if (!form.ok) return await show(reply, memberOf(request), form)
    const saved = await inTransaction(db, trx => saveBookingSettings(trx, practiceId, form.input))
    if (saved === 'saved') return await reply.redirect('/practice/booking?saved=1', 303)
    const errors = { slug: 'Cette adresse est déjà prise. Choisissez-en une autre.' }
    return await show(reply, memberOf(request), { errors, typed: request.body as Typed })
  })

  app.get('/practice/booking/preview', { config: { access: EVERY_MEMBER } }, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const practice = await getPractice(db, practiceId)
    const settings = await bookingSettingsOf(db, practiceId)
    return await reply.page(
      'booking/start',
      {
        ...frameOf({ practice, settings }, 'Prendre rendez-vous'),
        preview: true,
        offers: (await listOffers(db, practiceId)).map(offer => ({ ...offer, path: null })),
        urgentPath: null,
      },
      { layout: 'patient', zone: practice.zone },
    )
  })
}
