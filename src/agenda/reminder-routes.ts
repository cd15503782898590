import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER, OWNER } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { reminderForm } from './reminder-forms.ts'
import { reminderSettingsOf, saveReminderSettings } from './reminder-settings.ts'
import type { ReminderSettings } from './reminder-time.ts'

/** Which texts about appointments the practice sends. Everybody may read it, owners change it. */
export const reminderRoutes = (app: FastifyInstance, { db }: House): void => {
  type Page = { errors?: FieldErrors; typed?: Typed; saved?: boolean }

  const show = async (reply: FastifyReply, member: Member, { errors = {}, typed, saved = false }: Page) =>
    await reply.page(
      'agenda/reminders',
      {
        title: 'Messages sur les rendez-vous',
        tab: 'practice',
        owner: member.role === 'owner',
        errors,
        saved,
        typed: typed ?? asTyped(await reminderSettingsOf(db, member.practiceId)),
      },
      { status: Object.keys(errors).length > 0 ? 422 : 200 },
    )

  app.get<{ Querystring: { saved?: string } }>(
    '/practice/reminders',
    { config: { access: EVERY_MEMBER } },
    async (request, reply) => show(reply, memberOf(request), { saved: request.query.saved !== undefined }),
  )

  app.post('/practice/reminders', { config: { access: OWNER } }, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const form = readForm(reminderForm, request.body)
    if (!form.ok) return await show(reply, memberOf(request), form)
    const { visits, remind_at: remindAt, cancel_hours: cancelHours, ...on } = form.input
    await inTransaction(db, trx =>
      saveReminderSettings(trx, practiceId, { on, visits, remindAt, cancelHours }),
    )
    return await reply.redirect('/practice/reminders?saved=1', 303)
  })
}

/** The settings as they would have been typed. */
const asTyped = ({ on, visits, remindAt, cancelHours }: ReminderSettings): Typed => ({
  ...on,
  visits,
  remind_at: remindAt,
  cancel_hours: cancelHours,
})
