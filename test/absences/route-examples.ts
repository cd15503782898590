import { expect } from 'vitest'
import { listAbsences } from '../../src/agenda/absences.ts'
import { getAppointment, listUpcoming } from '../../src/agenda/queries.ts'
import { inTransaction } from '../../src/db/database.ts'
import { recordAbsence } from '../../src/planning/absence.ts'
import { stop, TODAY } from '../support/day.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'

const booked = async ({ house, halle, camille, roussel }: World) =>
  await stop(house.db, { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '19:00' })

const away = async ({ house, halle, roussel }: World) => {
  const moment = { now: house.clock.now(), today: TODAY, by: { kind: 'system' } } as const
  const days = {
    practiceId: halle.id,
    patientId: roussel,
    fromOn: TODAY,
    toOn: null,
    reason: 'hospital',
  } as const
  const outcome = await inTransaction(house.db, trx => recordAbsence(trx, days, moment))
  if (!outcome.recorded) throw new Error('overlaps')
  return outcome.id
}

export const absenceExamples: RouteExample[] = [
  {
    route: 'GET /patients/:id/absences/new',
    as: 'ines',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}/absences/new` }),
    effect: shows('Noter une absence', 'Mme\u00a0Odette Roussel'),
  },
  {
    route: 'POST /patients/:id/absences',
    as: 'ines',
    arrange: async world => {
      await booked(world)
      return { url: `/patients/${world.roussel}/absences`, payload: { from: TODAY, seen: '1' } }
    },
    effect: async ({ house, halle, roussel }) => {
      expect(await listAbsences(house.db, halle.id, roussel, TODAY)).toMatchObject([{ from_on: TODAY }])
      expect(await listUpcoming(house.db, halle.id, roussel, TODAY)).toEqual([])
    },
  },
  {
    route: 'GET /patients/:id/absences/:absenceId',
    as: 'camille',
    arrange: async world => {
      await booked(world)
      return { url: `/patients/${world.roussel}/absences/${await away(world)}` }
    },
    effect: shows('hospitalisation', '1 rendez-vous annulé'),
  },
  {
    route: 'POST /patients/:id/absences/:absenceId/return',
    as: 'camille',
    arrange: async world => {
      await booked(world)
      return {
        url: `/patients/${world.roussel}/absences/${await away(world)}/return`,
        payload: { on: TODAY },
      }
    },
    effect: async ({ house, halle, roussel }) => {
      const [again] = await listUpcoming(house.db, halle.id, roussel, TODAY)
      expect(await getAppointment(house.db, halle.id, again!.id)).toMatchObject({ status: 'booked' })
    },
  },
]
