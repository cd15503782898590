import { afterEach, expect, test } from 'vitest'
import { clockFrom } from '../../src/clock.ts'
import { secretsFrom } from '../../src/secrets.ts'
import { instantAt, toEpochMs } from '../../src/time.ts'
import { arrive, latePractice, placeLateRound } from '../kill/late-round.ts'
import { freePort, type Product, SECRET_KEY, startProduct } from '../kill/product.ts'
import { testConfig } from '../support/app.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { startTwilio, type TwilioStandIn } from '../support/twilio-stand-in.ts'

const running: { product?: Product; twilio?: TwilioStandIn } = {}
afterEach(async () => {
  await running.product?.kill()
  await running.twilio?.stop()
})

/** The real process, with eight notices that fall due as soon as somebody taps. */
const lateMorning = async (fresh: () => Promise<FreshDatabase>) => {
  const { db, url: databaseUrl } = await fresh()
  const twilio = await startTwilio()
  running.twilio = twilio
  const clock = clockFrom(() => Date.now() + shiftMs)
  const house = { db, clock, config: testConfig({ databaseUrl }), secrets: secretsFrom(SECRET_KEY) }
  const practice = await latePractice(house)
  const round = await placeLateRound(house, practice, 0)
  const shiftMs = toEpochMs(instantAt(round.on, round.at, practice.halle.zone)) - Date.now()
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const product = startProduct({ databaseUrl, port, publicUrl, twilio: twilio.config }, shiftMs)
  running.product = product
  await product.ready
  const atTheProvider = new Promise<void>(resolve => twilio.onAsked(() => resolve()))
  const messages = () => db.selectFrom('messages').select(['status', 'provider_id']).execute()
  return { product, twilio, atTheProvider, messages, tap: () => arrive(house, practice, round, product.url) }
}

onBothDatabases('told to stop while a slow provider thinks', fresh => {
  test('it waits for the answer, writes it down, and ends well', async () => {
    const { product, twilio, atTheProvider, messages, tap } = await lateMorning(fresh)
    twilio.pace(() => 600)
    await tap()
    await atTheProvider
    expect(twilio.accepted).toEqual([])
    expect(await product.stop()).toBe(0)
    expect(product.said()).toBe('')
    expect(twilio.accepted.length).toBeGreaterThan(0)
    const left = await messages()
    expect(left.map(({ status }) => status).filter(status => status !== 'queued')).toEqual(
      twilio.accepted.map(() => 'accepted'),
    )
    expect(new Set(left.flatMap(({ provider_id }) => provider_id ?? []))).toEqual(
      new Set(twilio.accepted.map(({ sid }) => sid)),
    )
  })

  test('a call that breaks off meanwhile is written down as unknown, not left as it was', async () => {
    const { product, twilio, atTheProvider, messages, tap } = await lateMorning(fresh)
    twilio.pace(() => 300)
    twilio.behave('reset_after')
    await tap()
    await atTheProvider
    expect(await product.stop()).toBe(0)
    const statuses = (await messages()).map(({ status }) => status)
    expect(statuses.filter(status => status === 'unknown').length).toBe(twilio.accepted.length)
    expect(statuses).not.toContain('attempted')
    expect(statuses).not.toContain('claimed')
  })
})
