import { listLinks } from '../access/links.ts'
import { isAhead } from '../agenda/appointment-status.ts'
import { followAppointment } from '../agenda/follow-appointment.ts'
import { listUpcoming } from '../agenda/queries.ts'
import { latestStartOf } from '../agenda/reminder-time.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { frenchIn } from '../http/french.ts'
import type { Instant, LocalDate, Zone } from '../terms.ts'
import { localDate } from '../time.ts'
import { howCancelled } from './appointment-day.ts'
import { timeOf } from './appointment-words.ts'

/** `address`: its own page, where this person was given a link to it. */
export type OtherAppointment = { day: string; time: string; address: string | null }

export type OtherAppointments = {
  /** What the practice has cancelled and nothing has taken the place of. */
  cancelled: OtherAppointment[]
  /** What stands on other days, soonest first. */
  standing: OtherAppointment[]
  /** More than a page shows: how many, and the day of the last one. */
  more: { count: number; until: string } | null
}

const MOST_SHOWN = 15

/**
 * What else this person has, beside the day that a page of an appointment shows: one text may have told of all of it. Each
 * is reached by the link that they hold already; nothing is made here.
 */
export const otherAppointments = async (
  { db, secrets, clock }: House,
  link: PatientLinkRow,
  { on: shownOn }: Pick<AppointmentRow, 'on'>,
  zone: Zone,
): Promise<OtherAppointments> => {
  const now = clock.now()
  const whose = { practiceId: link.practice_id, patientId: link.patient_id, carerId: link.carer_id }
  const links = await listLinks(db, secrets, { ...whose, purpose: 'appointment' }, now)
  const linked = new Map<string, { row: AppointmentRow; token: string }>()
  for (const { refId, token } of links) {
    const row = await followAppointment(db, link.practice_id, refId)
    if (row.patient_id === link.patient_id) linked.set(row.id, { row, token })
  }
  const shown = (row: AppointmentRow): OtherAppointment => {
    const token = linked.get(row.id)?.token
    const f = frenchIn(zone)
    return {
      day: f.capital(f.day(row.on)),
      time: timeOf(row, f) ?? '',
      address: token ? `/p/${token}` : null,
    }
  }
  const isToCome = (row: AppointmentRow) => row.on !== shownOn && latestStartOf(row, zone) > now
  const cancelled: AppointmentRow[] = []
  for (const { row } of linked.values())
    if (row.status === 'cancelled' && latestStartOf(row, zone) > now && row.id !== link.ref_id)
      if ((await howCancelled(db, row)).cancelledBy === 'practice') cancelled.push(row)
  const upcoming = await listUpcoming(db, link.practice_id, link.patient_id, localDate(now, zone))
  const standing = upcoming.filter(row => isAhead(row.status) && row.status !== 'proposed' && isToCome(row))
  return {
    cancelled: cancelled.sort(byStart).map(shown),
    standing: standing.slice(0, MOST_SHOWN).map(shown),
    more: moreOf(standing, zone),
  }
}

const byStart = (a: AppointmentRow, b: AppointmentRow): number =>
  `${a.on} ${beginsAt(a)}`.localeCompare(`${b.on} ${beginsAt(b)}`)

const beginsAt = (row: AppointmentRow): Instant | '' => row.agreed_at ?? row.window_from_at ?? ''

const moreOf = (standing: readonly AppointmentRow[], zone: Zone): OtherAppointments['more'] => {
  if (standing.length <= MOST_SHOWN) return null
  const last: LocalDate = standing.at(-1)!.on
  return { count: standing.length - MOST_SHOWN, until: frenchIn(zone).day(last) }
}
