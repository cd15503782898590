import { expect, test } from 'vitest'
import type { NoticeRow } from '../../src/db/tables/delays.ts'
import { newId } from '../../src/ids.ts'
import { noteFailure } from '../../src/messages/circuit.ts'
import { takeReadings } from '../../src/server/metrics/readings.ts'
import type { LocalDate } from '../../src/terms.ts'
import { accepting, type OutboxWorld, outboxWorld } from '../messages/outbox-world.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'

const noticeOn = async (world: OutboxWorld, on: LocalDate, state: NoticeRow['state']): Promise<void> => {
  const { db, halle, camille, roussel } = world
  const place = { practiceId: halle.id, clinicianId: camille, patientId: roussel, on, at: '09:30' }
  const { roundId, stopId } = await stop(db, place)
  const at = `${on}T08:30:00.000Z`
  const notice: NoticeRow = {
    id: newId(),
    practice_id: halle.id,
    round_id: roundId,
    stop_id: stopId,
    patient_id: roussel,
    kind: 'late',
    state,
    from_at: at,
    to_at: at,
    estimate_at: at,
    due_at: at,
    created_at: at,
    sent_at: null,
    reason: null,
    held_by: null,
  }
  await db.insertInto('notices').values(notice).execute()
}

onBothDatabases('readings', fresh => {
  test('count texts by status, zeros included, and say how long the oldest has been due', async () => {
    const { db, queue, deliver, clock } = await outboxWorld(fresh)
    await queue()
    await deliver({ gateway: accepting().gateway })
    await queue()
    clock.pass(2)
    const { messages, oldestDueSeconds } = await takeReadings(db, clock.now())
    expect(messages).toMatchObject({ accepted: 1, queued: 1, unknown: 0, cancelled: 0 })
    expect(oldestDueSeconds).toBe(120)
  })

  test('leave out the texts of last week, and find none late before its time', async () => {
    const { db, queue, clock } = await outboxWorld(fresh)
    await queue({ dueAt: '2026-11-25T08:00:00.000Z' })
    expect(await takeReadings(db, clock.now())).toMatchObject({
      messages: { queued: 1 },
      oldestDueSeconds: 0,
    })
    const nextWeek = '2026-12-02T08:00:00.000Z'
    expect(await takeReadings(db, nextWeek)).toMatchObject({ messages: { queued: 0 } })
  })

  test('count the notices about rounds of today in the zone of the practice', async () => {
    const world = await outboxWorld(fresh)
    await noticeOn(world, '2026-11-25', 'sent')
    await noticeOn(world, '2026-11-26', 'held')
    const lateInTheEvening = '2026-11-25T22:30:00.000Z'
    expect((await takeReadings(world.db, lateInTheEvening)).notices).toMatchObject({ sent: 1, held: 0 })
    const afterMidnightInParis = '2026-11-25T23:30:00.000Z'
    expect((await takeReadings(world.db, afterMidnightInParis)).notices).toMatchObject({ sent: 0, held: 1 })
  })

  test('count the audit entries that wait for their seal', async () => {
    const { db, halle, clock } = await outboxWorld(fresh)
    const entry = {
      practice_id: halle.id,
      at: clock.now(),
      actor: 'system',
      route: 'GET /',
      patient_ids: '[]',
    }
    const unsealed = { seq: null, previous_hash: null, hash: null }
    const sealed = { seq: 1, previous_hash: '', hash: 'a' }
    for (const seal of [sealed, unsealed, unsealed])
      await db
        .insertInto('audit_entries')
        .values({ id: newId(), ...entry, ...seal })
        .execute()
    expect(await takeReadings(db, clock.now())).toMatchObject({ unsealedAuditEntries: 2 })
  })

  test('tell a provider that is down from one that refuses the account', async () => {
    const { db, clock } = await outboxWorld(fresh)
    const gateway = async () => (await takeReadings(db, clock.now())).gateway
    expect(await gateway()).toBe('up')
    for (let failure = 1; failure <= 3; failure++) await noteFailure(db, 'down', clock.now())
    expect(await gateway()).toBe('down')
    await noteFailure(db, 'locked_out', clock.now())
    expect(await gateway()).toBe('locked_out')
  })
})
