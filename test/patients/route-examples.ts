import { expect } from 'vitest'
import { type RouteExample, shows } from '../support/route-examples.ts'

export const patientExamples: RouteExample[] = [
  {
    route: 'GET /patients/new',
    as: 'ines',
    arrange: () => ({ url: '/patients/new' }),
    everyonesOwn: true,
    effect: shows('Nouveau patient', 'Enregistrer'),
  },
  {
    route: 'POST /patients',
    as: 'ines',
    arrange: () => ({ url: '/patients', payload: { last_name: 'Haddad', first_name: 'Samira' } }),
    everyonesOwn: true,
    effect: async ({ house, halle }, response) => {
      expect(response.statusCode).toBe(303)
      const created = await house.db
        .selectFrom('patients')
        .select(['practice_id', 'search_text'])
        .where('last_name', '=', 'Haddad')
        .where('practice_id', '=', halle.id)
        .execute()
      expect(created).toEqual([{ practice_id: halle.id, search_text: 'samira haddad' }])
    },
  },
  {
    route: 'GET /patients/:id/edit',
    as: 'bastien',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}/edit` }),
    effect: shows('Modifier la fiche', 'Paul Roussel'),
  },
  {
    route: 'POST /patients/:id',
    as: 'bastien',
    arrange: ({ roussel }) => ({
      url: `/patients/${roussel}`,
      payload: { version: '1', last_name: 'Roussel-Petit', first_name: 'Odette' },
    }),
    effect: async ({ house, roussel }, response) => {
      expect(response.headers.location).toBe(`/patients/${roussel}`)
      const row = await house.db
        .selectFrom('patients')
        .select(['last_name', 'version'])
        .where('id', '=', roussel)
        .executeTakeFirst()
      expect(row).toEqual({ last_name: 'Roussel-Petit', version: 2 })
    },
  },
]
