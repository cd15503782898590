import { expect } from 'vitest'
import { currentCadre } from '../../src/cadre/queries.ts'
import { type RouteExample, shows } from '../support/route-examples.ts'

export const cadreExamples: RouteExample[] = [
  {
    route: 'GET /patients/:id/cadre/edit',
    as: 'camille',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}/cadre/edit` }),
    effect: shows('Qui joindre, comment, quand', 'Enregistrer cette version'),
  },
  {
    route: 'POST /patients/:id/cadre',
    as: 'camille',
    arrange: ({ roussel }) => ({
      url: `/patients/${roussel}/cadre`,
      payload: { based_on: '0', toleranceMinutes: '20' },
    }),
    effect: async ({ house, halle, roussel }, response) => {
      expect(response.headers.location).toBe(`/patients/${roussel}/cadre`)
      const cadre = await currentCadre(house.db, halle.id, roussel)
      expect(cadre).toMatchObject({ version: 1, terms: { toleranceMinutes: 20 } })
    },
  },
]
