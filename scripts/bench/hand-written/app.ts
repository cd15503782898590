import Fastify, { type FastifyInstance } from 'fastify'
import { type Member, maySeeRound } from '../../../src/access/member.ts'
import { SESSION_COOKIE } from '../../../src/access/sessions.ts'
import { openSqlite } from '../../../src/db/dialect.ts'
import type { RoundRow } from '../../../src/db/tables/agenda.ts'
import type { House } from '../../../src/house.ts'
import { frenchIn } from '../../../src/http/french.ts'
import { newId } from '../../../src/ids.ts'
import type { Id, Instant, Role } from '../../../src/terms.ts'
import { addMinutes } from '../../../src/time.ts'
import { keptStops } from '../../../src/today/kept-stops.ts'
import { type OtherRound, roundView } from '../../../src/today/round-view.ts'
import { roundPage } from './page.ts'
import { readRound } from './read-round.ts'
import { prepareStatements, type Statements } from './statements.ts'

/**
 * The round page by hand, for the owner or a clinician of a real practice: the same session, permission and audit work,
 * prepared statements, strings put together. What is thought about a round (forecast, words) is the product's own.
 */
export const handWrittenApp = (
  house: House,
  file: string,
  asset: (name: string) => string,
): FastifyInstance => {
  const database = openSqlite(file)
  const sql = prepareStatements(database)
  const app = Fastify()
  app.get<{ Params: { date: string }; Querystring: { clinician: Id } }>('/rounds/:date', (request, reply) => {
    const now = house.clock.now()
    const epochMs = house.clock.epochMs()
    const member = memberOf(sql, house, request.headers.cookie ?? '', now)
    const { date } = request.params
    const round =
      member && (sql.round.get(member.practiceId, request.query.clinician, date) as RoundRow | undefined)
    if (!member || !round || !maySeeRound(member, round)) return reply.status(403).send()
    const loaded = readRound(sql, member, round, epochMs)
    const others = sql.rounds.all(member.practiceId, date) as (OtherRound & { clinician_id: Id })[]
    const f = frenchIn(member.zone)
    const view = roundView(
      loaded,
      member,
      others.filter(other => maySeeRound(member, other)),
      f,
      epochMs,
    )
    const html = roundPage({
      view,
      kept: view.mayTap ? keptStops(loaded, member, f, epochMs) : [],
      title: `${view.title}, ${view.done} sur ${view.total}`,
      url: request.url,
      member,
      openTasks: sql.openTasks.get(member.practiceId) as number,
      asset,
    })
    const patientIds = [...new Set(loaded.day.stops.map(stop => stop.patient_id))].sort()
    const who = [newId(), member.practiceId, now, `user:${member.userId}`]
    sql.audit.run(...who, 'GET /rounds/:date', JSON.stringify(patientIds))
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html)
  })
  app.addHook('onClose', () => {
    database.close()
  })
  return app
}

type SessionRow = {
  sessionId: Id
  practiceId: Id
  userId: Id
  firstName: string
  lastName: string
  lastSeenAt: Instant
}
type MembershipRow = {
  practiceId: Id
  practiceName: string
  zone: string
  secretaryReads: number
  role: Role
  profession: string | null
}

const SEEN_LATELY_MINUTES = 5

/** Who is signed in. Neither a substitute nor a session not seen lately comes here in a measurement. */
const memberOf = (sql: Statements, house: House, cookie: string, now: Instant): Member | null => {
  const token = cookie.slice(cookie.indexOf('=') + 1)
  if (!cookie.startsWith(`${SESSION_COOKIE}=`)) return null
  const session = sql.session.get(house.secrets.keyedHash('session', token), now) as SessionRow | undefined
  if (!session || session.lastSeenAt <= addMinutes(now, -SEEN_LATELY_MINUTES)) return null
  const rows = sql.memberships.all(session.userId) as MembershipRow[]
  const membership = rows.find(row => row.practiceId === session.practiceId)
  if (!membership || membership.role === 'substitute') return null
  const { sessionId, userId, firstName, lastName, practiceId } = session
  const { practiceName, zone, role, profession, secretaryReads } = membership
  const readsClinical = role !== 'secretary' || secretaryReads === 1
  const person = { sessionId, userId, firstName, lastName, practiceId, practiceName }
  return { ...person, zone, role, profession, readsClinical, replaces: [], replacesUserId: null }
}
