import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { type Reply, receiveReply } from '../../src/messages/inbound.ts'
import { isOptedOut } from '../../src/messages/opt-out.ts'
import { closeTask, listOpenTasks } from '../../src/messages/tasks.ts'
import type { Id } from '../../src/terms.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import {
  accepting,
  type OutboxWorld,
  originThat,
  outboxWorld,
  ROUSSEL_PHONE,
  stillTrue,
} from './outbox-world.ts'

const textWorld = async (fresh: Parameters<typeof outboxWorld>[0]) => {
  const world = await outboxWorld(fresh)
  const { db, halle, camille, roussel } = world
  const { stopId } = await stop(db, {
    practiceId: halle.id,
    clinicianId: camille,
    patientId: roussel,
    at: '09:30',
  })
  const origin = originThat(stillTrue, stopId)
  const tell = async (practiceId: Id = halle.id) => {
    const id = await world.queue({ practiceId })
    await world.deliver({ gateway: accepting().gateway, origin })
    return id
  }
  const receive = (reply: Reply) =>
    inTransaction(db, trx => receiveReply(trx, { notice: origin }, reply, world.clock.now()))
  const text = (body: string, providerId: string | null = null) =>
    receive({ via: 'sms', fromPhone: ROUSSEL_PHONE, toPhone: '38123', body, providerId })
  return { ...world, origin, stopId, tell, receive, text }
}

const tasksOf = async ({ db, halle }: OutboxWorld) =>
  (await listOpenTasks(db, halle.id)).map(({ kind, reason, clinical }) => ({ kind, reason, clinical }))

/** Somebody must give the answer to its practice; its words are not in the task. */
const FOR_THE_INSTALLATIONS_OWNER = [{ kind: 'alert', reason: 'unclaimed_reply', clinical: 0 }]

onBothDatabases('an answer', fresh => {
  test('belongs to the last text sent to its number, and a person reads what no rule understands', async () => {
    const world = await textWorld(fresh)
    const messageId = await world.tell()
    expect(await world.text('Je sors à 10 h 30, est-ce que ça ira ?')).toMatchObject({
      received: 'stored',
      reply: {
        practice_id: world.halle.id,
        patient_id: world.roussel,
        message_id: messageId,
        stop_id: world.stopId,
        meaning: 'unread',
        body: 'Je sors à 10 h 30, est-ce que ça ira ?',
      },
    })
    expect(await tasksOf(world)).toEqual([{ kind: 'read', reason: 'reply', clinical: 1 }])
    expect(world.origin.heard).toEqual(['sent', 'reply:unread'])
  })

  test('each one to read is a task of its own; a second « rappelez-moi » is the same call', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    await world.text('Le portail est fermé')
    await world.text('Passez par le jardin')
    await world.text('Rappelez-moi')
    await world.text('rappelez moi svp')
    expect((await tasksOf(world)).map(task => task.kind).sort()).toEqual(['call', 'read', 'read'])
  })

  test('« je ne peux pas » is a call to make now', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    await world.text('Je ne peux pas')
    expect(await listOpenTasks(world.db, world.halle.id)).toMatchObject([
      { kind: 'call', reason: 'cannot', stop_id: world.stopId, due_at: world.clock.now() },
    ])
  })

  test('« ça me va » leaves nobody anything to do', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    expect(await world.text('Ça me va, merci')).toMatchObject({ reply: { meaning: 'fine' } })
    expect(await tasksOf(world)).toEqual([])
  })

  test('« merci » after « je ne peux pas » is no yes: a person reads it, until somebody has called', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    await world.text('Je ne peux pas')
    expect(await world.text('Merci')).toMatchObject({ reply: { meaning: 'unread' } })
    expect(world.origin.heard).toEqual(['sent', 'reply:cannot', 'reply:unread'])
    const [call] = (await listOpenTasks(world.db, world.halle.id)).filter(({ kind }) => kind === 'call')
    const closing = {
      practiceId: world.halle.id,
      id: call!.id,
      outcome: 'told',
      by: world.camille,
    } as const
    await inTransaction(world.db, trx => closeTask(trx, closing, world.clock.now()))
    expect(await world.text('Merci')).toMatchObject({ reply: { meaning: 'fine' } })
  })

  test('delivered twice by the provider counts once', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    await world.text('Je descends', 'SM9')
    expect(await world.text('Je descends', 'SM9')).toEqual({ received: 'already' })
    expect(await tasksOf(world)).toHaveLength(1)
  })

  test('a week after the last text belongs to nobody, and is kept', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    world.clock.pass(7 * 24 * 60 + 1)
    expect(await world.text('Bonjour, qui êtes-vous ?')).toMatchObject({
      reply: { practice_id: null, body: 'Bonjour, qui êtes-vous ?' },
    })
    expect(await tasksOf(world)).toEqual(FOR_THE_INSTALLATIONS_OWNER)
  })

  test('that could be meant for two practices is shown to neither', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    await world.tell(world.port.id)
    expect(await world.text('Je ne serai pas seule')).toMatchObject({ reply: { practice_id: null } })
    expect(await tasksOf(world)).toEqual(FOR_THE_INSTALLATIONS_OWNER)
  })

  test('STOP counts for the sender’s number with every practice that knows it, and is said once', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    await world.tell(world.port.id)
    await world.text('STOP')
    const optedOut = (practiceId: Id) => isOptedOut(world.db, { practiceId, phone: ROUSSEL_PHONE })
    expect([await optedOut(world.halle.id), await optedOut(world.port.id)]).toEqual([true, true])
    await world.text('Reprendre')
    expect([await optedOut(world.halle.id), await optedOut(world.port.id)]).toEqual([false, false])
  })

  test('STOP of one’s own practice tells those who call from now on', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    await world.text('Arrêt')
    expect(await tasksOf(world)).toEqual([{ kind: 'alert', reason: 'no_more_texts', clinical: 0 }])
  })

  test('given on the page is known by its link, whoever’s number it is', async () => {
    const world = await textWorld(fresh)
    await world.tell()
    const given = await world.receive({
      via: 'page',
      practiceId: world.halle.id,
      patientId: world.roussel,
      carerId: world.paul,
      stopId: world.stopId,
      clinicianId: world.camille,
      fromPhone: '+33639980102',
      meaning: 'call_back',
      body: 'Rappelez-moi',
    })
    expect(given).toMatchObject({ reply: { carer_id: world.paul, stop_id: world.stopId, via: 'page' } })
    expect(await listOpenTasks(world.db, world.halle.id)).toMatchObject([
      { kind: 'call', reason: 'call_back', clinician_id: world.camille, carer_id: world.paul },
    ])
  })
})
