import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays, localDate, toInstant } from '../time.ts'
import { type Asked, askedBy, goOn, pageOf, shown, stepOf } from './asked.ts'
import { stepPath } from './choice.ts'
import { type FreeTime, lastDay, openFreeTimes } from './free-times.ts'
import { knownBy } from './known.ts'
import { listOffers } from './offered.ts'
import { frameOf } from './page-frame.ts'

export const PUBLIC = { config: { access: 'public' } } as const
const DAYS_SHOWN = 7

/** The first page, and the free times. */
export const timeRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/b/:slug', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    const { slug } = asked.settings
    const offers = (await listOffers(house.db, asked.practice.id)).map(offer => ({
      ...offer,
      path: stepPath(slug, 'times', { kindId: offer.kind.id }),
    }))
    const urgentPath = stepPath(slug, 'urgent', { urgent: true })
    const page = { ...frameOf(asked, 'Prendre rendez-vous'), preview: false, offers, urgentPath }
    return await reply.page('booking/start', page, shown(asked))
  })

  app.get('/b/:slug/times', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    const needsPerson = asked.offer?.kind.place === 'home' && asked.visitor?.person == null
    if (!asked.offer || needsPerson)
      return await goOn(reply, { ...asked, choice: { ...asked.choice, at: null } })
    return await showTimes(request, reply, house, asked)
  })
}

/** The times of a week from the day asked for; `notice` and another status after one that was lost. */
export const showTimes = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  came: Asked,
  { notice = null, status = 200 }: { notice?: string | null; status?: number } = {},
): Promise<FastifyReply> => {
  const asked = withoutTime(came)
  const { practice, settings, choice, f } = asked
  const now = house.clock.now()
  const today = localDate(now, practice.zone)
  const last = lastDay(settings, practice.zone, now)
  const wantedDay = choice.from ?? (came.choice.at ? localDate(came.choice.at, practice.zone) : today)
  const from = earlier(later(wantedDay, today), last)
  const to = addDays(from, DAYS_SHOWN - 1)
  const patientId = (await knownBy(request, house.db, asked))?.patientId
  const list = await openFreeTimes(house.db, { ...searchOf(asked, patientId), from, to: last }, now)
  const times = await list({ from, to })
  const nextFree = times.length > 0 ? undefined : (await list({ from: addDays(to, 1), to: last }))[0]
  const pathFrom = (day: string) => stepPath(settings.slug, 'times', { ...choice, from: day })
  const page = {
    ...pageOf(asked, 'Choisir un moment'),
    notice,
    days: [...Map.groupBy(times, ({ on }) => on)].map(([on, ofDay]) => ({
      words: f.capital(f.day(on)),
      times: ofDay.map(time => timeLink(asked, time)),
    })),
    clinicians: clinicianLinks(asked),
    earlierPath: from > today ? pathFrom(later(addDays(from, -DAYS_SHOWN), today)) : null,
    laterPath: to < last ? pathFrom(addDays(from, DAYS_SHOWN)) : null,
    next: nextFree ? { words: f.day(nextFree.on), path: pathFrom(nextFree.on) } : null,
    span: `Du ${f.day(from)} au ${f.day(earlier(to, last))}`,
  }
  return await reply.page('booking/times', page, shown(asked, status))
}

/** To choose a time anew: whoever came with the last one goes with it, unless they were chosen. */
const withoutTime = (asked: Asked): Asked => {
  const { choice } = asked
  const clinicianId = choice.anyone ? null : choice.clinicianId
  return { ...asked, choice: { ...choice, clinicianId, anyone: false, at: null } }
}

const earlier = (a: LocalDate, b: LocalDate): LocalDate => [a, b].sort()[0]!
const later = (a: LocalDate, b: LocalDate): LocalDate => [a, b].sort()[1]!

const searchOf = ({ practice, settings, choice, offer }: Asked, patientId: Id | undefined) => {
  const { kind, clinicians } = offer!
  const chosen = clinicians.filter(({ id }) => choice.clinicianId === null || id === choice.clinicianId)
  const clinicianIds = chosen.map(({ id }) => id)
  return { practiceId: practice.id, zone: practice.zone, settings, kind, clinicianIds, patientId }
}

const timeLink = (asked: Asked, { from, clinicianId }: FreeTime) => {
  const at = toInstant(from)
  const anyone = asked.choice.clinicianId === null && asked.offer!.clinicians.length > 1
  const choice = { ...asked.choice, clinicianId, anyone, at, from: null }
  const step = stepOf({ ...asked, choice })
  return { words: asked.f.time(from), at, path: stepPath(asked.settings.slug, step, choice) }
}

/** « Peu importe », then each of them; nothing where there is but one. */
const clinicianLinks = ({ settings, choice, offer }: Asked) => {
  const { clinicians } = offer!
  if (clinicians.length < 2) return []
  const link = (id: string | null, words: string) => ({
    words,
    chosen: choice.clinicianId === id,
    path: stepPath(settings.slug, 'times', { ...choice, clinicianId: id }),
  })
  return [link(null, 'Peu importe'), ...clinicians.map(({ id, name }) => link(id, name))]
}
