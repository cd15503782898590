import { firstPracticeId } from '../access/practices.ts'
import type { Db, Trx } from '../db/database.ts'
import type { InboundMessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { openReplyTask } from './reply-tasks.ts'
import { openTask, withdrawTasks } from './tasks.ts'
import { findPerson, listPracticesOfPhone } from './whose-reply.ts'

const KEY = 'unclaimed-replies'

const SENTENCE =
  'Un SMS reçu peut venir d’un patient de plusieurs cabinets, ou d’aucun. La ou le titulaire le lit depuis la page du cabinet.'

/** Tells the first practice that a text waits there; never what it says. */
export const announceUnclaimed = async (trx: Trx, now: Instant): Promise<void> => {
  const practiceId = await firstPracticeId(trx)
  if (practiceId === undefined) return
  const task = {
    practiceId,
    kind: 'alert',
    patientId: null,
    carerId: null,
    clinicianId: null,
    stopId: null,
    key: KEY,
    reason: 'unclaimed_reply',
    facts: { sentence: SENTENCE },
    clinical: false,
    dueAt: null,
  } as const
  await openTask(trx, task, now)
}

export type Unclaimed = InboundMessageRow & { practices: { id: Id; name: string }[] }

/** The texts that belong to no practice and that nobody has read, the oldest first, with those they may belong to. */
export const listUnclaimed = async (db: Trx): Promise<Unclaimed[]> => {
  const replies = await unclaimed(db).orderBy('received_at').orderBy('id').execute()
  const names = await db.selectFrom('practices').select(['id', 'name']).execute()
  const listed: Unclaimed[] = []
  for (const reply of replies) {
    const known = await listPracticesOfPhone(db, reply.from_phone)
    listed.push({ ...reply, practices: names.filter(practice => known.includes(practice.id)) })
  }
  return listed
}

const unclaimed = (db: Db | Trx) =>
  db.selectFrom('inbound_messages').selectAll().where('practice_id', 'is', null).where('read_at', 'is', null)

/**
 * Gives a text to the practice that it was meant for, where it becomes a task, and says whose it is there. `gone`:
 * somebody was faster.
 */
export const entrust = async (
  trx: Trx,
  { id, practiceId }: { id: Id; practiceId: Id },
  now: Instant,
): Promise<{ patientId: Id | null } | 'gone'> => {
  const reply = await unclaimed(trx).where('id', '=', id).executeTakeFirst()
  if (!reply) return 'gone'
  const person = await findPerson(trx, practiceId, reply.from_phone)
  const owned = { practice_id: practiceId, patient_id: null, carer_id: null, ...person }
  await trx.updateTable('inbound_messages').set(owned).where('id', '=', id).execute()
  await openReplyTask(trx, { ...reply, ...owned }, { clinicianId: null, message: null }, now)
  await withdrawWhenNoneIsLeft(trx, now)
  return { patientId: owned.patient_id }
}

/** It concerns no practice of this installation. `gone`: somebody was faster. */
export const setAside = async (
  trx: Trx,
  { id, by }: { id: Id; by: Id },
  now: Instant,
): Promise<'read' | 'gone'> => {
  const read = await trx
    .updateTable('inbound_messages')
    .set({ read_at: now, read_by: by })
    .where('id', '=', id)
    .where('practice_id', 'is', null)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  await withdrawWhenNoneIsLeft(trx, now)
  return read.numUpdatedRows === 1n ? 'read' : 'gone'
}

const withdrawWhenNoneIsLeft = async (trx: Trx, now: Instant): Promise<void> => {
  const practiceId = await firstPracticeId(trx)
  if (practiceId && !(await unclaimed(trx).limit(1).executeTakeFirst()))
    await withdrawTasks(trx, { practiceId, key: KEY }, now)
}
