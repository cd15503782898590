import type { Member } from '../access/member.ts'
import type { Db, Trx } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import { taskOf } from '../messages/tasks.ts'
import type { Id, Instant } from '../terms.ts'

/** The tasks that a member may see: all of the practice; of a substitute, those of the rounds taken over. */
const visibleTasks = (db: Db | Trx, member: Member) =>
  db
    .selectFrom('tasks as t')
    .leftJoin('stops as s', 's.id', 't.stop_id')
    .leftJoin('rounds as r', 'r.id', 's.round_id')
    .where('t.practice_id', '=', member.practiceId)
    .$if(member.role === 'substitute', query =>
      query.where(eb =>
        eb.or(
          member.replaces.map(({ userId, fromOn, toOn }) =>
            eb.and([
              eb('r.clinician_id', 'in', [userId, member.userId]),
              eb('r.on', '>=', fromOn),
              eb('r.on', '<=', toOn),
            ]),
          ),
        ),
      ),
    )

const withPeople = (db: Db | Trx, member: Member) =>
  visibleTasks(db, member)
    .leftJoin('appointments as a', 'a.id', 's.appointment_id')
    .leftJoin('patients as p', 'p.id', 't.patient_id')
    .leftJoin('carers as c', 'c.id', 't.carer_id')
    .leftJoin('users as u', 'u.id', 't.clinician_id')
    .leftJoin('users as closer', 'closer.id', 't.closed_by')
    .selectAll('t')
    .select(['r.id as round_id', 'a.kind as appointment_kind'])
    .select(['p.civility', 'p.first_name', 'p.last_name'])
    .select(['c.name as carer_name', 'c.relation as carer_relation'])
    .select(['u.first_name as clinician_name', 'closer.first_name as closer_name'])

/** A task with the people it is about. */
export type SeenTask = Awaited<ReturnType<typeof listTasks>>[number]

/** What is open, the nearest deadline first. */
export const listTasks = async (db: Db | Trx, member: Member) => {
  const rows = await withPeople(db, member)
    .where('t.closed_at', 'is', null)
    .orderBy(eb => eb.fn.coalesce('t.due_at', eb.val('9999')))
    .orderBy('t.id')
    .execute()
  return rows.map(taskOf)
}

/** What people closed since an instant, the last first. */
export const listClosed = async (db: Db | Trx, member: Member, since: Instant): Promise<SeenTask[]> => {
  const rows = await withPeople(db, member)
    .where('t.closed_at', '>=', since)
    .where('t.outcome', '!=', 'withdrawn')
    .orderBy('t.closed_at', 'desc')
    .orderBy('t.id', 'desc')
    .execute()
  return rows.map(taskOf)
}

/** @throws NotFound for a task of another practice, or of a round that is none of a substitute's business */
export const getTask = async (db: Db | Trx, member: Member, id: Id): Promise<SeenTask> => {
  const row = await withPeople(db, member).where('t.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  return taskOf(row)
}

/** How many tasks wait for this member: the number on the tab. An answer to read is not for who may not read it. */
export const countOpenTasks = async (db: Db, member: Member): Promise<number> => {
  const { count } = await visibleTasks(db, member)
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('t.closed_at', 'is', null)
    .$if(!member.readsClinical, query => query.where('t.kind', '!=', 'read'))
    .executeTakeFirstOrThrow()
  return count
}

/** By key of a task, when it was last tried without an answer. */
export const listTries = async (
  db: Db | Trx,
  practiceId: Id,
  keys: string[],
): Promise<Map<string, Instant>> => {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('tasks')
    .select(['key', 'closed_at'])
    .where('practice_id', '=', practiceId)
    .where('outcome', '=', 'no_answer')
    .where('key', 'in', keys)
    .orderBy('closed_at')
    .execute()
  return new Map(rows.map(row => [row.key, row.closed_at!]))
}

/** The answers behind tasks, by id. Clinical text. */
export const listAnswers = async (
  db: Db | Trx,
  practiceId: Id,
  ids: Id[],
): Promise<Map<Id, { body: string; receivedAt: Instant }>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('inbound_messages')
    .select(['id', 'body', 'received_at'])
    .where('practice_id', '=', practiceId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, { body: row.body, receivedAt: row.received_at }]))
}
