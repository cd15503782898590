import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { practiceChoiceForm } from './forms.ts'
import { accountOf } from './member.ts'
import { listPractices, listReplacementsToCome } from './memberships.ts'
import { choosePractice } from './sessions.ts'
import { sitePath } from './site-path.ts'

/** In which practice to work, for who is member of several, and what to do for who is member of none. */
export const practiceChoiceRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  const signedIn = { config: { access: 'signed_in' } } as const

  app.get<{ Querystring: { next?: string } }>('/account/practice', signedIn, async (request, reply) => {
    const { userId } = accountOf(request)
    return reply.page(
      'access/practice-choice',
      {
        title: 'Choisir un cabinet',
        practices: await listPractices(db, userId, clock.now()),
        toCome: await listReplacementsToCome(db, userId, clock.now()),
        current: request.member?.practiceId,
        next: sitePath(request.query.next),
      },
      { layout: 'plain' },
    )
  })

  app.post<{ Body: { next?: string } }>('/account/practice', signedIn, async (request, reply) => {
    const { userId, sessionId } = accountOf(request)
    const form = readForm(practiceChoiceForm, request.body)
    const practices = await listPractices(db, userId, clock.now())
    const chosen = practices.find(({ practiceId }) => form.ok && practiceId === form.input.practice_id)
    if (!chosen) throw new NotFound('Vous ne faites pas partie de ce cabinet.')
    await choosePractice(db, sessionId, chosen.practiceId)
    return reply.redirect(sitePath(request.body?.next), 303)
  })
}
