import { sealAudit } from '../access/audit-seal.ts'
import { noticeOrigin } from '../delays/notice-origin.ts'
import { lookAgain } from '../delays/reconsider.ts'
import type { House } from '../house.ts'
import { simulatedGateway } from '../messages/gateways/simulated.ts'
import { reportSimulatedDeliveries } from '../messages/gateways/simulated-reports.ts'
import type { Origins } from '../messages/origins.ts'
import type { WorkerSetup } from '../worker.ts'

/** The parts that queue messages, each under the name it gives them. */
export const originsOf = (house: House): Origins => ({ notice: noticeOrigin(house) })

/** What the worker does for this house. */
export const workings = (house: House, log: WorkerSetup['log']): WorkerSetup => {
  const origins = originsOf(house)
  return {
    house,
    gateway: simulatedGateway(house),
    origins,
    chores: [
      { name: 'deliveries', run: now => reportSimulatedDeliveries(house.db, origins, now) },
      { name: 'delays', run: now => lookAgain(house.db, now) },
      { name: 'audit', run: () => sealAudit(house.db) },
    ],
    log,
  }
}
