import type { FastifyInstance, FastifyReply } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { UserRow } from '../db/tables/access.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { enrolmentForm } from './forms.ts'
import { qrCode } from './qr-code.ts'
import { confirmSecondFactor, hasSecondFactor } from './second-factor.ts'
import { endSessions } from './sessions.ts'
import { enter, findHalfSession } from './sign-in.ts'
import { totpAddress } from './totp.ts'

/** Adding the second factor: the secret, a code that proves it was added, then the recovery codes, shown once. */
export const enrolmentRoutes = (app: FastifyInstance, house: House): void => {
  const open = { config: { access: 'public' } } as const

  app.get('/sign-in/enrolment', open, async (request, reply) => {
    const half = await findHalfSession(house, request, 'enrolment')
    if (!half) return reply.redirect('/sign-in', 303)
    return showEnrolment(reply, half.user, half.step.totpSecret)
  })

  app.post('/sign-in/enrolment', open, async (request, reply) => {
    const half = await findHalfSession(house, request, 'enrolment')
    if (!half) return reply.redirect('/sign-in', 303)
    const { user, next, step } = half
    const form = readForm(enrolmentForm, request.body)
    if (!form.ok) return showEnrolment(reply, user, step.totpSecret, form.errors)
    const codes = await inTransaction(house.db, async trx => {
      const now = house.clock.now()
      const made = await confirmSecondFactor(trx, house.secrets, user, step.totpSecret, form.input.code, now)
      // The telephone that is replaced may be lost, with a session open on it.
      if (made && hasSecondFactor(user)) await endSessions(trx, user.id, {}, now)
      return made
    })
    if (!codes) return showEnrolment(reply, user, step.totpSecret, { code: WRONG })
    await enter(house, request, reply, user)
    return showRecoveryCodes(reply, codes, next)
  })
}

const WRONG =
  'Ce code ne convient pas. Vérifiez que l’heure du téléphone est juste, puis prenez le code affiché.'

const showEnrolment = (
  reply: FastifyReply,
  user: UserRow,
  secret: string,
  errors: Record<string, string> = {},
) =>
  reply.page(
    'access/enrolment',
    {
      title: 'Un second verrou',
      qr: qrCode(totpAddress(secret, user.email), 'Code QR à lire avec l’application'),
      secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 '),
      address: totpAddress(secret, user.email),
      errors,
    },
    { layout: 'plain', status: errors.code ? 422 : 200 },
  )

/** In the answer to the request that made them: there is no address at which they could be read again. */
export const showRecoveryCodes = (reply: FastifyReply, codes: string[], next: string) =>
  reply.page('access/recovery-codes', { title: 'Vos codes de secours', codes, next }, { layout: 'plain' })
