import type { Db, Trx } from '../db/database.ts'
import type { TaskRow } from '../db/tables/messages.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import type { TaskFacts, TaskReason } from './task-facts.ts'

export type NewTask = {
  practiceId: Id
  kind: TaskRow['kind']
  patientId: Id | null
  carerId: Id | null
  /** Whose round it is about; null: the whole practice. */
  clinicianId: Id | null
  stopId: Id | null
  /** What it is about, such as `delay-call:<stop id>`: one open task per key. */
  key: string
  reason: TaskReason
  facts: TaskFacts
  /** Its text is for those who care: others read a neutral sentence. */
  clinical: boolean
  /** Until when it is of use; null: when there is time. */
  dueAt: Instant | null
}

/** Opens a task; where one with its key is open, that one learns the new reason, facts and deadline instead. */
export const openTask = async (trx: Trx, task: NewTask, now: Instant): Promise<Id> => {
  const news = { reason: task.reason, facts: JSON.stringify(task.facts), due_at: task.dueAt }
  const { id } = await trx
    .insertInto('tasks')
    .values({
      id: newId(),
      practice_id: task.practiceId,
      kind: task.kind,
      patient_id: task.patientId,
      carer_id: task.carerId,
      clinician_id: task.clinicianId,
      stop_id: task.stopId,
      key: task.key,
      ...news,
      clinical: task.clinical ? 1 : 0,
      created_at: now,
      closed_at: null,
      outcome: null,
      closed_by: null,
    })
    .onConflict(conflict =>
      conflict.columns(['practice_id', 'key']).where('closed_at', 'is', null).doUpdateSet(news),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** As `openTask`, but at most once per key: what a person has closed stays closed. */
export const openTaskOnce = async (trx: Trx, task: NewTask, now: Instant): Promise<void> => {
  const known = await trx
    .selectFrom('tasks')
    .select('id')
    .where('practice_id', '=', task.practiceId)
    .where('key', '=', task.key)
    .executeTakeFirst()
  if (!known) await openTask(trx, task, now)
}

/** Whether something with this key still waits for somebody. */
export const findOpenTask = async (
  db: Db | Trx,
  practiceId: Id,
  key: string,
): Promise<Pick<TaskRow, 'id' | 'reason'> | undefined> =>
  await db
    .selectFrom('tasks')
    .select(['id', 'reason'])
    .where('practice_id', '=', practiceId)
    .where('key', '=', key)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

export const hasOpenTask = async (db: Db | Trx, practiceId: Id, key: string): Promise<boolean> =>
  (await findOpenTask(db, practiceId, key)) !== undefined

export type Outcome = NonNullable<TaskRow['outcome']>

export type Closing = { practiceId: Id; id: Id; outcome: Exclude<Outcome, 'withdrawn'>; by: Id }

/** Closes a task. `already`: somebody was faster, and their outcome stays. */
export const closeTask = async (
  trx: Trx,
  { practiceId, id, outcome, by }: Closing,
  now: Instant,
): Promise<'closed' | 'already'> => {
  const closed = await trx
    .updateTable('tasks')
    .set({ closed_at: now, outcome, closed_by: by })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return closed.numUpdatedRows === 1n ? 'closed' : 'already'
}

/**
 * « Pas de réponse »: the try is kept as a closed task, and the same call stays to be made, with its deadline.
 * `already`: somebody closed it before.
 */
export const recordNoAnswer = async (
  trx: Trx,
  { practiceId, id, by }: Omit<Closing, 'outcome'>,
  now: Instant,
): Promise<'kept' | 'already'> => {
  if ((await closeTask(trx, { practiceId, id, outcome: 'no_answer', by }, now)) === 'already')
    return 'already'
  const tried = await trx
    .selectFrom('tasks')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('tasks')
    .values({ ...tried, id: newId(), closed_at: null, outcome: null, closed_by: null })
    .execute()
  return 'kept'
}

/** Opens a closed task again. `open`: it is, or another about the same thing is. */
export const reopenTask = async (
  trx: Trx,
  { practiceId, id }: { practiceId: Id; id: Id },
): Promise<'reopened' | 'open'> => {
  const reopened = await trx
    .updateTable('tasks')
    .set({ closed_at: null, outcome: null, closed_by: null })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('closed_at', 'is not', null)
    .where('key', 'not in', query =>
      query
        .selectFrom('tasks')
        .select('key')
        .where('practice_id', '=', practiceId)
        .where('closed_at', 'is', null),
    )
    .executeTakeFirstOrThrow()
  return reopened.numUpdatedRows === 1n ? 'reopened' : 'open'
}

/** Closes tasks that became pointless before anybody did them, and says how many. */
export const withdrawTasks = async (
  trx: Trx,
  which: { practiceId: Id } & ({ key: string } | { stopId: Id } | { patientId: Id }),
  now: Instant,
): Promise<number> => {
  const pointless = trx
    .updateTable('tasks')
    .set({ closed_at: now, outcome: 'withdrawn' })
    .where('practice_id', '=', which.practiceId)
    .where('closed_at', 'is', null)
  const chosen =
    'key' in which
      ? pointless.where('key', '=', which.key)
      : 'stopId' in which
        ? pointless.where('stop_id', '=', which.stopId)
        : pointless.where('patient_id', '=', which.patientId)
  return Number((await chosen.executeTakeFirstOrThrow()).numUpdatedRows)
}

/** Closes what every practice was told about the installation itself. */
export const withdrawEverywhere = async (trx: Trx, key: string, now: Instant): Promise<void> => {
  await trx
    .updateTable('tasks')
    .set({ closed_at: now, outcome: 'withdrawn' })
    .where('key', '=', key)
    .where('closed_at', 'is', null)
    .execute()
}

export type Task = Omit<TaskRow, 'facts'> & { facts: TaskFacts }

export const taskOf = <Row extends TaskRow>(row: Row): Omit<Row, 'facts'> & { facts: TaskFacts } => ({
  ...row,
  facts: JSON.parse(row.facts) as TaskFacts,
})

/** The open tasks of a practice, or of some stops of it, the most urgent first. */
export const listOpenTasks = async (
  db: Db | Trx,
  practiceId: Id,
  { stopIds }: { stopIds?: Id[] } = {},
): Promise<Task[]> => {
  if (stopIds?.length === 0) return []
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('closed_at', 'is', null)
    .$if(stopIds !== undefined, query => query.where('stop_id', 'in', stopIds!))
    .orderBy(eb => eb.fn.coalesce('due_at', eb.val('9999')))
    .orderBy('id')
    .execute()
  return rows.map(taskOf)
}

/** What people did about some stops, oldest first: whom they told by voice, and whom they could not reach. */
export const listOutcomes = async (db: Db | Trx, practiceId: Id, stopIds: Id[]): Promise<Task[]> => {
  if (stopIds.length === 0) return []
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('stop_id', 'in', stopIds)
    .where('closed_at', 'is not', null)
    .where('outcome', '!=', 'withdrawn')
    .orderBy('closed_at')
    .orderBy('id')
    .execute()
  return rows.map(taskOf)
}
