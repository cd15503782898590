import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { writeFeed } from '../agenda/calendar-feed.ts'
import { findFeed, listFeedAppointments, markFeedSeen, type OpenFeed } from '../agenda/calendar-feeds.ts'
import type { House } from '../house.ts'
import { admitGuests } from './link-guests.ts'

/** Calendars come every hour or so; somebody may have the same address in several. */
const READS_IN_TEN_MINUTES = 60

/** Where a member's own calendar reads the appointments: by its address alone, without a session. */
export const feedRoutes = (app: FastifyInstance, { db, secrets, clock }: House): void => {
  app.register(async space => {
    const find = (token: string) => findFeed(db, secrets, token, clock.now())
    const admit = await admitGuests<OpenFeed>(space, find, READS_IN_TEN_MINUTES)

    space.get('/calendar/:token/agenda.ics', { config: { access: 'link' } }, async (request, reply) => {
      const open = await admit(request)
      const { feed, practiceName, zone } = open
      const appointments = await listFeedAppointments(db, open)
      await markFeedSeen(db, feed, clock.now())
      const text = writeFeed({ name: `Prévenance, ${practiceName}`, zone, titles: feed.titles, appointments })
      const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
      // A calendar may keep its copy, and asks before it uses it again.
      reply.header('cache-control', 'private, no-cache').header('etag', etag)
      if (namesSame(request.headers['if-none-match'], etag)) return await reply.status(304).send()
      if (feed.titles === 'initials') {
        const by = { practiceId: feed.practice_id, actor: `calendar:${feed.id}` }
        request.touches(new Set(appointments.map(row => row.patient_id)), by)
      }
      return await reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="agenda.ics"')
        .send(text)
    })
  })
}

/** Whether what is asked for is what the reader has already (RFC 9110, compared weakly). */
const namesSame = (asked: string | undefined, etag: string): boolean =>
  asked?.split(',').some(one => one.trim().replace(/^W\//, '') === etag) ?? false
