import { expect, test } from 'vitest'
import { withdrawPastCalls } from '../../../src/delays/past-calls.ts'
import { openTask } from '../../../src/messages/tasks.ts'
import { onBothDatabases } from '../../support/database.ts'
import { chain } from './chain.ts'

const LANDLINE = '+33324990120'

onBothDatabases('the calls of a day that nobody finished tapping', fresh => {
  const lateDay = async (facts: Parameters<typeof chain>[1] = {}) => {
    const scene = await chain(fresh, facts)
    const first = await scene.place({ at: '08:00', minutes: 90 }, { phone: '+33639980111' })
    const second = await scene.place({ at: '09:00', minutes: 20 }, { landline: LANDLINE })
    scene.setTime('08:25')
    await scene.tap('arrival', first)
    const calls = async () =>
      (await scene.house.db.selectFrom('tasks').select(['key', 'closed_at', 'outcome']).execute()).filter(
        task => task.closed_at === null,
      )
    return { ...scene, first, second, calls }
  }

  test('are withdrawn the next morning, and not before', async () => {
    const { house, second, calls } = await lateDay()
    expect(await calls()).toMatchObject([{ key: `delay-call:${second}:patient` }])
    expect(await withdrawPastCalls(house.db, '2026-11-25T22:30:00.000Z')).toBe(0)
    expect(await withdrawPastCalls(house.db, '2026-11-26T02:30:00.000Z')).toBe(0)
    expect(await withdrawPastCalls(house.db, '2026-11-26T03:30:00.000Z')).toBe(1)
    expect(await calls()).toEqual([])
    expect(await withdrawPastCalls(house.db, '2026-11-26T03:40:00.000Z')).toBe(0)
  })

  test('are withdrawn by the day of the practice, wherever it is', async () => {
    const { house } = await lateDay({ practice: { zone: 'Indian/Reunion' } })
    expect(await withdrawPastCalls(house.db, '2026-11-25T23:59:00.000Z')).toBe(0)
    expect(await withdrawPastCalls(house.db, '2026-11-26T00:01:00.000Z')).toBe(1)
  })

  test('what a patient asked for stays to be done', async () => {
    const { house, cabinet, second, calls } = await lateDay()
    const asked = { kind: 'call', reason: 'call_back', facts: {}, clinical: false, dueAt: null } as const
    const about = {
      practiceId: cabinet.id,
      patientId: null,
      carerId: null,
      clinicianId: null,
      stopId: second,
    }
    await house.db
      .transaction()
      .execute(trx => openTask(trx, { ...asked, ...about, key: 'reply:1' }, house.clock.now()))
    await withdrawPastCalls(house.db, '2026-11-26T06:00:00.000Z')
    expect(await calls()).toMatchObject([{ key: 'reply:1' }])
  })
})
