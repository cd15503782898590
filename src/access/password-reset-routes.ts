import type { FastifyInstance, FastifyReply } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { getUser } from './accounts.ts'
import { newPasswordForm } from './forms.ts'
import { newPasswordOf } from './new-password.ts'
import { findReset, useReset } from './password-resets.ts'
import { beginSecondStep } from './sign-in.ts'

type WithToken = { Params: { token: string } }

/** The page behind a reset link: a new password, then the second factor, as at any sign-in. */
export const passwordResetRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock } = house
  const open = { config: { access: 'public' } } as const

  const getReset = async (token: string) => {
    const link = await findReset(db, secrets, token, clock.now())
    if (!link) throw new NotFound(GONE)
    return { link, user: await getUser(db, link.user_id!) }
  }

  app.get<WithToken>('/password-reset/:token', open, async (request, reply) => {
    const { user } = await getReset(request.params.token)
    return showNewPassword(reply, { token: request.params.token, email: user.email })
  })

  app.post<WithToken>('/password-reset/:token', open, async (request, reply) => {
    const { token } = request.params
    const { link, user } = await getReset(token)
    const page = { token, email: user.email }
    const form = readForm(newPasswordForm, request.body)
    if (!form.ok) return showNewPassword(reply, page, form.errors)
    const chosen = await newPasswordOf(house, user, form.input.password)
    if ('fault' in chosen) return showNewPassword(reply, page, { password: chosen.fault })
    const done = await inTransaction(db, trx => useReset(trx, link, chosen.hash, clock.now()))
    if (!done) throw new NotFound(GONE)
    return reply.redirect(beginSecondStep(house, reply, await getUser(db, user.id), '/'), 303)
  })
}

const GONE = 'Ce lien a déjà servi, ou son jour est passé. Demandez-en un autre.'

const showNewPassword = (
  reply: FastifyReply,
  page: { token: string; email: string },
  errors: Record<string, string> = {},
) =>
  reply.page(
    'access/new-password',
    { title: 'Un nouveau mot de passe', ...page, errors },
    { layout: 'plain', status: errors.password ? 422 : 200 },
  )
