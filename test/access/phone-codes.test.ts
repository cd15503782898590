import { expect, test } from 'vitest'
import { CODE_CAPS, refusedCode } from '../../src/access/code-caps.ts'
import { checkCode, digitsOf, makeCode } from '../../src/access/phone-codes.ts'
import { inTransaction } from '../../src/db/database.ts'
import { secretsFrom } from '../../src/secrets.ts'
import type { Id, Instant } from '../../src/terms.ts'
import { addMinutes } from '../../src/time.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'

const NOW = '2026-11-25T07:00:00.000Z'
const PHONE = '+33639980777'
const secrets = secretsFrom('a secret key of the tests, 32 characters and more')

const scene = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const { halle, port } = await cast(db)
  const ask = (phone = PHONE, at: Instant = NOW, network = '198.51.100.7', practiceId = halle.id) =>
    inTransaction(db, trx => makeCode(trx, secrets, { practiceId, phone, network }, at))
  const made = async (phone?: string): Promise<Id> => {
    const code = await ask(phone)
    if (!code.made) throw new Error(code.why)
    return code.id
  }
  const type = (id: Id, digits: string, { at = NOW, phone = PHONE, practiceId = halle.id } = {}) =>
    inTransaction(db, trx => checkCode(trx, secrets, { practiceId, phone, id }, digits, at))
  return { db, port, ask, made, type }
}

/** Six digits that are not these. */
const other = (digits: string): string => (digits === '000000' ? '000001' : '000000')

onBothDatabases('a code sent to a phone', fresh => {
  test('proves it once', async () => {
    const { made, type } = await scene(fresh)
    const id = await made()
    expect(await type(id, digitsOf(secrets, id))).toEqual({ proved: true })
    expect(await type(id, digitsOf(secrets, id))).toEqual({ proved: false, why: 'over' })
  })

  test('is worth ten minutes', async () => {
    const { made, type } = await scene(fresh)
    const id = await made()
    expect(await type(id, digitsOf(secrets, id), { at: addMinutes(NOW, 10) })).toMatchObject({ why: 'over' })
    expect(await type(id, digitsOf(secrets, id), { at: addMinutes(NOW, 9) })).toEqual({ proved: true })
  })

  test('is over after five wrong tries, were the right one typed then', async () => {
    const { made, type } = await scene(fresh)
    const id = await made()
    const wrong = other(digitsOf(secrets, id))
    for (const left of [4, 3, 2, 1])
      expect(await type(id, wrong)).toEqual({ proved: false, why: 'wrong', left })
    expect(await type(id, wrong)).toEqual({ proved: false, why: 'over' })
    expect(await type(id, digitsOf(secrets, id))).toEqual({ proved: false, why: 'over' })
  })

  test('proves nothing to another practice, nor another number', async () => {
    const { port, made, type } = await scene(fresh)
    const id = await made()
    const digits = digitsOf(secrets, id)
    expect(await type(id, digits, { practiceId: port.id })).toMatchObject({ proved: false })
    expect(await type(id, digits, { phone: '+33639980778' })).toMatchObject({ proved: false })
  })

  test('stands nowhere in the database, nor does the number or the network', async () => {
    const { db, made } = await scene(fresh)
    const id = await made()
    const stored = JSON.stringify(await db.selectFrom('phone_codes').selectAll().execute())
    for (const secret of [digitsOf(secrets, id), '639980777', '198.51.100'])
      expect(stored).not.toContain(secret)
  })

  test('is not sent to one number again at once, nor more than five times a day', async () => {
    const { ask } = await scene(fresh)
    expect(await ask()).toMatchObject({ made: true })
    expect(await ask(PHONE, addMinutes(NOW, 0.5))).toMatchObject({ why: 'soon' })
    for (const minutes of [1, 2, 3, 4])
      expect(await ask(PHONE, addMinutes(NOW, minutes))).toMatchObject({ made: true })
    expect(await ask(PHONE, addMinutes(NOW, 60))).toEqual({ made: false, why: 'number_cap' })
    expect(await ask('+33639980778', addMinutes(NOW, 60))).toMatchObject({ made: true })
    expect(await ask(PHONE, addMinutes(NOW, 24 * 60 + 5))).toMatchObject({ made: true })
  })

  test('is asked for from one network thirty times a day at most', async () => {
    const { ask } = await scene(fresh)
    for (let index = 0; index < CODE_CAPS.network; index++)
      expect(await ask(`+336399800${10 + index}`)).toMatchObject({ made: true })
    expect(await ask('+33639980999')).toEqual({ made: false, why: 'network_cap' })
    expect(await ask('+33639980999', NOW, '203.0.113.9')).toMatchObject({ made: true })
  })
})

onBothDatabases('several practices', fresh => {
  test('together send one number no more codes than one of them, whoever asks from wherever', async () => {
    const { ask, port } = await scene(fresh)
    for (const minutes of [0, 1, 2, 3, 4])
      expect(await ask(PHONE, addMinutes(NOW, minutes), `198.51.100.${minutes}`)).toMatchObject({
        made: true,
      })
    const elsewhere = await ask(PHONE, addMinutes(NOW, 60), '203.0.113.9', port.id)
    expect(elsewhere).toEqual({ made: false, why: 'number_cap' })
  })

  test('answer one network no more often than one of them', async () => {
    const { ask, port } = await scene(fresh)
    for (let index = 0; index < CODE_CAPS.network; index++) await ask(`+336399800${10 + index}`)
    expect(await ask('+33639980999', NOW, '198.51.100.7', port.id)).toEqual({
      made: false,
      why: 'network_cap',
    })
  })
})

test('a practice sends no more codes a day than its cap, whoever asks', () => {
  const nobody = { number: [], network: 0 }
  expect(refusedCode({ ...nobody, practice: CODE_CAPS.practice - 1 }, 0)).toBeUndefined()
  expect(refusedCode({ ...nobody, practice: CODE_CAPS.practice }, 0)).toEqual({ why: 'practice_cap' })
})
