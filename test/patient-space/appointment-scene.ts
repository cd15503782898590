import { mintLink } from '../../src/access/links.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { AppointmentRow } from '../../src/db/tables/agenda.ts'
import { newId } from '../../src/ids.ts'
import type { Id, LocalDate, LocalTime, Place } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'
import { stop } from '../support/day.ts'
import type { Stage } from './scene.ts'

/** Monday, five days after the day on which the cast lives. */
export const MONDAY: LocalDate = '2026-11-30'

type Facts = Partial<AppointmentRow> & { at?: LocalTime }

/** Mme Roussel's appointment with Bastien at the practice, Monday at 9 h unless told otherwise. */
export const appointmentOfRoussel = async ({ house, halle, bastien, roussel }: Stage, facts: Facts = {}) =>
  await stop(house.db, {
    practiceId: halle.id,
    clinicianId: bastien,
    patientId: roussel,
    on: MONDAY,
    at: '09:00',
    kind: 'session',
    care: 'Rééducation de l’épaule',
    place: 'practice',
    ...facts,
  })

/** Bastien sees people on weekdays from 8 h to 12 h at the practice, every half hour. */
export const workingWeek = async (
  { house, halle, bastien }: Pick<Stage, 'house' | 'halle' | 'bastien'>,
  place: Place = 'practice',
): Promise<void> => {
  for (const weekday of [1, 2, 3, 4, 5])
    await house.db
      .insertInto('weekly_hours')
      .values({
        id: newId(),
        practice_id: halle.id,
        clinician_id: bastien,
        weekday,
        from_time: '08:00',
        to_time: '12:00',
        place,
        valid_from_on: null,
        valid_to_on: null,
      })
      .execute()
}

/** The link of a reminder of this appointment, which ends in its evening. */
export const linkToAppointment = async (
  { house, halle, roussel }: Stage,
  appointmentId: Id,
  carerId: Id | null = null,
  on: LocalDate = MONDAY,
): Promise<string> => {
  const subject = {
    practiceId: halle.id,
    patientId: roussel,
    carerId,
    purpose: 'appointment',
    refId: appointmentId,
    expiresAt: instantAt(on, '20:00', 'Europe/Paris'),
  } as const
  const { token } = await inTransaction(house.db, trx =>
    mintLink(trx, house.secrets, subject, house.clock.now()),
  )
  return `/p/${token}`
}
