import { expect, test } from 'vitest'
import { pruneAudit } from '../../src/access/audit-prune.ts'
import { sealAudit } from '../../src/access/audit-seal.ts'
import { verifyAudit } from '../../src/access/audit-verify.ts'
import { type Db, openDatabase } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { secretsFrom } from '../../src/secrets.ts'
import { type TestHouse, testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'

const NOW = '2026-11-25T07:00:00.000Z'

const append = async (
  db: Db,
  practiceId: string,
  facts: { id?: string; at?: string } = {},
): Promise<void> => {
  await db
    .insertInto('audit_entries')
    .values({
      id: newId(),
      practice_id: practiceId,
      at: NOW,
      actor: 'user:camille',
      route: 'GET /patients/:id',
      patient_ids: '["roussel"]',
      seq: null,
      previous_hash: null,
      hash: null,
      ...facts,
    })
    .execute()
}

const chainOf = async (db: Db, practiceId: string) =>
  await db
    .selectFrom('audit_entries')
    .select(['id', 'seq', 'hash', 'previous_hash'])
    .where('practice_id', '=', practiceId)
    .orderBy('seq')
    .execute()

const seqsOf = async (db: Db, practiceId: string) => (await chainOf(db, practiceId)).map(row => row.seq)

onBothDatabases('the chain of audit entries', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const { halle, port } = await cast(house.db)
    const reportOf = async (practiceId = halle.id) =>
      (await verifyAudit(house.db, house.secrets)).find(report => report.practiceId === practiceId)!
    return { house, db: house.db, halle: halle.id, port: port.id, reportOf }
  }

  /** As a second process would come: by a connection of its own. On SQLite one process has one connection. */
  const alongside = async (house: TestHouse, work: (db: Db) => Promise<void>): Promise<void> => {
    if (house.url.startsWith('sqlite:')) return await work(house.db)
    const db = openDatabase(house.url)
    await work(db)
    await db.destroy()
  }

  test('numbers the entries of each practice from 1 without a gap, each bound to the one before', async () => {
    const { db, halle, port, reportOf } = await arrive()
    for (const practiceId of [halle, port, halle, halle]) await append(db, practiceId)
    expect(await sealAudit(db)).toBe(4)
    await append(db, halle)
    expect(await sealAudit(db)).toBe(1)
    expect(await sealAudit(db)).toBe(0)
    expect(await seqsOf(db, halle)).toEqual([1, 2, 3, 4])
    expect(await seqsOf(db, port)).toEqual([1])
    const chain = await chainOf(db, halle)
    expect(chain.slice(1).map(row => row.previous_hash)).toEqual(chain.slice(0, -1).map(row => row.hash))
    expect(await reportOf()).toMatchObject({ checked: 4, broken: null, unsealed: null, head: { seq: 4 } })
  })

  test('names the entries that are not sealed yet', async () => {
    const { db, halle, reportOf } = await arrive()
    await append(db, halle)
    await sealAudit(db)
    await append(db, halle, { at: '2026-11-25T07:00:01.000Z' })
    await append(db, halle, { at: '2026-11-25T07:00:03.000Z' })
    expect(await reportOf()).toMatchObject({
      checked: 1,
      broken: null,
      unsealed: { count: 2, firstAt: '2026-11-25T07:00:01.000Z', lastAt: '2026-11-25T07:00:03.000Z' },
    })
  })

  test('takes an entry that was committed late, with an earlier id, after those already sealed', async () => {
    const { db, halle, reportOf } = await arrive()
    const early = newId()
    await append(db, halle)
    await sealAudit(db)
    await append(db, halle, { id: early, at: '2026-11-25T06:59:59.000Z' })
    await sealAudit(db)
    const chain = await chainOf(db, halle)
    expect(chain.map(row => row.seq)).toEqual([1, 2])
    expect(chain[1]!.id).toBe(early)
    expect((await reportOf()).broken).toBeNull()
  })

  test('has one writer, however many try at the same instant', async () => {
    const { house, db, halle, port, reportOf } = await arrive()
    for (let entry = 0; entry < 40; entry++) await append(db, entry % 4 ? halle : port)
    await alongside(house, async other => {
      const writers = [db, other, db, other, db, other]
      for (let round = 0; round < 4; round++) await Promise.all(writers.map(writer => sealAudit(writer)))
    })
    expect(await seqsOf(db, halle)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect((await reportOf()).broken).toBeNull()
    expect((await reportOf(port)).broken).toBeNull()
  })

  const tampering: [string, (db: Db, practiceId: string) => Promise<unknown>, object][] = [
    [
      'whose actor was changed',
      db => db.updateTable('audit_entries').set({ actor: 'user:ines' }).where('seq', '=', 2).execute(),
      { seq: 2, why: 'its content does not match its hash' },
    ],
    [
      'of which a patient was taken out',
      db => db.updateTable('audit_entries').set({ patient_ids: '[]' }).where('seq', '=', 3).execute(),
      { seq: 3, why: 'its content does not match its hash' },
    ],
    [
      'that is gone',
      db => db.deleteFrom('audit_entries').where('seq', '=', 2).execute(),
      { seq: 2, why: 'entry 2 is missing' },
    ],
    [
      'before the first that is kept',
      db => db.deleteFrom('audit_entries').where('seq', '<=', 2).execute(),
      { seq: 1, why: 'entry 1 is missing' },
    ],
    [
      'that was put in the place of another',
      async db => {
        await db.updateTable('audit_entries').set({ seq: 99 }).where('seq', '=', 2).execute()
        await db.updateTable('audit_entries').set({ seq: 2 }).where('seq', '=', 3).execute()
        await db.updateTable('audit_entries').set({ seq: 3 }).where('seq', '=', 99).execute()
      },
      { seq: 2, why: 'it does not continue the entry before it' },
    ],
  ]

  test.each(tampering)('breaks at an entry %s', async (_what, tamper, broken) => {
    const { db, halle, reportOf } = await arrive()
    for (let entry = 0; entry < 4; entry++) await append(db, halle)
    await sealAudit(db)
    await tamper(db, halle)
    expect((await reportOf()).broken).toEqual(broken)
  })

  test('goes on from a signed checkpoint after the old entries were pruned', async () => {
    const { house, db, halle, port, reportOf } = await arrive()
    // 1 May in Paris begins at 22 h UTC.
    for (const at of ['2026-04-29T10:00:00.000Z', '2026-04-30T21:59:59.999Z', '2026-04-30T22:00:00.000Z'])
      await append(db, halle, { at })
    await append(db, port)
    await sealAudit(db)
    const prunings = await pruneAudit(db, house.secrets, '2026-05-01', NOW)
    expect(prunings.map(pruning => 'entries' in pruning && pruning.entries).sort()).toEqual([0, 2])
    expect(await seqsOf(db, halle)).toEqual([3])
    await append(db, halle)
    await sealAudit(db)
    expect(await reportOf()).toMatchObject({ checked: 2, broken: null, startsAfter: { seq: 2, at: NOW } })
    expect(await pruneAudit(db, house.secrets, '2026-05-01', NOW)).toMatchObject([
      { entries: 0 },
      { entries: 0 },
    ])
  })

  test('goes on when everything was pruned, and again after a second pruning', async () => {
    const { house, db, halle, reportOf } = await arrive()
    for (const before of ['2026-12-01', '2026-12-02']) {
      await append(db, halle)
      await append(db, halle)
      await sealAudit(db)
      await pruneAudit(db, house.secrets, before, NOW)
      expect(await seqsOf(db, halle)).toEqual([])
    }
    await append(db, halle)
    await sealAudit(db)
    expect(await seqsOf(db, halle)).toEqual([5])
    expect((await reportOf()).broken).toBeNull()
  })

  test('never prunes what is not sealed, nor past an entry that must be kept', async () => {
    const { house, db, halle } = await arrive()
    await append(db, halle, { at: '2026-04-01T10:00:00.000Z' })
    await append(db, halle, { at: '2026-06-01T10:00:00.000Z' })
    await append(db, halle, { at: '2026-04-02T10:00:00.000Z' })
    await sealAudit(db)
    await append(db, halle, { at: '2026-04-03T10:00:00.000Z' })
    await pruneAudit(db, house.secrets, '2026-05-01', NOW)
    expect((await seqsOf(db, halle)).filter(Boolean)).toEqual([2, 3])
    expect(await chainOf(db, halle)).toHaveLength(3)
  })

  test('is left as it is when it is broken, and a forged checkpoint breaks it', async () => {
    const { house, db, halle, reportOf } = await arrive()
    for (let entry = 0; entry < 3; entry++) await append(db, halle)
    await sealAudit(db)
    await db.deleteFrom('audit_entries').where('seq', '=', 1).execute()
    expect(await pruneAudit(db, house.secrets, '2027-01-01', NOW)).toContainEqual({
      practiceName: 'Cabinet de la Halle',
      outcome: 'broken',
      seq: 1,
    })
    expect(await seqsOf(db, halle)).toEqual([2, 3])
    const [second] = await chainOf(db, halle)
    const forged = { practice_id: halle, seq: 1, hash: second!.previous_hash!, entries: 1, at: NOW }
    const other = secretsFrom('another key of the tests, 32 characters and more')
    const signature = other.keyedHash('audit-checkpoint', JSON.stringify(Object.values(forged)))
    await db
      .insertInto('audit_checkpoints')
      .values({ id: newId(), ...forged, signature })
      .execute()
    expect((await reportOf()).broken?.why).toBe('the checkpoint’s signature is not ours')
  })
})
