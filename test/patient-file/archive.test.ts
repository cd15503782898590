import { expect, test } from 'vitest'
import { findLink, mintLink } from '../../src/access/links.ts'
import { listUpcoming } from '../../src/agenda/queries.ts'
import { inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { queueMessage } from '../../src/messages/outbox.ts'
import { openTask } from '../../src/messages/tasks.ts'
import { archivePatient } from '../../src/patient-file/archive.ts'
import { loadRound } from '../../src/rounds/queries.ts'
import { testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { patient } from '../support/people.ts'

const NOW = '2026-11-25T07:00:00.000Z'
const LATER = '2026-11-25T19:00:00.000Z'

/** Mme Roussel with a visit today and one next week, a text that waits, a link and a call to make; a neighbour likewise. */
const about = async (fresh: () => Promise<FreshDatabase>) => {
  const house = await testHouse({}, fresh)
  const { db, secrets } = house
  const people = await cast(db)
  const { halle, camille, roussel } = people
  const neighbour = await patient(db, halle.id, { last_name: 'Cloarec', phone: '+33639980103' })
  const visit = { practiceId: halle.id, clinicianId: camille, at: '09:00' }
  const today = await stop(db, { ...visit, patientId: roussel })
  await stop(db, { ...visit, patientId: roussel, on: '2026-12-02' })
  await stop(db, { ...visit, patientId: neighbour, at: '10:00' })
  const tokens = await inTransaction(db, async trx => {
    const made: string[] = []
    for (const patientId of [roussel, neighbour]) {
      const who = { practiceId: halle.id, patientId, carerId: null }
      const message = {
        purpose: 'delay_notice',
        origin: 'test',
        toPhone: '+33639980101',
        dueAt: LATER,
      } as const
      await queueMessage(trx, { ...who, ...message, refId: newId(), usefulUntilAt: LATER }, NOW)
      const link = { ...who, purpose: 'passage' as const, refId: today.stopId, expiresAt: LATER }
      made.push((await mintLink(trx, secrets, link, NOW)).token)
      const call = { kind: 'call', reason: 'landline', facts: {}, clinical: false, dueAt: null } as const
      await openTask(trx, { ...who, ...call, clinicianId: null, stopId: null, key: `call:${patientId}` }, NOW)
    }
    return made
  })
  const archive = async () =>
    await inTransaction(db, async trx => {
      const of = { practiceId: halle.id, patientId: roussel, zone: 'Europe/Paris' }
      return await archivePatient(trx, { ...of, by: { kind: 'system' }, reason: 'deceased' }, NOW)
    })
  return { ...people, db, secrets, today, tokens, neighbour, archive }
}

onBothDatabases('archiving a patient', fresh => {
  test('stops every message, link, call and visit of theirs, and of nobody else', async () => {
    const { db, secrets, halle, roussel, neighbour, today, tokens, archive } = await about(fresh)
    expect(await archive()).toBe(true)
    const messages = await db.selectFrom('messages').select(['patient_id', 'status', 'reason']).execute()
    expect(messages).toContainEqual({ patient_id: roussel, status: 'cancelled', reason: 'patient_archived' })
    expect(messages).toContainEqual({ patient_id: neighbour, status: 'queued', reason: null })
    expect(await findLink(db, secrets, tokens[0]!, NOW)).toBeUndefined()
    expect(await findLink(db, secrets, tokens[1]!, NOW)).toBeDefined()
    const open = await db.selectFrom('tasks').select('patient_id').where('closed_at', 'is', null).execute()
    expect(open).toEqual([{ patient_id: neighbour }])
    expect(await listUpcoming(db, halle.id, roussel, '2026-11-25')).toEqual([])
    const round = await loadRound(db, halle.id, today.roundId)
    expect(round.stops.map(each => each.patient_id)).toEqual([neighbour])
  })

  test('leaves alone the visit that has begun', async () => {
    const { db, halle, camille, roussel, today, archive } = await about(fresh)
    await db
      .insertInto('taps')
      .values({
        id: newId(),
        practice_id: halle.id,
        round_id: today.roundId,
        stop_id: today.stopId,
        kind: 'arrival',
        happened_at: NOW,
        received_at: NOW,
        minutes: null,
        of_tap_id: null,
        by_user_id: camille,
      })
      .execute()
    await archive()
    expect((await listUpcoming(db, halle.id, roussel, '2026-11-25')).map(row => row.on)).toEqual([
      '2026-11-25',
    ])
  })

  test('counts once, with the reason that was given first', async () => {
    const { db, roussel, archive } = await about(fresh)
    await archive()
    expect(await archive()).toBe(false)
    const row = await db
      .selectFrom('patients')
      .select(['archived_at', 'archive_reason', 'version'])
      .where('id', '=', roussel)
      .executeTakeFirst()
    expect(row).toEqual({ archived_at: NOW, archive_reason: 'deceased', version: 2 })
  })
})
