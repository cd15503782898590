import type { Db } from '../../src/db/database.ts'
import { inTransaction } from '../../src/db/database.ts'
import { type Reply, receiveReply } from '../../src/messages/inbound.ts'
import { type NewTask, openTask } from '../../src/messages/tasks.ts'
import type { Id, Instant } from '../../src/terms.ts'
import type { Cast } from '../support/cast.ts'
import { stop } from '../support/day.ts'

type Scene = Cast & { house: { db: Db; clock: { now(): Instant } } }

/** Mme Roussel's passage of 9 h 30 in Camille's round. */
export const passageOfRoussel = async ({ house, halle, camille, roussel }: Scene): Promise<Id> => {
  const facts = { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:30' }
  return (await stop(house.db, facts)).stopId
}

/** A call to make about a delay, at 8 h, before 9 h 20. */
export const callToMake = async (
  scene: Scene,
  stopId: Id | null,
  facts: Partial<NewTask> = {},
): Promise<Id> => {
  const { house, halle, camille, roussel } = scene
  const task: NewTask = {
    practiceId: halle.id,
    kind: 'call',
    patientId: roussel,
    carerId: null,
    clinicianId: camille,
    stopId,
    key: `undelivered:${stopId}:patient`,
    reason: 'landline',
    facts: {
      phone: '+33324570001',
      agreedAt: '2026-11-25T08:30:00.000Z',
      fromAt: '2026-11-25T08:50:00.000Z',
      toAt: '2026-11-25T09:10:00.000Z',
      estimateAt: '2026-11-25T09:00:00.000Z',
    },
    clinical: false,
    dueAt: '2026-11-25T08:20:00.000Z',
    ...facts,
  }
  return await inTransaction(house.db, trx => openTask(trx, task, house.clock.now()))
}

/** Mme Roussel answers on her page. */
export const answerOfRoussel = async (
  scene: Scene,
  stopId: Id,
  meaning: Extract<Reply, { via: 'page' }>['meaning'],
  body: string,
): Promise<Id> => {
  const { house, halle, camille, roussel } = scene
  const reply: Reply = {
    via: 'page',
    practiceId: halle.id,
    patientId: roussel,
    carerId: null,
    stopId,
    clinicianId: camille,
    fromPhone: '+33639980101',
    meaning,
    body,
  }
  await inTransaction(house.db, trx => receiveReply(trx, {}, reply, house.clock.now()))
  const task = await house.db
    .selectFrom('tasks')
    .select('id')
    .where('stop_id', '=', stopId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return task.id
}
