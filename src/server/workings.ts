import { sealAudit } from '../access/audit-seal.ts'
import { learnStatistics } from '../db/statistics.ts'
import { noticeOrigin } from '../delays/notice-origin.ts'
import { withdrawPastCalls } from '../delays/past-calls.ts'
import { lookAgain } from '../delays/reconsider.ts'
import type { House } from '../house.ts'
import type { Gateway } from '../messages/gateways/gateway.ts'
import { simulatedGateway } from '../messages/gateways/simulated.ts'
import { reportSimulatedDeliveries } from '../messages/gateways/simulated-reports.ts'
import { twilioGateway } from '../messages/gateways/twilio.ts'
import { eraseAtProvider, forgetTexts } from '../messages/minimise.ts'
import { askForMissingReports } from '../messages/missing-reports.ts'
import type { Origins } from '../messages/origins.ts'
import { settleUnknown } from '../messages/settle-unknown.ts'
import type { Chore, WorkerSetup } from '../worker.ts'
import { atMostEvery } from './at-most-every.ts'
import { makeMeters } from './metrics/meters.ts'

/** The parts that queue messages, each under the name it gives them. */
export const originsOf = (house: House): Origins => ({ notice: noticeOrigin(house) })

/** What the worker does for this house. Its faults are counted and told to `log`, its turns measured. */
export const workings = (house: House, log: WorkerSetup['log'], meters = makeMeters()): WorkerSetup => {
  const { db } = house
  const origins = originsOf(house)
  const gateway = gatewayOf(house)
  return {
    house,
    gateway,
    origins,
    chores: [
      { name: 'statistics', run: atMostEvery(6 * 3600, () => learnStatistics(db)) },
      ...gatewayChores(house, gateway, origins),
      { name: 'delays', run: now => lookAgain(db, now) },
      { name: 'past calls', run: atMostEvery(600, now => withdrawPastCalls(db, now)) },
      { name: 'audit', run: () => sealAudit(db) },
      { name: 'texts', run: atMostEvery(3600, now => forgetTexts(db, now)) },
    ],
    log(facts, words) {
      meters.faults.inc({ job: String(facts.where ?? 'delivery') })
      log(facts, words)
    },
    measure: (job, seconds) => meters.turns.observe({ job }, seconds),
  }
}

const gatewayOf = (house: House): Gateway => {
  const { twilio, publicUrl } = house.config
  return twilio ? twilioGateway({ twilio, publicUrl }) : simulatedGateway(house)
}

const gatewayChores = ({ db, clock, config }: House, gateway: Gateway, origins: Origins): Chore[] =>
  config.twilio
    ? [
        { name: 'unknown texts', run: () => settleUnknown({ db, gateway, origins, clock }) },
        {
          name: 'missing reports',
          run: atMostEvery(15, () => askForMissingReports({ db, gateway, origins, clock })),
        },
        { name: 'texts at the provider', run: atMostEvery(60, now => eraseAtProvider(db, gateway, now)) },
      ]
    : [{ name: 'deliveries', run: now => reportSimulatedDeliveries(db, origins, now) }]
