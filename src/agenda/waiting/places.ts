import type { Db, Trx } from '../../db/database.ts'
import type { AppointmentRow } from '../../db/tables/agenda.ts'
import type { FreedPlaceRow } from '../../db/tables/waiting.ts'
import { newId } from '../../ids.ts'
import type { Id, Instant } from '../../terms.ts'
import { addMinutes, addSeconds } from '../../time.ts'
import { STANDING } from '../appointment-status.ts'

type Leaving = Pick<
  AppointmentRow,
  'practice_id' | 'clinician_id' | 'on' | 'agreed_at' | 'window_from_at' | 'duration_minutes' | 'status'
>

/**
 * Keeps the time that an appointment leaves behind, where anybody waits: it is offered once the change can no longer be
 * a mistake. What has no time, or is over, leaves no place.
 */
export const noteFreedPlace = async (trx: Trx, left: Leaving, now: Instant): Promise<void> => {
  const from = left.agreed_at ?? left.window_from_at
  if (from === null || from <= now || !STANDING.includes(left.status)) return
  const practice = await trx
    .selectFrom('practices')
    .select('undo_seconds')
    .where('id', '=', left.practice_id)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('waiting_entries')
          .select('id')
          .where('practice_id', '=', left.practice_id)
          .where('status', '=', 'waiting'),
      ),
    )
    .executeTakeFirst()
  if (!practice) return
  await trx
    .insertInto('freed_places')
    .values({
      id: newId(),
      practice_id: left.practice_id,
      clinician_id: left.clinician_id,
      on: left.on,
      from_at: from,
      to_at: addMinutes(from, left.duration_minutes),
      look_at: addSeconds(now, practice.undo_seconds),
      created_at: now,
    })
    .execute()
}

/** Those to think about now. */
export const listPlacesDue = async (db: Db, now: Instant): Promise<FreedPlaceRow[]> =>
  await db
    .selectFrom('freed_places')
    .selectAll()
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .orderBy('id')
    .limit(20)
    .execute()

/** Those of a practice that have not begun, soonest first. */
export const listPlacesAhead = async (db: Db | Trx, practiceId: Id, now: Instant): Promise<FreedPlaceRow[]> =>
  await db
    .selectFrom('freed_places')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('from_at', '>', now)
    .orderBy('from_at')
    .orderBy('id')
    .execute()

export const findPlace = async (db: Db | Trx, practiceId: Id, id: Id): Promise<FreedPlaceRow | undefined> =>
  await db
    .selectFrom('freed_places')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()

/** When the worker thinks about a place next; null: once something happens. */
export const lookAgainAt = async (
  trx: Trx,
  { practice_id, id }: Pick<FreedPlaceRow, 'practice_id' | 'id'>,
  at: Instant | null,
): Promise<void> => {
  await trx
    .updateTable('freed_places')
    .set({ look_at: at })
    .where('practice_id', '=', practice_id)
    .where('id', '=', id)
    .execute()
}

/** Somebody was added, wishes something else, or the practice offers by itself again: every place ahead is thought about. */
export const lookAtAllAgain = async (trx: Trx, practiceId: Id, now: Instant): Promise<void> => {
  await trx
    .updateTable('freed_places')
    .set({ look_at: now })
    .where('practice_id', '=', practiceId)
    .where('from_at', '>', now)
    .where('look_at', 'is', null)
    .execute()
}
