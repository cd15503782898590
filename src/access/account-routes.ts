import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { type FieldErrors, readForm } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { type getUser, setPassword } from './accounts.ts'
import { clearSessionCookie } from './cookies.ts'
import { deviceName } from './device-name.ts'
import { showRecoveryCodes } from './enrolment-routes.ts'
import { passwordChangeForm, passwordProofForm } from './forms.ts'
import { accountOf } from './member.ts'
import { listPractices } from './memberships.ts'
import { newPasswordOf } from './new-password.ts'
import { withdrawResets } from './password-resets.ts'
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts'
import { endSessions, listSessions } from './sessions.ts'
import { beginSecondStep, checkPassword } from './sign-in.ts'
import { askToWait } from './waiting.ts'

/** What belongs to the person and not to a practice: password, second factor, sessions. */
export const accountRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock } = house
  const signedIn = { config: { access: 'signed_in' } } as const

  app.get<{ Querystring: { done?: string } }>('/account', signedIn, async (request, reply) =>
    showAccount(request, reply, house, { done: DONE[request.query.done ?? ''] }),
  )

  app.post('/account/password', signedIn, async (request, reply) => {
    const form = readForm(passwordChangeForm, request.body)
    if (!form.ok) return showAccount(request, reply, house, { form: 'password', errors: form.errors })
    const proof = await prove(request, reply, house, form.input.current_password)
    if (!proof.ok) return showAccount(request, reply, house, { form: 'password', ...proof })
    const chosen = await newPasswordOf(house, proof.user, form.input.password)
    if ('fault' in chosen)
      return showAccount(request, reply, house, { form: 'password', errors: { password: chosen.fault } })
    const { userId, sessionId } = accountOf(request)
    await inTransaction(db, async trx => {
      await setPassword(trx, userId, chosen.hash)
      await withdrawResets(trx, userId, clock.now())
      await endSessions(trx, userId, { except: sessionId }, clock.now())
    })
    return reply.redirect('/account?done=password', 303)
  })

  app.post('/account/recovery-codes', signedIn, async (request, reply) => {
    const proof = await proveByForm(request, reply, house)
    if (!proof.ok) return showAccount(request, reply, house, { form: 'codes', ...proof })
    const codes = await inTransaction(db, trx => replaceRecoveryCodes(trx, secrets, proof.user.id))
    return showRecoveryCodes(reply, codes, '/account')
  })

  app.post('/account/second-factor', signedIn, async (request, reply) => {
    const proof = await proveByForm(request, reply, house)
    if (!proof.ok) return showAccount(request, reply, house, { form: 'second-factor', ...proof })
    return reply.redirect(beginSecondStep(house, reply, proof.user, '/account', true), 303)
  })

  app.post('/account/sessions/revocation', signedIn, async (request, reply) => {
    const { userId, sessionId } = accountOf(request)
    await endSessions(db, userId, { except: sessionId }, clock.now())
    return reply.redirect('/account?done=sessions', 303)
  })

  app.post<{ Params: { id: string } }>(
    '/account/sessions/:id/revocation',
    signedIn,
    async (request, reply) => {
      const { userId } = accountOf(request)
      const ended = await endSessions(db, userId, { only: request.params.id }, clock.now())
      if (ended === 0) throw new NotFound()
      return reply.redirect('/account?done=session', 303)
    },
  )

  app.post('/sign-out', signedIn, async (request, reply) => {
    const { userId, sessionId } = accountOf(request)
    await endSessions(db, userId, { only: sessionId }, clock.now())
    clearSessionCookie(reply, house)
    return reply.redirect('/sign-in', 303)
  })
}

const DONE: Record<string, string> = {
  password: 'Votre mot de passe est changé. Les autres appareils sont déconnectés.',
  sessions: 'Les autres appareils sont déconnectés.',
  session: 'Cet appareil est déconnecté.',
}

type Proof =
  | { ok: true; user: Awaited<ReturnType<typeof getUser>> }
  | { ok: false; errors: FieldErrors; status?: number }

/** An open session is not enough to change what guards the account: the password is asked again, and guesses count. */
const prove = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  password: string,
): Promise<Proof> => {
  const checked = await checkPassword(house, request, { email: accountOf(request).email, password })
  if (checked.outcome === 'right') return { ok: true, user: checked.result }
  if (checked.outcome === 'wrong')
    return { ok: false, errors: { current_password: 'Ce n’est pas le mot de passe de ce compte.' } }
  const sentence = askToWait(reply, house.clock, checked.untilAt)
  return { ok: false, errors: { current_password: sentence }, status: 429 }
}

const proveByForm = async (request: FastifyRequest, reply: FastifyReply, house: House): Promise<Proof> => {
  const form = readForm(passwordProofForm, request.body)
  if (!form.ok) return { ok: false, errors: form.errors }
  return await prove(request, reply, house, form.input.current_password)
}

type AccountPage = { done?: string; form?: string; errors?: FieldErrors; status?: number }

const showAccount = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db, clock }: House,
  { done, form, errors, status = 422 }: AccountPage,
) => {
  const account = accountOf(request)
  const sessions = await listSessions(db, account.userId, clock.now())
  return reply.page(
    'access/account',
    {
      title: 'Mon compte',
      tab: 'practice',
      account,
      practices: await listPractices(db, account.userId, clock.now()),
      sessions: sessions.map(session => ({
        ...session,
        device: deviceName(session.userAgent),
        current: session.id === account.sessionId,
      })),
      codesLeft: await countRecoveryCodes(db, account.userId),
      done,
      form,
      errors: errors ?? {},
    },
    { status: errors ? status : 200 },
  )
}
