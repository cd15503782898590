import type { FastifyInstance, FastifyReply } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { addressCounter, admitAttempt, forgiveAttempt } from './attempts.ts'
import { practiceExists } from './first-run.ts'
import { firstRunForm } from './forms.ts'
import { foundPractice } from './founding.ts'
import { networkOf } from './network-address.ts'
import { newPassword } from './new-password.ts'
import { beginSecondStep } from './sign-in.ts'
import { TERRITORIES } from './territories.ts'
import { askToWait } from './waiting.ts'
import type { WarningsOf } from './warnings.ts'

/** The first page of a new installation: the practice and its first member. Once there is a practice it is gone. */
export const firstRunRoutes = (app: FastifyInstance, house: House, warningsOf: WarningsOf): void => {
  const { db, secrets, clock, config } = house
  const open = { config: { access: 'public' } } as const
  const show = (reply: FastifyReply, errors: FieldErrors, typed: Typed, status = 422) =>
    reply.page(
      'access/first-run',
      {
        title: 'Ouvrir le cabinet',
        territories: TERRITORIES,
        warnings: warningsOf({ publicUrl: config.publicUrl, practiceName: '' }),
        errors,
        typed,
      },
      { layout: 'plain', status },
    )

  app.get('/first-run', open, async (_request, reply) => {
    if (await practiceExists(db)) throw new NotFound()
    return show(reply, {}, { zone: 'Europe/Paris', leg_minutes: 8, tolerance_minutes: 15 }, 200)
  })

  app.post('/first-run', open, async (request, reply) => {
    if (await practiceExists(db)) throw new NotFound()
    const form = readForm(firstRunForm, request.body)
    if (!form.ok) return show(reply, form.errors, form.typed)
    const { input } = form
    const counters = [addressCounter(secrets, networkOf(request.ip))]
    const admission = await admitAttempt(db, counters, clock.now())
    if (!admission.admitted)
      return show(reply, { code: askToWait(reply, clock, admission.untilAt) }, input, 429)
    const names = [input.first_name, input.last_name, input.name]
    const chosen = await newPassword(input.password, { email: input.email, names })
    if ('fault' in chosen) return show(reply, { password: chosen.fault }, input)
    const founding = { ...input, password_hash: chosen.hash, undo_seconds: config.noticeUndoSeconds }
    const owner = await inTransaction(db, trx => foundPractice(trx, secrets, founding, clock.now()))
    if (!owner) return show(reply, { code: WRONG }, input)
    await forgiveAttempt(db, counters)
    const warned = warningsOf({ publicUrl: config.publicUrl, practiceName: input.name }).length > 0
    return reply.redirect(beginSecondStep(house, reply, owner, warned ? '/practice' : '/patients'), 303)
  })
}

const WRONG = 'Ce n’est pas le code affiché. Il change à chaque démarrage de la machine.'
