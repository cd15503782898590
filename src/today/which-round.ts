import type { FastifyRequest } from 'fastify'
import { type Member, maySeeRound } from '../access/member.ts'
import type { Db, Trx } from '../db/database.ts'
import type { RoundRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import { findRound, getRoundOfStop, listRounds } from '../rounds/queries.ts'
import type { Id, LocalDate } from '../terms.ts'
import { isLocalDate } from '../time.ts'

/** The day in a round's address. @throws NotFound when it is none */
export const dateOf = (request: FastifyRequest): LocalDate => {
  const { date } = request.params as { date: string }
  if (!isLocalDate(date)) throw new NotFound()
  return date
}

/** Whose day a page or a tap means: the one named, else one's own, else the one replaced. @throws NotFound for no id */
export const clinicianOf = (request: FastifyRequest, member: Member): Id | null => {
  const named =
    (request.query as { clinician?: string }).clinician ??
    (request.body as { clinician?: string } | null)?.clinician
  if (named && !/^[\w-]+$/.test(String(named))) throw new NotFound()
  if (named) return String(named)
  if (member.role === 'substitute') return member.replacesUserId
  return member.role === 'secretary' ? null : member.userId
}

/** The rounds of a day that this member may see. */
export const visibleRounds = async (db: Db, member: Member, on: LocalDate) =>
  (await listRounds(db, member.practiceId, on)).filter(round => maySeeRound(member, round))

/** Undefined when there is none, or it is not this member's to see. */
export const findVisibleRound = async (
  db: Db | Trx,
  member: Member,
  clinicianId: Id | null,
  on: LocalDate,
): Promise<RoundRow | undefined> => {
  const round = clinicianId ? await findRound(db, member.practiceId, clinicianId, on) : undefined
  return round && maySeeRound(member, round) ? round : undefined
}

/** @throws NotFound */
export const getVisibleRound = async (
  db: Db | Trx,
  member: Member,
  clinicianId: Id | null,
  on: LocalDate,
): Promise<RoundRow> => {
  const round = await findVisibleRound(db, member, clinicianId, on)
  if (!round) throw new NotFound()
  return round
}

/** The round of the stop in an address such as `/rounds/2026-11-25/stops/…`. @throws NotFound */
export const getVisibleRoundOfStop = async (
  db: Db | Trx,
  member: Member,
  stopId: Id,
  on: LocalDate,
): Promise<RoundRow> => {
  const round = await getRoundOfStop(db, member.practiceId, stopId)
  if (round.on !== on || !maySeeRound(member, round)) throw new NotFound()
  return round
}
