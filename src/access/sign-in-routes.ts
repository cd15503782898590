import type { FastifyInstance, FastifyReply } from 'fastify'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { codeForm, signInForm } from './forms.ts'
import { beginSecondStep, checkCode, checkPassword, enter, findHalfSession } from './sign-in.ts'
import { sitePath } from './site-path.ts'
import { askToWait } from './waiting.ts'

type WithNext = { Querystring: { next?: string }; Body: { next?: string } }

/** E-mail and password, then the second factor; only then is there a session. */
export const signInRoutes = (app: FastifyInstance, house: House): void => {
  const open = { config: { access: 'public' } } as const

  app.get<WithNext>('/sign-in', open, async (request, reply) => {
    const next = sitePath(request.query.next)
    if (request.account) return reply.redirect(next, 303)
    return showSignIn(reply, { next })
  })

  app.post<WithNext>('/sign-in', open, async (request, reply) => {
    const next = sitePath(request.body?.next)
    const form = readForm(signInForm, request.body)
    if (!form.ok) return showSignIn(reply, { next, errors: form.errors, typed: form.typed }, 422)
    const typed = { email: form.input.email }
    const checked = await checkPassword(house, request, form.input)
    if (checked.outcome === 'too many') {
      const refusal = askToWait(reply, house.clock, checked.untilAt)
      return showSignIn(reply, { next, typed, refusal }, 429)
    }
    if (checked.outcome === 'wrong') return showSignIn(reply, { next, typed, refusal: WRONG }, 422)
    return reply.redirect(beginSecondStep(house, reply, checked.result, next), 303)
  })

  app.get('/sign-in/code', open, async (request, reply) => {
    const half = await findHalfSession(house, request, 'code')
    if (!half) return reply.redirect('/sign-in', 303)
    return showCode(reply, {})
  })

  app.post('/sign-in/code', open, async (request, reply) => {
    const half = await findHalfSession(house, request, 'code')
    if (!half) return reply.redirect('/sign-in', 303)
    const form = readForm(codeForm, request.body)
    if (!form.ok) return showCode(reply, { errors: form.errors }, 422)
    const checked = await checkCode(house, request, half.user, form.input)
    if (checked.outcome === 'too many')
      return showCode(reply, { refusal: askToWait(reply, house.clock, checked.untilAt) }, 429)
    if (checked.outcome === 'wrong')
      return showCode(reply, { refusal: form.input.recovery ? WRONG_RECOVERY : WRONG_CODE }, 422)
    await enter(house, request, reply, half.user)
    return reply.redirect(half.next, 303)
  })
}

const WRONG = 'L’adresse e-mail ou le mot de passe ne convient pas.'
const WRONG_CODE = 'Ce code ne convient pas, ou a déjà servi. Attendez le suivant dans votre application.'
const WRONG_RECOVERY = 'Ce code de secours ne convient pas, ou a déjà servi.'

type SignInPage = { next: string; refusal?: string; errors?: object; typed?: object }

const showSignIn = (reply: FastifyReply, page: SignInPage, status = 200) =>
  reply.page(
    'access/sign-in',
    { title: 'Se connecter', errors: {}, typed: {}, ...page },
    { layout: 'plain', status },
  )

const showCode = (reply: FastifyReply, page: { refusal?: string; errors?: object }, status = 200) =>
  reply.page('access/sign-in-code', { title: 'Votre code', errors: {}, ...page }, { layout: 'plain', status })
