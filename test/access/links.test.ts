import { expect, test } from 'vitest'
import { endLinks, findLink, mintLink } from '../../src/access/links.ts'
import { inTransaction } from '../../src/db/database.ts'
import { secretsFrom } from '../../src/secrets.ts'
import { testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'

const TONIGHT = '2026-11-25T19:00:00.000Z'
const LATER = '2026-11-25T21:30:00.000Z'

onBothDatabases('the link in a text', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const { db, secrets, clock } = house
    const people = await cast(db)
    const { halle, camille, roussel } = people
    const { stopId } = await stop(db, {
      practiceId: halle.id,
      clinicianId: camille,
      patientId: roussel,
      at: '09:00',
    })
    const subject = { practiceId: halle.id, patientId: roussel, carerId: null, refId: stopId } as const
    const mint = (facts: { carerId?: string; expiresAt?: string; refId?: string } = {}) =>
      inTransaction(db, trx =>
        mintLink(trx, secrets, { ...subject, purpose: 'passage', expiresAt: TONIGHT, ...facts }, clock.now()),
      )
    const find = (token: string) => findLink(db, secrets, token, clock.now())
    return { house, ...people, stopId, mint, find }
  }

  test('leads to the person and the stop it was made for', async () => {
    const { mint, find, roussel, stopId } = await arrive()
    const { id, token } = await mint()
    expect(token).toMatch(/^[\w-]{16}$/)
    expect(await find(token)).toMatchObject({ id, patient_id: roussel, carer_id: null, ref_id: stopId })
  })

  test('is the same again for the same person and stop, and another one for a carer', async () => {
    const { mint, paul } = await arrive()
    const first = await mint()
    expect(await mint()).toEqual(first)
    expect((await mint({ carerId: paul })).token).not.toBe(first.token)
    expect((await mint({ refId: 'another-stop' })).token).not.toBe(first.token)
  })

  test('is kept as a hash only, which another key cannot read', async () => {
    const { house, mint } = await arrive()
    const { token } = await mint()
    const stored = JSON.stringify(await house.db.selectFrom('patient_links').selectAll().execute())
    expect(stored).not.toContain(token)
    const other = secretsFrom('another key of the tests, 32 characters and more')
    expect(await findLink(house.db, other, token, house.clock.now())).toBeUndefined()
  })

  test('ends at its time, which a later message puts off and an earlier one does not bring forward', async () => {
    const { house, mint, find } = await arrive()
    const { token } = await mint()
    await mint({ expiresAt: LATER })
    await mint({ expiresAt: TONIGHT })
    house.clock.set(TONIGHT)
    expect(await find(token)).toBeDefined()
    house.clock.set(LATER)
    expect(await find(token)).toBeUndefined()
  })

  test('is not revived once it was ended: a new one is made', async () => {
    const { house, mint, find, halle, roussel } = await arrive()
    const { token } = await mint()
    const end = (which: object) =>
      inTransaction(house.db, trx => endLinks(trx, { practiceId: halle.id, ...which }, house.clock.now()))
    expect(await end({ patientId: roussel })).toBe(1)
    expect(await end({ patientId: roussel })).toBe(0)
    expect(await find(token)).toBeUndefined()
    const again = await mint()
    expect(again.token).not.toBe(token)
    expect(await find(again.token)).toBeDefined()
  })

  test('ends for one stop, for one patient, and never in another practice', async () => {
    const { house, mint, find, port, halle, stopId } = await arrive()
    const [here, elsewhere] = [await mint(), await mint({ refId: 'another-stop' })]
    const end = (practiceId: string, refId?: string) =>
      inTransaction(house.db, trx => endLinks(trx, { practiceId, refId }, house.clock.now()))
    expect(await end(port.id)).toBe(0)
    expect(await end(halle.id, stopId)).toBe(1)
    expect(await find(here.token)).toBeUndefined()
    expect(await find(elsewhere.token)).toBeDefined()
  })

  test.each(['', 'x', 'AAAAAAAAAAAAAAAA', 'A'.repeat(400)])('%j leads nowhere', async token => {
    const { find, mint } = await arrive()
    await mint()
    expect(await find(token)).toBeUndefined()
  })
})
