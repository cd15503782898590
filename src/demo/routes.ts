import type { FastifyInstance } from 'fastify'
import { setSessionCookie } from '../access/cookies.ts'
import { openSession } from '../access/sessions.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { NotFound, Refusal } from '../http/refusals.ts'
import type { Origins } from '../messages/origins.ts'
import { demoNow } from './bar.ts'
import { keepDemoTime, steppedClockOf } from './demo-clock.ts'
import { backForm, jumpForm, personForm, speedForm } from './forms.ts'
import { giveBack } from './hands.ts'
import { jumpTarget } from './jumps.ts'
import { listPersons, sightOf } from './persons.ts'
import { phoneRoutes } from './phone-routes.ts'
import { makePlayback, type Playback } from './playback.ts'
import { startOver } from './prepare.ts'
import { ZONE } from './seed/practice.ts'
import { tickWhileListening } from './ticker.ts'

const DEMO = { config: { access: 'demo' } } as const

export type DemoWorkings = { turn: () => Promise<unknown>; origins: Origins }

/** The demo's own pages, there only when this is the demo. */
export const demoRoutes = (app: FastifyInstance, house: House, { turn, origins }: DemoWorkings): void => {
  const playback = makePlayback({ db: house.db, clock: steppedClockOf(house.clock), turn })
  tickWhileListening(app, playback)
  landingRoutes(app, house)
  clockRoutes(app, house, playback)
  phoneRoutes(app, house, origins)
}

const landingRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock } = house

  app.get('/demo', DEMO, async (_request, reply) => {
    const persons = (await listPersons(db)).map(person => ({ ...person, sight: sightOf(person) }))
    return await reply.page('demo/show', { title: 'Prévenance, la démo', persons }, { layout: 'plain' })
  })

  app.post('/demo/person', DEMO, async (request, reply) => {
    const { membership, back } = demand(readForm(personForm, request.body))
    const person = (await listPersons(db)).find(each => each.membershipId === membership)
    if (!person) throw new NotFound()
    const { userId, practiceId } = person
    const token = await openSession(db, secrets, { userId, practiceId, userAgent: 'démo' }, clock.now())
    setSessionCookie(reply, house, token)
    return reply.redirect(back === '/' || back.startsWith('/demo') ? '/today' : back, 303)
  })
}

const clockRoutes = (app: FastifyInstance, house: House, playback: Playback): void => {
  const { db, clock } = house

  app.get('/demo/time', DEMO, async (request, reply) =>
    reply.page(
      'demo/_now',
      { title: 'L’heure de la démo', demo: await demoNow(request, house) },
      { layout: 'plain' },
    ),
  )

  app.post('/demo/speed', DEMO, async (request, reply) => {
    const { speed, back } = demand(readForm(speedForm, request.body))
    await keepDemoTime(db, { at: clock.now(), speed })
    return reply.redirect(back, 303)
  })

  app.post('/demo/jump', DEMO, async (request, reply) => {
    const { to, back } = demand(readForm(jumpForm, request.body))
    await playback.playUntil(jumpTarget(to, clock.now(), ZONE))
    const leavesTheDay = to === 'start' || to === 'morning'
    return reply.redirect(leavesTheDay && back.startsWith('/rounds/') ? '/today' : back, 303)
  })

  app.post<{ Params: { id: string } }>('/demo/rounds/:id/script', DEMO, async (request, reply) => {
    const { back } = demand(readForm(backForm, request.body))
    await giveBack(db, request.params.id, clock.now())
    return reply.redirect(back, 303)
  })

  app.post('/demo/reset', DEMO, async (_request, reply) => {
    await startOver(house, playback)
    return reply.redirect('/demo', 303)
  })
}

/** These forms hold buttons only: what they do not hold was made by hand. */
const demand = <Input>(form: { ok: true; input: Input } | { ok: false }): Input => {
  if (form.ok) return form.input
  throw new Refusal(400, 'La demande n’a pas été comprise.')
}
