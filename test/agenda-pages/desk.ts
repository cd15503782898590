import type { AppointmentRow } from '../../src/db/tables/agenda.ts'
import type { Id } from '../../src/terms.ts'
import type { FreshDatabase } from '../support/database.ts'
import { stop, TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { stage } from '../today/scene.ts'

type Facts = Partial<AppointmentRow> & {
  at?: string
  window?: [string, string]
  hardBefore?: string
  minutes?: number
  who?: Id
}

/** Inès at her desk, with Bastien's agenda at the practice. It is Wednesday, 7 h 30. */
export const desk = async (fresh: () => Promise<FreshDatabase>) => {
  const world = await stage(fresh)
  const { house, halle, bastien, ines, as, roussel } = world
  const quere = await patient(house.db, halle.id, { civility: 'M.', first_name: 'Luc', last_name: 'Quéré' })
  return {
    ...world,
    quere,
    desk: await as(ines),
    /** A session of Mme Roussel's with Bastien, at the practice, unless it is said otherwise. */
    async session({ who = roussel, at = '10:30', minutes = 30, ...facts }: Facts = {}): Promise<Id> {
      const own = { practiceId: halle.id, clinicianId: bastien, patientId: who, kind: 'session' } as const
      const { appointmentId } = await stop(house.db, { ...own, place: 'practice', at, minutes, ...facts })
      return appointmentId
    },
    async get(id: Id): Promise<AppointmentRow> {
      return await house.db
        .selectFrom('appointments')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    },
  }
}

export type Desk = Awaited<ReturnType<typeof desk>>

export const WEEK = `/agenda?date=${TODAY}`
