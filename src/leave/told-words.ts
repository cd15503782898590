import type { AppointmentMessageRow } from '../db/tables/reminders.ts'

const FATES: Record<AppointmentMessageRow['state'], string> = {
  pending: 'SMS prévu',
  sent: 'prévenu par SMS',
  not_sent: 'à appeler',
  undeliverable: 'à appeler',
  withdrawn: 'message retiré',
}

const NOT_TOLD: Record<string, string> = {
  nobody_to_tell: 'personne à prévenir',
  told_otherwise: 'à dire de vive voix',
  past: 'c’était passé',
}

/** What became of telling somebody; null: they were not told. */
export const toldWords = (message: AppointmentMessageRow | undefined): string | null =>
  message ? (NOT_TOLD[message.reason ?? ''] ?? FATES[message.state]) : null
