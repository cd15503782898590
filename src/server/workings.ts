import { sealAudit } from '../access/audit-seal.ts'
import { forgetCodes } from '../access/phone-codes.ts'
import { appointmentOrigin } from '../agenda/reminder-origin.ts'
import { planReminders } from '../agenda/reminders.ts'
import { askForRenewals } from '../agenda/renewal-tasks.ts'
import { lookAtPlaces } from '../agenda/waiting/look-at-places.ts'
import { waitingOrigin } from '../agenda/waiting/offer-origin.ts'
import { learnStatistics } from '../db/statistics.ts'
import { noticeOrigin } from '../delays/notice-origin.ts'
import { withdrawPastCalls } from '../delays/past-calls.ts'
import { lookAgain } from '../delays/reconsider.ts'
import { forgetLeftImports } from '../exchange/import-store.ts'
import { refreshCalendars } from '../exchange/refresh-calendars.ts'
import type { House } from '../house.ts'
import { CODE_ORIGIN, codeOrigin } from '../messages/code-origin.ts'
import type { Gateway } from '../messages/gateways/gateway.ts'
import { simulatedGateway } from '../messages/gateways/simulated.ts'
import { reportSimulatedDeliveries } from '../messages/gateways/simulated-reports.ts'
import { twilioGateway } from '../messages/gateways/twilio.ts'
import { eraseAtProvider, forgetTexts } from '../messages/minimise.ts'
import { askForMissingReports } from '../messages/missing-reports.ts'
import type { Origins } from '../messages/origins.ts'
import { settleUnknown } from '../messages/settle-unknown.ts'
import { addMinutes } from '../time.ts'
import type { Chore, WorkerSetup } from '../worker.ts'
import { atMostEvery } from './at-most-every.ts'
import { makeMeters } from './metrics/meters.ts'

/** The parts that queue messages, each under the name it gives them. */
export const originsOf = (house: House): Origins => ({
  notice: noticeOrigin(house),
  appointment: appointmentOrigin(house),
  waiting: waitingOrigin(house),
  [CODE_ORIGIN]: codeOrigin(house),
})

/** Often enough that a number added in the evening still counts. */
const REMINDERS_SECONDS = 20

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
      { name: 'reminders', run: atMostEvery(REMINDERS_SECONDS, now => planReminders(db, now)) },
      { name: 'waiting list', run: now => lookAtPlaces(db, now) },
      { name: 'audit', run: () => sealAudit(db) },
      ...calendarChores(house),
      { name: 'imports', run: atMostEvery(3600, now => forgetLeftImports(db, addMinutes(now, -A_DAY))) },
      { name: 'renewals', run: atMostEvery(900, now => askForRenewals(db, now)) },
      { name: 'codes', run: atMostEvery(3600, now => forgetCodes(db, now)) },
      { name: 'texts', run: atMostEvery(3600, now => forgetTexts(db, now)) },
    ],
    log(facts, words) {
      meters.faults.inc({ job: String(facts.where ?? 'delivery') })
      log(facts, words)
    },
    measure: (job, seconds) => meters.turns.observe({ job }, seconds),
  }
}

const A_DAY = 24 * 60

/** The demo reads nothing outside: its time is not that of other calendars. */
const calendarChores = ({ db, secrets, config }: House): Chore[] =>
  config.demo
    ? []
    : [{ name: 'calendars', run: atMostEvery(2, now => refreshCalendars({ db, secrets }, now)) }]

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
