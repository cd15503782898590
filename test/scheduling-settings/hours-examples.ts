import { expect } from 'vitest'
import { addDatedHours, listDatedHours } from '../../src/agenda/dated-hours.ts'
import { saveWeek, schedulesOf, weeklyHoursOf } from '../../src/agenda/hours.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { Id } from '../../src/terms.ts'
import { weekly } from '../agenda/availability-facts.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'

const USUAL = { validFrom: null, validTo: null }
const NBSP = '\u00a0'

const camillesWeek = async ({ house, halle, camille }: World): Promise<void> => {
  const of = { practiceId: halle.id, clinicianId: camille, version: 0 }
  const hours = weekly([1], '06:30-12:15')
  await inTransaction(house.db, trx => saveWeek(trx, of, USUAL, { period: USUAL, hours }))
}

const reunion = async ({ house, halle, camille }: World): Promise<Id> => {
  const day = { fromOn: '2026-12-01', toOn: '2026-12-01', open: false, hours: [] }
  return await inTransaction(house.db, trx =>
    addDatedHours(trx, halle.id, { ...day, clinicianId: camille, label: 'Réunion' }, house.clock.now()),
  )
}

const exceptions = async ({ house, halle, camille }: World) =>
  await listDatedHours(house.db, halle.id, [camille], { from: '2026-11-01' })

export const hoursExamples: RouteExample[] = [
  {
    route: 'GET /practice/hours',
    as: 'ines',
    everyonesOwn: true,
    arrange: async world => {
      await camillesWeek(world)
      return { url: '/practice/hours' }
    },
    effect: shows(
      'Camille Vasseur',
      `6${NBSP}h${NBSP}30${NBSP}– 12${NBSP}h${NBSP}15`,
      'France métropolitaine',
    ),
  },
  {
    route: 'POST /practice/hours/first-week',
    as: 'ines',
    refuses: ['bastien'],
    arrange: ({ camille }) => ({ url: '/practice/hours/first-week', payload: { clinician: camille } }),
    effect: async ({ house, halle, camille }) =>
      expect(await weeklyHoursOf(house.db, halle.id, [camille])).toHaveLength(10),
  },
  {
    route: 'POST /practice/hours/schedule',
    as: 'camille',
    refuses: ['bastien'],
    arrange: ({ camille }) => ({
      url: '/practice/hours/schedule',
      payload: {
        clinician: camille,
        version: '0',
        worksOnHolidays: '1',
        slotStepMinutes: '10',
        leastNoticeMinutes: '1440',
      },
    }),
    effect: async ({ house, halle, camille }) =>
      expect((await schedulesOf(house.db, halle.id, [camille])).get(camille)).toEqual({
        worksOnHolidays: true,
        slotStepMinutes: 10,
        leastNoticeMinutes: 1440,
        version: 1,
      }),
  },
  {
    route: 'GET /practice/hours/week',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => {
      await camillesWeek(world)
      return { url: `/practice/hours/week?clinician=${world.camille}` }
    },
    effect: shows('value="06:30"', 'value="12:15"', 'name="days[6][weekday]"'),
  },
  {
    route: 'POST /practice/hours/week',
    as: 'bastien',
    arrange: ({ bastien }) => ({
      url: '/practice/hours/week',
      payload: {
        clinician: bastien,
        version: '0',
        'days[0][weekday]': '1',
        'days[1][weekday]': '2',
        'days[1][ranges][0][from]': '9h',
        'days[1][ranges][0][to]': '12:30',
        'days[1][ranges][0][place]': 'practice',
      },
    }),
    effect: async ({ house, halle, bastien }) =>
      expect(await weeklyHoursOf(house.db, halle.id, [bastien])).toMatchObject([
        { weekday: 2, from: '09:00', to: '12:30', place: 'practice', validFrom: null },
      ]),
  },
  {
    route: 'GET /practice/hours/exceptions/new',
    as: 'camille',
    refuses: ['bastien'],
    arrange: ({ camille }) => ({ url: `/practice/hours/exceptions/new?clinician=${camille}` }),
    effect: shows('Ajouter un jour particulier', 'tout le cabinet'),
  },
  {
    route: 'POST /practice/hours/exceptions',
    as: 'ines',
    refuses: ['bastien'],
    arrange: ({ camille }) => ({
      url: '/practice/hours/exceptions',
      payload: {
        clinician: camille,
        from_on: '2026-12-24',
        to_on: '2026-12-26',
        open: '0',
        label: 'Fêtes',
      },
    }),
    effect: async world =>
      expect(await exceptions(world)).toMatchObject([
        { fromOn: '2026-12-24', toOn: '2026-12-26', open: false, hours: [], label: 'Fêtes' },
      ]),
  },
  {
    route: 'GET /practice/hours/exceptions/:id',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({ url: `/practice/hours/exceptions/${await reunion(world)}` }),
    effect: shows('value="2026-12-01"', 'Réunion'),
  },
  {
    route: 'POST /practice/hours/exceptions/:id',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({
      url: `/practice/hours/exceptions/${await reunion(world)}`,
      payload: {
        clinician: world.camille,
        version: '1',
        from_on: '2026-12-02',
        open: '0',
        'ranges[0][from]': '12:00',
        'ranges[0][to]': '14:00',
      },
    }),
    effect: async world =>
      expect(await exceptions(world)).toMatchObject([
        { fromOn: '2026-12-02', toOn: '2026-12-02', hours: [{ from: '12:00', to: '14:00', place: 'any' }] },
      ]),
  },
  {
    route: 'POST /practice/hours/exceptions/:id/removal',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({ url: `/practice/hours/exceptions/${await reunion(world)}/removal` }),
    effect: async world => expect(await exceptions(world)).toEqual([]),
  },
  {
    route: 'GET /practice/holidays',
    as: 'bastien',
    everyonesOwn: true,
    effect: shows('Jours fériés', 'France métropolitaine', 'Lundi de Pâques', 'Lundi 29 mars'),
  },
  {
    route: 'POST /practice/holidays',
    as: 'ines',
    everyonesOwn: true,
    refuses: ['bastien'],
    arrange: () => ({ url: '/practice/holidays', payload: { region: 'AM' } }),
    effect: async ({ house, halle }) => {
      const practice = house.db.selectFrom('practices').select('holiday_region').where('id', '=', halle.id)
      expect(await practice.executeTakeFirst()).toEqual({ holiday_region: 'AM' })
    },
  },
]
