import type { FastifyRequest } from 'fastify'
import { Forbidden } from '../http/refusals.ts'
import type { Id, LocalDate, Role, Zone } from '../terms.ts'

/** Whose rounds a substitute takes over, and when: first and last day included. */
export type Replacement = { userId: Id; fromOn: LocalDate; toOn: LocalDate }

/** The signed-in person in one practice, as every route sees them. */
export type Member = {
  userId: Id
  sessionId: Id
  practiceId: Id
  role: Role
  firstName: string
  lastName: string
  profession: string | null
  practiceName: string
  zone: Zone
  /** May read care labels, patients' replies and observations. */
  readsClinical: boolean
  /** A substitute's replacements in force today: one, at most two (Code de la santé publique, R4312-83). */
  replaces: Replacement[]
  /** The first of them: whose round opens on /today. */
  replacesUserId: Id | null
}

/** Signed in, whether or not a practice is chosen. */
export type Account = { userId: Id; sessionId: Id; email: string; firstName: string; lastName: string }

declare module 'fastify' {
  interface FastifyRequest {
    account: Account | null
    member: Member | null
  }
}

/** The member of a request on a route that declares roles. */
export const memberOf = (request: FastifyRequest): Member => {
  if (!request.member) throw new Forbidden()
  return request.member
}

/** The account of a request on a route for whoever is signed in. */
export const accountOf = (request: FastifyRequest): Account => {
  if (!request.account) throw new Forbidden()
  return request.account
}

/**
 * Owner, clinician and secretary see every round; a substitute exactly those of the dates given: of the one replaced,
 * and rounds of their own on these dates.
 */
export const maySeeRound = (member: Member, round: { clinician_id: Id; on: LocalDate }): boolean =>
  member.role !== 'substitute' ||
  member.replaces.some(
    ({ userId, fromOn, toOn }) =>
      [userId, member.userId].includes(round.clinician_id) && fromOn <= round.on && round.on <= toOn,
  )
