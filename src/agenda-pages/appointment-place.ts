import type { FastifyRequest } from 'fastify'
import { type Member, maySeeRound, memberOf } from '../access/member.ts'
import { getAppointment } from '../agenda/queries.ts'
import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { NotFound } from '../http/refusals.ts'
import type { Moment } from '../planning/place.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import type { Asked } from './asked.ts'
import type { Chosen } from './calendar.ts'

/** The appointment of an address such as `/appointments/…`. @throws NotFound also when it is not this member's to see */
export const getVisibleAppointment = async (db: Db, request: FastifyRequest): Promise<AppointmentRow> => {
  const member = memberOf(request)
  const row = await getAppointment(db, member.practiceId, (request.params as { id: Id }).id)
  if (!maySeeRound(member, row)) throw new NotFound()
  request.touches([row.patient_id])
  return row
}

/** The part of the agenda in which an appointment is: its week, or its day when that is looked at. */
export const askedAround = (row: AppointmentRow, query: Record<string, unknown> = {}): Asked => {
  const everyone = query.view === 'day' && query.clinician === 'all'
  return {
    view: query.view === 'day' ? 'day' : 'week',
    on: row.on,
    clinicianId: row.clinician_id,
    everyone,
  }
}

export const chosenOf = (row: AppointmentRow): Chosen => ({
  id: row.id,
  seriesId: row.series_id,
  on: row.on,
  clinicianId: row.clinician_id,
})

/** Now, done by this member. */
export const momentOf = ({ clock }: House, { zone, userId }: Member): Moment => ({
  now: clock.now(),
  today: localDate(clock.now(), zone),
  by: { kind: 'member', userId },
})
