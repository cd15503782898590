import { afterEach, describe, expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { isOptedOut } from '../../src/messages/opt-out.ts'
import { queueMessage } from '../../src/messages/outbox.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import { transition } from '../../src/messages/transition.ts'
import type { Id } from '../../src/terms.ts'
import { addMinutes } from '../../src/time.ts'
import { dump, textOf } from '../support/dump.ts'
import type { World } from '../support/route-examples.ts'
import { type SignedCall, signedCall, TWILIO } from '../support/twilio-texts.ts'
import { freshWorld } from '../support/world.ts'

const PUBLIC_URL = 'https://rdv.example.fr'
const PHONE = '+33639980101'

const opened: World[] = []
afterEach(async () => {
  for (const { app } of opened.splice(0)) await app.close()
})

const webhookWorld = async (publicUrl = PUBLIC_URL): Promise<World> => {
  const world = await freshWorld({ publicUrl, twilio: TWILIO })
  opened.push(world)
  return world
}

/** What reaches the application, on this machine, of a call that Twilio made to the public address. */
const post = (world: World, { url, form, headers }: SignedCall, prefix = '') =>
  world.app.inject({
    method: 'POST',
    url: new URL(url).pathname.slice(prefix.length),
    headers: { ...headers, host: '127.0.0.1:3000' },
    payload: form,
  })

const attempted = async ({ house, halle, roussel }: World, practiceId: Id = halle.id): Promise<Id> => {
  const now = house.clock.now()
  return await inTransaction(house.db, async trx => {
    const text = {
      practiceId,
      patientId: roussel,
      carerId: null,
      purpose: 'delay_notice',
      origin: 'notice',
      refId: newId(),
      toPhone: PHONE,
      dueAt: now,
      usefulUntilAt: addMinutes(now, 30),
    } as const
    const id = await queueMessage(trx, text, now)
    await transition(trx, { practiceId, id, to: 'claimed' }, now)
    await transition(trx, { practiceId, id, to: 'attempted', columns: { attempted_at: now } }, now)
    // Accepted already, so that a report needs nothing of its origin.
    await transition(trx, { practiceId, id, to: 'accepted' }, now)
    return id
  })
}

const status = (id: Id, word: string, more: [string, string][] = [], base = PUBLIC_URL): SignedCall =>
  signedCall(TWILIO.authToken, `${base}/webhooks/twilio/status/${id}`, [
    ['MessageStatus', word],
    ['MessageSid', 'SM1'],
    ...more,
  ])

const inbound = (body: string, more: { sid?: string; from?: string; to?: string } = {}): SignedCall =>
  signedCall(TWILIO.authToken, `${PUBLIC_URL}/webhooks/twilio/inbound`, [
    ['MessageSid', more.sid ?? 'SM9'],
    ['From', more.from ?? PHONE],
    ['To', more.to ?? TWILIO.sender],
    ['Body', body],
  ])

const statusOf = async ({ house }: World, id: Id) =>
  (await house.db.selectFrom('messages').select('status').where('id', '=', id).executeTakeFirstOrThrow())
    .status

describe('a report of Twilio', () => {
  test('is believed behind a proxy, by the public address that Twilio called', async () => {
    const world = await webhookWorld(`${PUBLIC_URL}/cabinet`)
    const id = await attempted(world)
    const answer = await post(world, status(id, 'sent', [], `${PUBLIC_URL}/cabinet`), '/cabinet')
    expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([
      200,
      '<Response/>',
      'text/xml',
    ])
    expect(await statusOf(world, id)).toBe('sent')
  })

  test('is signed with every parameter as it was sent: brackets, repeats, plus signs and accents', async () => {
    const world = await webhookWorld()
    const id = await attempted(world)
    const odd: [string, string][] = [
      ['Extra[a][b]', 'é+ +'],
      ['Same', '1'],
      ['Same', '2'],
      ['__proto__', 'x'],
      ['Empty', ''],
    ]
    expect((await post(world, status(id, 'sent', odd))).statusCode).toBe(200)
    expect(await statusOf(world, id)).toBe('sent')
  })

  test.each<[string, (call: SignedCall) => SignedCall]>([
    [
      'without a signature',
      call => ({ ...call, headers: { 'content-type': call.headers['content-type']! } }),
    ],
    [
      'signed with another token',
      call => signedCall('another', call.url, [...new URLSearchParams(call.form)]),
    ],
    ['with a parameter changed', call => ({ ...call, form: call.form.replace('delivered', 'failed') })],
    ['with a parameter added', call => ({ ...call, form: `${call.form}&More=1` })],
    [
      'signed for another address',
      call => ({ ...call, url: call.url.replace(/.$/, last => (last === '0' ? '1' : '0')) }),
    ],
    [
      'with a signature of another length',
      call => ({ ...call, headers: { ...call.headers, 'x-twilio-signature': 'short' } }),
    ],
  ])('%s is refused and changes nothing', async (_name, forge) => {
    const world = await webhookWorld()
    const id = await attempted(world)
    const before = textOf(await dump(world.house.db))
    expect((await post(world, forge(status(id, 'delivered')))).statusCode).toBe(403)
    expect(textOf(await dump(world.house.db))).toEqual(before)
  })

  test.each([
    [['delivered', 'sent', 'queued']],
    [['sent', 'delivered', 'delivered', 'sending']],
    [['queued', 'delivered', 'undelivered']],
  ])('comes in any order and more than once: %s ends as delivered', async words => {
    const world = await webhookWorld()
    const id = await attempted(world)
    for (const word of words) expect((await post(world, status(id, word))).statusCode).toBe(200)
    expect(await statusOf(world, id)).toBe('delivered')
  })

  test('about no message of ours, or of a kind that nobody knows, changes nothing', async () => {
    const world = await webhookWorld()
    const id = await attempted(world)
    expect((await post(world, status(newId(), 'sent'))).statusCode).toBe(404)
    expect((await post(world, status(id, 'levitating'))).statusCode).toBe(200)
    expect(await statusOf(world, id)).toBe('accepted')
  })

  test('is nobody’s business where Twilio is not used', async () => {
    const world = await freshWorld({ publicUrl: PUBLIC_URL })
    opened.push(world)
    expect((await post(world, status(newId(), 'sent'))).statusCode).toBe(404)
  })
})

describe('a text that somebody sends', () => {
  const replies = async ({ house }: World) =>
    await house.db.selectFrom('inbound_messages').selectAll().orderBy('id').execute()

  test('belongs to the practice of the number that it was sent to, and to the person who has the sender’s', async () => {
    const world = await webhookWorld()
    await world.house.db
      .updateTable('practices')
      .set({ sms_sender: '+33937111111' })
      .where('id', '=', world.halle.id)
      .execute()
    await post(world, inbound('Le portail est fermé', { to: '+33937111111' }))
    expect(await replies(world)).toMatchObject([
      { practice_id: world.halle.id, patient_id: world.roussel, carer_id: null, meaning: 'unread' },
    ])
    expect(await listOpenTasks(world.house.db, world.halle.id)).toMatchObject([
      { kind: 'read', patient_id: world.roussel, reason: 'reply' },
    ])
  })

  test('that could be meant for two practices is shown to neither; the owner of the installation is told', async () => {
    const world = await webhookWorld()
    await attempted(world)
    await attempted(world, world.port.id)
    await post(world, inbound('Je vais moins bien'))
    expect(await replies(world)).toMatchObject([{ practice_id: null, patient_id: null }])
    expect(await listOpenTasks(world.house.db, world.port.id)).toEqual([])
    const [task, ...others] = await listOpenTasks(world.house.db, world.halle.id)
    expect(others).toEqual([])
    expect(task).toMatchObject({ kind: 'alert', reason: 'unclaimed_reply', patient_id: null })
    expect(JSON.stringify(task)).not.toContain('moins bien')
    const page = (person: 'camille' | 'bastien' | 'chloe') =>
      world.app.inject({ url: '/practice/unclaimed-replies', headers: { cookie: world.cookies[person] } })
    expect((await page('camille')).body).toContain('Je vais moins bien')
    expect((await page('bastien')).statusCode).toBe(403)
    expect((await page('chloe')).statusCode, 'the owner of another practice').toBe(404)
  })

  test('of STOP counts for its number, whichever practice it was meant for', async () => {
    const world = await webhookWorld()
    await attempted(world)
    await attempted(world, world.port.id)
    await post(world, inbound('STOP'))
    const optedOut = (practiceId: Id) => isOptedOut(world.house.db, { practiceId, phone: PHONE })
    expect([await optedOut(world.halle.id), await optedOut(world.port.id)]).toEqual([true, true])
  })

  test('delivered twice is kept once', async () => {
    const world = await webhookWorld()
    await post(world, inbound('Je descends'))
    expect((await post(world, inbound('Je descends'))).statusCode).toBe(200)
    expect(await replies(world)).toHaveLength(1)
  })
})
