import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { OneTimeLinkRow } from '../db/tables/access.ts'
import type { House } from '../house.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { Conflict, Forbidden, NotFound } from '../http/refusals.ts'
import { createAccount, findUser, findUserByEmail } from './accounts.ts'
import { newAccountForm } from './forms.ts'
import { acceptInvitation } from './invitations.ts'
import { accountOf } from './member.ts'
import { listPractices } from './memberships.ts'
import { newPassword } from './new-password.ts'
import { findOneTimeLink } from './one-time-links.ts'
import { getPractice } from './practices.ts'
import { choosePractice } from './sessions.ts'
import { beginSecondStep } from './sign-in.ts'

type WithToken = { Params: { token: string } }

/** The page behind an invitation: an account if there is none yet, its second factor, then the membership. */
export const joiningRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock } = house
  const open = { config: { access: 'public' } } as const

  const getInvitation = async ({ params }: FastifyRequest<WithToken>) => {
    const link = await findOneTimeLink(db, secrets, ['invitation'], params.token, clock.now())
    if (!link) throw new NotFound(GONE)
    return { link, token: params.token }
  }

  app.get<WithToken>('/invitations/:token', open, async (request, reply) => {
    const { link, token } = await getInvitation(request)
    return showInvitation(reply, house, request, link, token)
  })

  app.post<WithToken>('/invitations/:token/account', open, async (request, reply) => {
    const { link, token } = await getInvitation(request)
    const form = readForm(newAccountForm, request.body)
    const retry = (errors: FieldErrors, typed: Typed) =>
      showInvitation(reply, house, request, link, token, errors, typed)
    if (!form.ok) return retry(form.errors, form.typed)
    const { first_name, last_name, password } = form.input
    const practice = await getPractice(db, link.practice_id!)
    const names = [first_name, last_name, practice.name]
    const chosen = await newPassword(password, { email: link.email!, names })
    if ('fault' in chosen) return retry({ password: chosen.fault }, form.input)
    const account = {
      email: link.email!,
      firstName: first_name,
      lastName: last_name,
      passwordHash: chosen.hash,
    }
    const user = await inTransaction(db, trx => createAccount(trx, account, clock.now()))
    if (!user) throw new Conflict('Cette adresse e-mail a déjà un compte. Connectez-vous.')
    return reply.redirect(beginSecondStep(house, reply, user, `/invitations/${token}`), 303)
  })

  app.post<WithToken>(
    '/invitations/:token/membership',
    { config: { access: 'signed_in' } },
    async (request, reply) => {
      const account = accountOf(request)
      const { link } = await getInvitation(request)
      if (account.email !== link.email) throw new Forbidden('Cette invitation est pour quelqu’un d’autre.')
      const outcome = await inTransaction(db, async trx => {
        const done = await acceptInvitation(trx, link, account.userId, clock.now())
        const open = await listPractices(trx, account.userId, clock.now())
        if (open.some(({ practiceId }) => practiceId === link.practice_id))
          await choosePractice(trx, account.sessionId, link.practice_id!)
        return done
      })
      if (outcome === 'too late') throw new NotFound(GONE)
      if (outcome !== 'joined') throw new Conflict(REFUSED[outcome])
      return reply.redirect('/', 303)
    },
  )
}

const GONE = 'Cette invitation a déjà servi, a été reprise ou son temps est passé. Demandez-en une autre.'

const REFUSED = {
  'already a member': 'Vous faites déjà partie de ce cabinet.',
  'not a caregiver here': 'La personne à remplacer ne soigne plus dans ce cabinet.',
  'replaces too many':
    'Vous remplacez déjà deux personnes à ces dates, et on ne peut pas en remplacer davantage.',
}

const showInvitation = async (
  reply: FastifyReply,
  { db }: House,
  { account }: FastifyRequest<WithToken>,
  link: OneTimeLinkRow,
  token: string,
  errors: FieldErrors = {},
  typed: Typed = {},
) => {
  const practice = await getPractice(db, link.practice_id!)
  const replaced = link.replaces_user_id ? await findUser(db, link.replaces_user_id) : undefined
  const isForAccount = account?.email === link.email
  return reply.page(
    'access/invitation',
    {
      title: practice.name,
      practice,
      invitation: link,
      token,
      replaces: replaced?.first_name,
      account,
      stage: account ? (isForAccount ? 'join' : 'other account') : await stageOf(db, link),
      errors,
      typed,
    },
    { layout: 'plain', zone: practice.zone, status: Object.keys(errors).length > 0 ? 422 : 200 },
  )
}

const stageOf = async (db: House['db'], link: OneTimeLinkRow) =>
  (await findUserByEmail(db, link.email!)) ? 'sign in' : 'new account'
