import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Db, inTransaction, type Trx } from '../db/database.ts'
import type { House } from '../house.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

/** What a request did with patient data, gathered while it runs: one entry whatever number of patients. */
type Trail = {
  practiceId: Id
  actor: string
  patientIds: Set<Id>
  /** Of these, those that an entry already names. */
  written: Set<Id>
}

declare module 'fastify' {
  interface FastifyRequest {
    trail: Trail | null
    /**
     * Says that this request reads or writes data of these patients. Call it before the answer leaves;
     * `actor` is needed where nobody is signed in: `link:<id>`.
     */
    touches(patientIds: Iterable<Id>, by?: { practiceId: Id; actor: string }): void
    /** Runs `work` in one transaction together with the audit entry of what it touches. */
    transact<Result>(work: (trx: Trx) => Promise<Result>): Promise<Result>
  }
}

/** Appends one audit entry per request that touched patient data: with its transaction, else before the answer leaves. */
export const keepAudit = (app: FastifyInstance, house: House): void => {
  app.decorateRequest('trail', null)
  app.decorateRequest('touches', touches)
  app.decorateRequest('transact', function <
    Result,
  >(this: FastifyRequest, work: (trx: Trx) => Promise<Result>) {
    return transact(this, house, work)
  })
  app.addHook('onSend', async request => {
    if (request.trail) await append(house.db, request, request.trail, house.clock.now())
    keepInMind(request.trail)
  })
}

function touches(
  this: FastifyRequest,
  patientIds: Iterable<Id>,
  by?: { practiceId: Id; actor: string },
): void {
  this.trail ??= trailOf(this, by)
  for (const id of patientIds) this.trail.patientIds.add(id)
}

/** Whose trail it is: the signed-in member's, unless the first call says otherwise. */
const trailOf = ({ member }: FastifyRequest, by?: { practiceId: Id; actor: string }): Trail => {
  const who = by ?? (member && { practiceId: member.practiceId, actor: `user:${member.userId}` })
  if (!who) throw new Error('patient data touched by nobody: say by whom')
  return { ...who, patientIds: new Set(), written: new Set() }
}

const transact = async <Result>(
  request: FastifyRequest,
  house: House,
  work: (trx: Trx) => Promise<Result>,
) => {
  const result = await inTransaction(house.db, async trx => {
    const done = await work(trx)
    if (request.trail) await append(trx, request, request.trail, house.clock.now())
    return done
  })
  keepInMind(request.trail)
  return result
}

/** After the commit: what a transaction that was rolled back had appended is gone with it. */
const keepInMind = (trail: Trail | null): void => {
  for (const id of trail?.patientIds ?? []) trail!.written.add(id)
}

const append = async (db: Db | Trx, request: FastifyRequest, trail: Trail, now: Instant): Promise<void> => {
  const patientIds = [...trail.patientIds].filter(id => !trail.written.has(id)).sort()
  if (patientIds.length === 0) return
  await db
    .insertInto('audit_entries')
    .values({
      id: newId(),
      practice_id: trail.practiceId,
      at: now,
      actor: trail.actor,
      route: `${request.method} ${request.routeOptions.url ?? ''}`,
      patient_ids: JSON.stringify(patientIds),
      seq: null,
      previous_hash: null,
      hash: null,
    })
    .execute()
}
