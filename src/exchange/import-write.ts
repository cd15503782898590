import type { Member } from '../access/member.ts'
import type { Trx } from '../db/database.ts'
import { newId } from '../ids.ts'
import { searchText } from '../patients/search-text.ts'
import { bookInRound } from '../planning/place.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import type { CheckedAppointment } from './appointment-rows.ts'
import type { NewPatient } from './patient-rows.ts'

const ROWS_AT_ONCE = 500

const inParts = function* <Row>(rows: Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    yield rows.slice(start, start + ROWS_AT_ONCE)
}

/** Enters patients with their telephone numbers, and gives their ids. */
export const writePatients = async (
  trx: Trx,
  practiceId: Id,
  patients: NewPatient[],
  now: Instant,
): Promise<Id[]> => {
  const entered = patients.map(({ phones, ...facts }) => ({ phones, facts, id: newId() }))
  const rows = entered.map(({ id, facts }) => ({
    id,
    practice_id: practiceId,
    ...facts,
    search_text: searchText(facts),
    language: 'fr',
    lat: null,
    lon: null,
    home: '{}',
    needs: '[]',
    archived_at: null,
    archive_reason: null,
    version: 1,
    created_at: now,
    updated_at: now,
  }))
  for (const part of inParts(rows)) await trx.insertInto('patients').values(part).execute()
  const phones = entered.flatMap(({ id, phones }) =>
    phones
      .filter(({ e164 }, nth) => phones.findIndex(other => other.e164 === e164) === nth)
      .map(({ e164, smsTarget }, nth) => ({
        id: newId(),
        practice_id: practiceId,
        patient_id: id,
        carer_id: null,
        e164,
        sms_target: smsTarget ? 1 : 0,
        status: 'ok' as const,
        position: nth + 1,
        label: null,
        created_at: now,
      })),
  )
  for (const part of inParts(phones)) await trx.insertInto('phones').values(part).execute()
  return entered.map(({ id }) => id)
}

/** Thrown so that nothing of a file is written: somebody was faster than this line. */
export class LineRefused extends Error {
  readonly line: number
  constructor(line: number) {
    super('a line of an import has no place any more')
    this.line = line
  }
}

/**
 * Books what was checked, line by line and through the door of every booking; nobody is told, since everybody knows.
 * @throws LineRefused
 */
export const writeAppointments = async (
  trx: Trx,
  member: Member,
  checked: CheckedAppointment[],
  now: Instant,
): Promise<Id[]> => {
  const moment = {
    now,
    today: localDate(now, member.zone),
    by: { kind: 'member', userId: member.userId },
  } as const
  const booked: Id[] = []
  for (const { line, input } of checked) {
    if (!input) continue
    const open = { window: null, notBeforeAt: null, hardBeforeAt: null, toleranceMinutes: null }
    const appointment = { ...input, ...open, practiceId: member.practiceId }
    const booking = await bookInRound(trx, appointment, moment, { overlap: false, tell: false })
    if (!booking.booked) throw new LineRefused(line)
    booked.push(booking.id)
  }
  for (const part of inParts(booked))
    await trx.updateTable('appointments').set({ booked_by: 'import' }).where('id', 'in', part).execute()
  return booked
}
