import { describe, expect, test } from 'vitest'
import { type Member, maySeeRound } from '../../src/access/member.ts'
import { endMembership } from '../../src/access/memberships.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { Role } from '../../src/terms.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast, cookieOf } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { member, practice } from '../support/people.ts'

describe('a substitute sees the rounds', () => {
  const remi = {
    userId: 'remi',
    role: 'substitute' as Role,
    replaces: [
      { userId: 'camille', fromOn: '2026-11-23', toOn: '2026-11-29' },
      { userId: 'bastien', fromOn: '2026-11-25', toOn: '2026-11-25' },
    ],
  } as Member
  test.each([
    ['of the one replaced, on the first day', 'camille', '2026-11-23', true],
    ['of the one replaced, on the last day', 'camille', '2026-11-29', true],
    ['of the one replaced, not the day before', 'camille', '2026-11-22', false],
    ['of the one replaced, not the day after', 'camille', '2026-11-30', false],
    ['of the second one replaced, on the only day', 'bastien', '2026-11-25', true],
    ['of the second one replaced, not on the days of the first', 'bastien', '2026-11-24', false],
    ['of their own on these days', 'remi', '2026-11-24', true],
    ['of their own, not on others', 'remi', '2026-12-24', false],
    ['of nobody else', 'lea', '2026-11-25', false],
  ])('%s', (_what, clinician_id, on, seen) => {
    expect(maySeeRound(remi, { clinician_id, on })).toBe(seen)
  })

  test('and everybody else sees all of them', () => {
    for (const role of ['owner', 'clinician', 'secretary'] as const)
      expect(maySeeRound({ ...remi, role, replaces: [] }, { clinician_id: 'lea', on: '2020-01-01' })).toBe(
        true,
      )
  })
})

onBothDatabases('a membership', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const app = await testApp(house)
    const as = async (userId: string, practiceId: string | null) => {
      const device = browser(app)
      device.cookies.set('prevenance', (await cookieOf(house, userId, practiceId)).cookie.split('=')[1]!)
      return device
    }
    const idOf = async (userId: string) =>
      (
        await house.db
          .selectFrom('memberships')
          .select('id')
          .where('user_id', '=', userId)
          .executeTakeFirstOrThrow()
      ).id
    const end = async (userId: string, practiceId = people.halle.id) => {
      const id = await idOf(userId)
      return await inTransaction(house.db, trx => endMembership(trx, practiceId, id, house.clock.now()))
    }
    return { house, app, as, idOf, end, ...people }
  }

  test('of a substitute opens the house from the first day to the last, in the practice’s own time', async () => {
    const { house, as, remi, halle } = await arrive()
    const substitute = await as(remi, halle.id)
    const statusAt = async (instant: string) => {
      house.clock.set(instant)
      return (await substitute.visit('/practice')).statusCode
    }
    // Paris is one hour ahead of UTC in November.
    expect(await statusAt('2026-11-22T22:59:59.000Z')).toBe(303)
    expect(await statusAt('2026-11-22T23:00:00.000Z')).toBe(200)
    expect(await statusAt('2026-11-29T22:59:59.000Z')).toBe(200)
    expect(await statusAt('2026-11-29T23:00:00.000Z')).toBe(303)
    expect((await substitute.visit('/account')).headers.location).toBe('/sign-in?next=%2Faccount')
  })

  test('that ends takes the practice away at once, and leaves the other one', async () => {
    const { house, app, as, idOf, bastien, halle, camille } = await arrive()
    const pont = await practice(house.db, { name: 'Cabinet du Pont' })
    const membership = { role: 'clinician', profession: null, from_on: null, to_on: null } as const
    await house.db
      .insertInto('memberships')
      .values({
        id: 'bastien-in-pont',
        practice_id: pont.id,
        user_id: bastien,
        ...membership,
        replaces_user_id: null,
        ended_at: null,
        created_at: house.clock.now(),
      })
      .execute()
    const [here, there] = [await as(bastien, halle.id), await as(bastien, pont.id)]
    const owner = await as(camille, halle.id)
    const listed = await house.db
      .selectFrom('memberships')
      .select('id')
      .where('user_id', '=', bastien)
      .where('practice_id', '=', halle.id)
      .executeTakeFirstOrThrow()
    await owner.submit(`/practice/members/${listed.id}/departure`)
    expect((await here.visit('/practice')).headers.location).toBe('/sign-in?next=%2Fpractice')
    expect((await there.visit('/practice')).statusCode).toBe(200)
    expect(app).toBeDefined()
    expect(await idOf(camille)).toBeDefined()
  })

  test('of the last owner cannot end, and can once there is another', async () => {
    const { house, end, camille, halle } = await arrive()
    expect(await end(camille)).toBe('last owner')
    await member(house.db, halle.id, 'Noé', { role: 'owner' })
    expect(await end(camille)).toBe('ended')
    expect(await end(camille)).toBe('unknown')
  })

  test('of the last two owners does not end for both, were it at the same instant', async () => {
    const { house, end, camille, halle } = await arrive()
    const noe = await member(house.db, halle.id, 'Noé', { role: 'owner' })
    expect((await Promise.all([end(camille), end(noe)])).sort()).toEqual(['ended', 'last owner'])
  })

  test('of another practice is none of an owner’s business', async () => {
    const { end, camille, port } = await arrive()
    expect(await end(camille, port.id)).toBe('unknown')
  })

  test('in several practices lets the person choose, and change', async () => {
    const { house, as, camille, halle, port } = await arrive()
    await house.db
      .updateTable('memberships')
      .set({ practice_id: port.id })
      .where('user_id', '=', (await member(house.db, halle.id, 'Zoé')) as string)
      .execute()
    const undecided = await as(camille, null)
    expect((await undecided.visit('/practice')).headers.location).toBe('/account/practice?next=%2Fpractice')
    await undecided.submit('/account/practice', { practice_id: halle.id, next: '/practice' })
    expect((await undecided.visit('/practice')).body).toContain('Cabinet de la Halle')
    const refused = await undecided.submit('/account/practice', { practice_id: port.id })
    expect(refused.statusCode).toBe(404)
  })
})
