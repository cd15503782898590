import { type RouteExample, shows } from '../support/route-examples.ts'
import { pastDays } from './history.ts'

export const reliabilityExamples: RouteExample[] = [
  {
    route: 'GET /reliability',
    as: 'bastien',
    everyonesOwn: true,
    arrange: async ({ house, halle, bastien, roussel }) => {
      const whose = { practiceId: halle.id, clinicianId: bastien, patientId: roussel }
      await pastDays(house.db, whose, [0, 1, 2, 3, 4, 5, 6, 7, 8, 30])
      return { url: '/reliability' }
    },
    effect: shows('1\u00a0sur\u00a010', 'Odette Roussel'),
  },
]
