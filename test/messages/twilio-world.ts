import { afterEach } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { gatewayState } from '../../src/messages/circuit.ts'
import { recordReport } from '../../src/messages/delivery-status.ts'
import type { Gateway } from '../../src/messages/gateways/gateway.ts'
import { twilioGateway } from '../../src/messages/gateways/twilio.ts'
import type { Patience } from '../../src/messages/gateways/twilio-client.ts'
import { reportOf } from '../../src/messages/gateways/twilio-report.ts'
import { settleUnknown } from '../../src/messages/settle-unknown.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import type { Id } from '../../src/terms.ts'
import { addSeconds } from '../../src/time.ts'
import { startTwilio, type TwilioStandIn } from '../support/twilio-stand-in.ts'
import { type OutboxWorld, originThat, outboxWorld, stillTrue, type TestOrigin } from './outbox-world.ts'

const standIns: TwilioStandIn[] = []
afterEach(async () => {
  for (const standIn of standIns.splice(0)) await standIn.stop()
})

/** Longer than a busy machine needs; a test about silence has less. */
const PATIENCE: Patience = { silenceMs: 5000, wholeMs: 5000 }

/** The outbox with Twilio's stand-in at the far end, both by the clock of the test. */
export type TwilioWorld = Omit<OutboxWorld, 'deliver'> & {
  twilio: TwilioStandIn
  origin: TestOrigin
  gateway: Gateway
  /** One turn of the worker: what is due leaves, what is unknown is looked for. */
  turn(): Promise<void>
  pass(seconds: number): void
  /** What Twilio reports of a message. */
  report(id: Id, status: string, errorCode?: number): Promise<boolean>
  /** `kind reason` of what the practice has to do. */
  tasks(): Promise<string[]>
  state(): ReturnType<typeof gatewayState>
}

export const twilioWorld = async (
  fresh: Parameters<typeof outboxWorld>[0],
  origin = originThat(stillTrue),
  patience = PATIENCE,
): Promise<TwilioWorld> => {
  const { deliver, ...world } = await outboxWorld(fresh)
  const { db, clock, halle } = world
  const twilio = await startTwilio(() => clock.epochMs())
  standIns.push(twilio)
  const gateway = twilioGateway({
    twilio: twilio.config,
    publicUrl: 'https://rdv.example.fr',
    patience,
  })
  const origins = { notice: origin }
  return {
    ...world,
    twilio,
    gateway,
    origin,
    async turn() {
      await deliver({ gateway, origin })
      await settleUnknown({ db, gateway, origins, clock })
    },
    pass: seconds => clock.set(addSeconds(clock.now(), seconds)),
    report: (id, status, errorCode) =>
      inTransaction(db, trx => {
        const report = reportOf({ sid: 'SM1', status, errorCode: errorCode ? String(errorCode) : null })
        return recordReport(trx, origins, { practiceId: halle.id, id }, report!, clock.now())
      }),
    tasks: async () => (await listOpenTasks(db, halle.id)).map(task => `${task.kind} ${task.reason}`),
    state: () => gatewayState(db),
  }
}
