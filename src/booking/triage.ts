import { loadAvailabilities } from '../agenda/availability.ts'
import { openIntervals } from '../agenda/opening.ts'
import type { Db, Trx } from '../db/database.ts'
import { newId } from '../ids.ts'
import { openTask } from '../messages/tasks.ts'
import { listPatientIdsOf } from '../patients/known-by-phone.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { addDays, addMinutes, localDate, toEpochMs, toInstant } from '../time.ts'

/** Within so many minutes of open time somebody calls back. */
const CALL_BACK_MINUTES = 60
const DAYS_LOOKED_AT = 14

/** Null: the practice has said no hours, or is closed for long. */
export type ReadAt = { openNow: boolean; at: Instant } | null

/** When somebody at the practice will next read what is sent now. */
export const nextReading = async (
  db: Db | Trx,
  { practiceId, zone, clinicianIds }: { practiceId: Id; zone: Zone; clinicianIds: readonly Id[] },
  now: Instant,
): Promise<ReadAt> => {
  const from = localDate(now, zone)
  const days = Array.from({ length: DAYS_LOOKED_AT }, (_, index) => addDays(from, index))
  const all = await loadAvailabilities(db, practiceId, clinicianIds, { from, to: days.at(-1)! })
  const at = toEpochMs(now)
  const open = [...all.values()].flatMap(each =>
    [addDays(from, -1), ...days].flatMap(on => openIntervals(each, on)),
  )
  const next = open.filter(({ to }) => to > at).sort((a, b) => a.from - b.from)[0]
  if (!next) return null
  return { openNow: next.from <= at, at: toInstant(Math.max(next.from, at)) }
}

export type UrgentRequest = {
  practiceId: Id
  phone: string
  /** The proof of the phone: one request each, which may be written anew. */
  codeId: Id
  name: string
  concern: string
  readAt: ReadAt
}

/** One phone writes so often in an hour: who has more to say is called back already, or calls. */
const MOST_AN_HOUR = 5

export type Transmitted = { sent: true; patientId: Id | null } | { sent: false }

/**
 * Puts the request at the top of what is to be done. The words are clinical: they are kept with what patients write. Not
 * `sent`: this phone has written too often.
 */
export const askForTriage = async (
  trx: Trx,
  { practiceId, phone, codeId, name, concern, readAt }: UrgentRequest,
  now: Instant,
): Promise<Transmitted> => {
  if ((await countWritten(trx, practiceId, phone, now)) >= MOST_AN_HOUR) return { sent: false }
  const holders = await listPatientIdsOf(trx, practiceId, phone)
  const patientId = holders.length === 1 ? holders[0]! : null
  const inboundId = newId()
  await trx
    .insertInto('inbound_messages')
    .values({
      id: inboundId,
      practice_id: practiceId,
      provider_id: null,
      from_phone: phone,
      to_phone: '',
      body: concern,
      meaning: 'call_back',
      via: 'page',
      patient_id: patientId,
      carer_id: null,
      message_id: null,
      stop_id: null,
      received_at: now,
      read_at: null,
      read_by: null,
    })
    .execute()
  const task = {
    practiceId,
    kind: 'triage',
    patientId,
    carerId: null,
    clinicianId: null,
    stopId: null,
    key: `triage:${codeId}`,
    reason: 'urgent_request',
    facts: { phone, inboundId, sentence: `${name} demande à être rappelé·e sur ce téléphone.` },
    clinical: true,
    dueAt: addMinutes(readAt?.at ?? now, CALL_BACK_MINUTES),
  } as const
  await openTask(trx, task, now)
  return { sent: true, patientId }
}

const countWritten = async (trx: Trx, practiceId: Id, phone: string, now: Instant): Promise<number> => {
  const { count } = await trx
    .selectFrom('inbound_messages')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('practice_id', '=', practiceId)
    .where('from_phone', '=', phone)
    .where('via', '=', 'page')
    .where('received_at', '>', addMinutes(now, -60))
    .executeTakeFirstOrThrow()
  return Number(count)
}
