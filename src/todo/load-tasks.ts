import type { Member } from '../access/member.ts'
import type { Db, Trx } from '../db/database.ts'
import { listPhones } from '../patients/queries.ts'
import type { Id, Instant } from '../terms.ts'
import { dayBounds, localDate } from '../time.ts'
import { listAnswers, listClosed, listTasks, listTries, type SeenTask } from './queries.ts'
import type { CardFacts } from './task-card.ts'

/** Everything that the page « À faire » stands on. */
export type LoadedTasks = {
  open: SeenTask[]
  closed: SeenTask[]
  tries: Map<string, Instant>
  factsOf(task: SeenTask): CardFacts
}

/** The tasks themselves: what is open, and what was closed today. */
export const listShown = async (db: Db | Trx, member: Member, now: Instant) => ({
  open: await listTasks(db, member),
  closed: await listClosed(db, member, dayBounds(localDate(now, member.zone), member.zone).from),
})

export const loadTasks = async (db: Db, member: Member, now: Instant): Promise<LoadedTasks> => {
  const { open, closed } = await listShown(db, member, now)
  const keys = open.map(task => task.key)
  const tries = await listTries(db, member.practiceId, keys)
  const answers = await listAnswers(
    db,
    member.practiceId,
    idsOf(open, task => task.facts.inboundId),
  )
  const phones = await listPhones(
    db,
    member.practiceId,
    idsOf(open, task => task.patient_id),
  )
  const phoneOf = (task: SeenTask) =>
    task.facts.phone ||
    phones.find(
      ({ patient_id, carer_id, status }) =>
        patient_id === task.patient_id && carer_id === task.carer_id && status !== 'invalid',
    )?.e164
  return {
    open,
    closed,
    tries,
    factsOf: task => ({
      phone: phoneOf(task) ?? null,
      answer: answers.get(task.facts.inboundId ?? ''),
      triedAt: tries.get(task.key),
    }),
  }
}

const idsOf = (tasks: SeenTask[], idOf: (task: SeenTask) => Id | null | undefined): Id[] => [
  ...new Set(tasks.flatMap(task => idOf(task) ?? [])),
]
