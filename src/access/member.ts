import type { FastifyRequest } from 'fastify'
import { Forbidden } from '../http/refusals.ts'
import type { Id, LocalDate, Role, Zone } from '../terms.ts'

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
  /** A substitute's dates and whom they replace. */
  fromOn: LocalDate | null
  toOn: LocalDate | null
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

/** Owner, clinician and secretary see every round; a substitute exactly those of the dates given, of the one replaced. */
export const maySeeRound = (member: Member, round: { clinician_id: Id; on: LocalDate }): boolean => {
  if (member.role !== 'substitute') return true
  const own = round.clinician_id === member.userId || round.clinician_id === member.replacesUserId
  return (
    own &&
    member.fromOn !== null &&
    member.toOn !== null &&
    member.fromOn <= round.on &&
    round.on <= member.toOn
  )
}
