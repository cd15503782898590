import type { Db } from '../../src/db/database.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { MessageRow } from '../../src/db/tables/messages.ts'
import { newId } from '../../src/ids.ts'
import { type Delivery, deliverDue } from '../../src/messages/deliver.ts'
import type { Gateway, OutgoingText, SendOutcome } from '../../src/messages/gateways/gateway.ts'
import type { Origin, Truth } from '../../src/messages/origins.ts'
import { queueMessage } from '../../src/messages/outbox.ts'
import type { Id, Instant } from '../../src/terms.ts'
import { addMinutes } from '../../src/time.ts'
import { type Cast, cast } from '../support/cast.ts'
import { type TestClock, testClock } from '../support/clock.ts'
import type { FreshDatabase } from '../support/database.ts'

export const ROUSSEL_PHONE = '+33639980101'

/** What was said to an origin, in order: `sent`, `opted_out`, `reply:cannot`. */
export type TestOrigin = Origin & { heard: string[] }

/** An origin that answers what a test wants and keeps what it was told. */
export const originThat = (truth: (message: MessageRow) => Truth, stopId: Id | null = null): TestOrigin => {
  const heard: string[] = []
  return {
    heard,
    stillTrue: async (_trx, _refId, message) => truth(message),
    onSent: async () => {
      heard.push('sent')
    },
    onHeldUp: async () => {
      heard.push('held_up')
    },
    onUndeliverable: async (_trx, _refId, _message, why) => {
      heard.push(why)
    },
    onReply: async (_trx, _refId, reply) => {
      heard.push(`reply:${reply.meaning}`)
    },
    about: async () => ({ stopId, clinicianId: null }),
  }
}

export const stillTrue = (message: MessageRow): Truth => ({
  send: true,
  body: 'Camille arrive vers 9 h 40.',
  usefulUntilAt: message.useful_until_at,
})

/** The far end of the gateway: keeps what reached it and answers as told. */
export const gatewayThat = (answer: () => SendOutcome | Promise<SendOutcome>) => {
  const texts: OutgoingText[] = []
  const gateway: Gateway = {
    async send(text) {
      texts.push(text)
      return await answer()
    },
  }
  return { gateway, texts }
}

export const accepting = () => gatewayThat(() => ({ outcome: 'accepted', providerId: `SM${newId()}` }))

export type OutboxWorld = Cast & {
  db: Db
  url: string
  clock: TestClock
  /** Queues a text to Mme Roussel, due now and useful for half an hour unless told otherwise. */
  queue(facts?: QueueFacts): Promise<Id>
  /** One round of work; faults fail the test unless a `log` is given. */
  deliver(work: Pick<Delivery, 'gateway'> & Partial<Delivery> & { origin?: Origin }): Promise<number>
  message(id: Id): Promise<MessageRow>
}

type QueueFacts = {
  practiceId?: Id
  patientId?: Id
  toPhone?: string
  refId?: Id
  dueAt?: Instant
  usefulUntilAt?: Instant
}

export const outboxWorld = async (fresh: () => Promise<FreshDatabase>): Promise<OutboxWorld> => {
  const { db, url } = await fresh()
  const people = await cast(db)
  const clock = testClock()
  return {
    ...people,
    db,
    url,
    clock,
    queue: facts => inTransaction(db, trx => queueMessage(trx, newText(people, clock, facts), clock.now())),
    deliver: ({ origin = originThat(stillTrue), ...work }) =>
      deliverDue({ db, clock, origins: { notice: origin }, workerId: newId(), log: rethrow, ...work }),
    message: id => db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  }
}

const newText = ({ halle, roussel }: Cast, clock: TestClock, facts: QueueFacts = {}) => ({
  practiceId: halle.id,
  patientId: roussel,
  carerId: null,
  purpose: 'delay_notice' as const,
  origin: 'notice',
  refId: newId(),
  toPhone: ROUSSEL_PHONE,
  dueAt: clock.now(),
  usefulUntilAt: addMinutes(clock.now(), 30),
  ...facts,
})

const rethrow = (fault: unknown): void => {
  throw fault
}
