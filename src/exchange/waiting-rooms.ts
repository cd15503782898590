import { readableCode } from '../access/readable-codes.ts'
import { AHEAD } from '../agenda/appointment-status.ts'
import type { Db, Trx } from '../db/database.ts'
import type { WaitingRoomRow } from '../db/tables/calendars.ts'
import { currentForecast } from '../delays/queries.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { addMinutes, toEpochMs } from '../time.ts'
import type { Awaited } from './waiting-board.ts'

/** Typed on a television by its remote control: twelve characters that cannot be misread, 60 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const SEEN_EVERY_MINUTES = 5

const hashOf = (secrets: Secrets, token: string): string =>
  secrets.keyedHash('waiting-room-hash', readableCode(token))

/** `k7qf-2mpx-90ab`: what opens a screen, for members of its practice to see again. */
export const roomToken = (secrets: Secrets, id: Id): string => {
  const bytes = Buffer.from(secrets.keyedHash('waiting-room', id), 'base64url').subarray(0, 12)
  const characters = [...bytes].map(byte => ALPHABET[byte % ALPHABET.length]).join('')
  return [characters.slice(0, 4), characters.slice(4, 8), characters.slice(8)].join('-')
}

export const openRoom = async (
  trx: Trx,
  secrets: Secrets,
  { practiceId, name }: { practiceId: Id; name: string },
  now: Instant,
): Promise<Id> => {
  const id = newId()
  await trx
    .insertInto('waiting_rooms')
    .values({
      id,
      practice_id: practiceId,
      name,
      token_hash: hashOf(secrets, roomToken(secrets, id)),
      created_at: now,
      last_seen_at: null,
      ended_at: null,
    })
    .execute()
  return id
}

/** False: the practice has no such screen, or it is closed already. */
export const endRoom = async (trx: Trx, practiceId: Id, id: Id, now: Instant): Promise<boolean> => {
  const ended = await trx
    .updateTable('waiting_rooms')
    .set({ ended_at: now })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

export const listRooms = async (db: Db | Trx, practiceId: Id): Promise<WaitingRoomRow[]> =>
  await db
    .selectFrom('waiting_rooms')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()

export type OpenRoom = WaitingRoomRow & { practiceName: string; zone: string }

/** The screen behind a token, while it is open. */
export const findRoom = async (db: Db, secrets: Secrets, token: string): Promise<OpenRoom | undefined> =>
  await db
    .selectFrom('waiting_rooms as w')
    .innerJoin('practices as p', 'p.id', 'w.practice_id')
    .selectAll('w')
    .select(['p.name as practiceName', 'p.zone'])
    .where('w.token_hash', '=', hashOf(secrets, token))
    .where('w.ended_at', 'is', null)
    .executeTakeFirst()

export const markRoomSeen = async (db: Db, room: WaitingRoomRow, now: Instant): Promise<void> => {
  if (room.last_seen_at && room.last_seen_at > addMinutes(now, -SEEN_EVERY_MINUTES)) return
  await db.updateTable('waiting_rooms').set({ last_seen_at: now }).where('id', '=', room.id).execute()
}

/** The appointments at the practice that have not begun today, each with its forecast delay. */
export const listAwaited = async (db: Db, practiceId: Id, on: LocalDate): Promise<Awaited[]> => {
  const rows = await db
    .selectFrom('appointments as a')
    .innerJoin('stops as s', 's.appointment_id', 'a.id')
    .innerJoin('users as u', 'u.id', 'a.clinician_id')
    .select(['s.id as stopId', 's.round_id as roundId', 'a.agreed_at as agreedAt'])
    .select(['u.first_name as firstName', 'u.last_name as lastName'])
    .where('a.practice_id', '=', practiceId)
    .where('a.on', '=', on)
    .where('a.place', '=', 'practice')
    .where('a.status', 'in', AHEAD)
    .where('a.agreed_at', 'is not', null)
    .execute()
  const delays = await delaysOf(db, practiceId, [...new Set(rows.map(row => row.roundId))])
  return rows.map(({ stopId, agreedAt, firstName, lastName }) => ({
    clinicianName: `${firstName} ${lastName}`,
    agreedAt: toEpochMs(agreedAt!),
    delayMinutes: delays.get(stopId) ?? null,
  }))
}

const delaysOf = async (db: Db, practiceId: Id, roundIds: Id[]): Promise<Map<Id, number>> => {
  const delays = new Map<Id, number>()
  for (const roundId of roundIds) {
    const kept = await currentForecast(db, practiceId, roundId)
    for (const { stopId, delayMinutes } of kept?.forecast.stops ?? []) delays.set(stopId, delayMinutes)
  }
  return delays
}
