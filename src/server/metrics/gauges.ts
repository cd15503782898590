import { Gauge, type Registry } from 'prom-client'
import { isPostgres } from '../../db/database.ts'
import type { House } from '../../house.ts'
import { type Readings, takeReadings } from './readings.ts'

/**
 * Adds what is read from the database whenever somebody asks. A database that does not answer is a reading too: its
 * own gauge says so, and the others say nothing rather than what was.
 */
export const stateGauges = (registry: Registry, { db, clock, config }: House): (() => Promise<void>) => {
  const gauge = (name: string, help: string, labels: string[] = []) =>
    new Gauge({ name: `prevenance_${name}`, help, labelNames: labels, registers: [registry] })

  const databaseUp = gauge('database_up', 'Whether the database answers.', ['kind'])
  const messages = gauge('outbox_messages', 'Texts due, or due in the last 24 hours, by status.', ['status'])
  const oldest = gauge('outbox_oldest_due_seconds', 'For how long the oldest due text has been waiting.')
  const notices = gauge('notices_today', 'Notices about rounds of today, by state.', ['state'])
  const unsealed = gauge('audit_unsealed_entries', 'Audit entries that are not sealed yet.')
  const gatewayUp = gauge('sms_gateway_up', 'Whether the provider of texts takes them.', ['gateway'])
  const lockedOut = gauge('sms_account_refused', 'Whether it refuses our account.', ['gateway'])
  const gateway = config.twilio ? 'twilio' : 'simulated'

  const show = (readings: Readings): void => {
    for (const [status, count] of Object.entries(readings.messages)) messages.set({ status }, count)
    for (const [state, count] of Object.entries(readings.notices)) notices.set({ state }, count)
    oldest.set(readings.oldestDueSeconds)
    unsealed.set(readings.unsealedAuditEntries)
    gatewayUp.set({ gateway }, readings.gateway === 'up' ? 1 : 0)
    lockedOut.set({ gateway }, readings.gateway === 'locked_out' ? 1 : 0)
  }

  return async () => {
    const kind = isPostgres(db) ? 'postgres' : 'sqlite'
    try {
      show(await takeReadings(db, clock.now()))
      databaseUp.set({ kind }, 1)
    } catch {
      for (const labelled of [messages, notices, gatewayUp, lockedOut]) labelled.reset()
      for (const single of [oldest, unsealed]) single.set(Number.NaN)
      databaseUp.set({ kind }, 0)
    }
  }
}
