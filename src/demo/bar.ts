import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/database.ts'
import type { House } from '../house.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { localDate } from '../time.ts'
import { findDemoTime, type Speed } from './demo-clock.ts'
import { takenRounds } from './hands.ts'
import { listPersons, type Person } from './persons.ts'
import { ZONE } from './seed/practice.ts'

/** What time it is in the demo, and whether the visitor leads the round of the person they are. */
export type DemoNow = { at: Instant; on: LocalDate; speed: Speed; takenRoundId: Id | null }

export type Bar = DemoNow & {
  persons: Person[]
  /** Undefined: the visitor has not chosen yet. */
  me: Person | undefined
  /** The page to come back to. */
  back: string
}

export const demoNow = async (request: FastifyRequest, { db, clock }: House): Promise<DemoNow> => {
  const at = clock.now()
  const on = localDate(at, ZONE)
  const speed = (await findDemoTime(db))?.speed ?? 1
  return { at, on, speed, takenRoundId: await takenRoundOf(db, request, on) }
}

/** The control bar above every page of the demo. */
export const barOf = async (request: FastifyRequest, house: House): Promise<Bar> => {
  const persons = await listPersons(house.db)
  return {
    ...(await demoNow(request, house)),
    persons,
    me: persons.find(
      ({ userId, practiceId }) =>
        userId === request.member?.userId && practiceId === request.member.practiceId,
    ),
    back: request.method === 'GET' ? request.url : '/today',
  }
}

const takenRoundOf = async (db: Db, { member }: FastifyRequest, on: LocalDate): Promise<Id | null> => {
  if (!member) return null
  const rounds = await db
    .selectFrom('rounds')
    .select(['practice_id as practiceId', 'id as roundId'])
    .where('practice_id', '=', member.practiceId)
    .where('on', '=', on)
    .where('clinician_id', 'in', [member.userId, ...member.replaces.map(({ userId }) => userId)])
    .execute()
  const [taken] = await takenRounds(db, rounds)
  return taken ?? null
}
