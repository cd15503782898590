import { expect } from 'vitest'
import { milestoneRulesOf } from '../../src/agenda/milestone-rules.ts'
import { getPrescription, listPrescriptions } from '../../src/agenda/prescriptions.ts'
import { getSeries, listSeriesOf } from '../../src/agenda/series.ts'
import { TODAY } from '../support/day.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'
import { CARE, laidOut, prescribed, rule, timesOf } from './scene.ts'

const written = async ({ house, halle, bastien, roussel }: World) =>
  await prescribed(house.db, { practiceId: halle.id, patientId: roussel, by: bastien })

/** Ahead of the day on which the cast lives: Monday 30 November, 10 h 30, and the two after it. */
const series = async (world: World) => {
  const { house, halle, bastien } = world
  const prescriptionId = await written(world)
  const from = '2026-11-30'
  return await laidOut(house.db, halle.id, {
    prescriptionId,
    clinicianId: bastien,
    by: bastien,
    from,
    sessions: 3,
    now: house.clock.now(),
  })
}

const typedPrescription = {
  version: '1',
  category: 'session',
  sessions: '15',
  frequency: '2x/sem',
  prescriber: 'Dr Marchand',
  fromOn: TODAY,
}

const rhythm = ({ bastien }: World) => ({
  clinician: bastien,
  place: 'practice',
  duration: '30',
  unit: 'week',
  interval: '1',
  'moments[0][weekdays][0]': '1',
  'moments[0][from]': '10:30',
  from: '2026-11-30',
  sessions: '2',
})

const at = (path: string, fields: Record<string, string>) => `${path}?${new URLSearchParams(fields)}`

const free = (...keys: string[]) => JSON.stringify(keys.map(key => [key, 'free']))

const prescriptionsOf = async ({ house, halle, roussel }: World) =>
  await listPrescriptions(house.db, halle.id, roussel)

const seriesOf = async (world: World) => {
  const { house, halle } = world
  const ids = (await prescriptionsOf(world)).map(({ id }) => id)
  return await listSeriesOf(house.db, halle.id, ids)
}

const times = async (world: World) =>
  await timesOf(world.house.db, world.halle.id, (await prescriptionsOf(world))[0]!.id)

export const careSeriesExamples: RouteExample[] = [
  {
    route: 'GET /patients/:id/prescriptions/new',
    as: 'ines',
    arrange: async world => ({
      url: `/patients/${world.roussel}/prescriptions/new?renews=${await written(world)}`,
    }),
    effect: shows('Renouveler l’ordonnance', '3 fois par semaine', 'Dr Marchand'),
  },
  {
    route: 'POST /patients/:id/prescriptions',
    as: 'ines',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}/prescriptions`, payload: typedPrescription }),
    effect: async (world, response) => {
      const [prescription] = await prescriptionsOf(world)
      expect(response.headers.location).toBe(`/prescriptions/${prescription?.id}`)
      expect(prescription).toMatchObject({ sessions: 15, frequency: '2x/sem', prescriber: 'Dr Marchand' })
    },
  },
  {
    route: 'GET /prescriptions/:id',
    as: 'bastien',
    arrange: async world => ({ url: `/prescriptions/${(await getSeriesRow(world)).prescription_id}` }),
    effect: shows(CARE, '1/15', 'Bilan à faire', 'Lundi 30 novembre', 'Posée par Bastien'),
  },
  {
    route: 'GET /prescriptions/:id/edit',
    as: 'bastien',
    arrange: async world => ({ url: `/prescriptions/${await written(world)}/edit` }),
    effect: shows(CARE, '3 fois par semaine', 'value="15"'),
  },
  {
    route: 'POST /prescriptions/:id',
    as: 'ines',
    arrange: async world => ({ url: `/prescriptions/${await written(world)}`, payload: typedPrescription }),
    effect: async world => {
      const [prescription] = await prescriptionsOf(world)
      // Who may not read what is clinical does not write over it.
      expect(prescription).toMatchObject({ frequency: '2x/sem', care: CARE, version: 2 })
    },
  },
  {
    route: 'POST /prescriptions/:id/end',
    as: 'bastien',
    arrange: async world => {
      const { prescription_id } = await getSeriesRow(world)
      return { url: `/prescriptions/${prescription_id}/end`, payload: { version: '1' } }
    },
    effect: async world => {
      const [prescription] = await prescriptionsOf(world)
      expect(
        (await getPrescription(world.house.db, world.halle.id, prescription!.id)).ended_at,
      ).not.toBeNull()
      expect(await times(world)).toEqual([])
    },
  },
  {
    route: 'GET /prescriptions/:id/series/new',
    as: 'ines',
    arrange: async world => ({ url: `/prescriptions/${await written(world)}/series/new` }),
    effect: shows('Poser les séances', 'Lu comme\u00a0: 3 fois par semaine'),
  },
  {
    route: 'GET /prescriptions/:id/series/preview',
    as: 'ines',
    arrange: async world => ({
      url: at(`/prescriptions/${await written(world)}/series/preview`, rhythm(world)),
    }),
    effect: shows('2 dates proposées', 'Lundi 30 novembre', 'Lundi 7 décembre', 'Rien n’est encore réservé'),
  },
  {
    route: 'POST /prescriptions/:id/series',
    as: 'ines',
    arrange: async world => ({
      url: `/prescriptions/${await written(world)}/series`,
      payload: { ...rhythm(world), seen: free('2026-11-30T10:30', '2026-12-07T10:30') },
    }),
    effect: async (world, response) => {
      expect(response.headers.location).toContain('booked=2')
      expect(await times(world)).toEqual(['2026-11-30 10:30 booked', '2026-12-07 10:30 booked'])
    },
  },
  {
    route: 'GET /series/:id/edit',
    as: 'ines',
    arrange: async world => ({ url: `/series/${await series(world)}/edit?from=2026-12-02` }),
    effect: shows('Changer le rythme', 'value="2026-12-02"', 'value="10:30"'),
  },
  {
    route: 'GET /series/:id/preview',
    as: 'ines',
    arrange: async world => ({ url: at(`/series/${await series(world)}/preview`, rhythm(world)) }),
    effect: shows('3 dates proposées', '1 ne bouge pas, 2 à déplacer'),
  },
  {
    route: 'POST /series/:id',
    as: 'ines',
    arrange: async world => ({
      url: `/series/${await series(world)}`,
      payload: {
        ...rhythm(world),
        version: '1',
        seen: free('2026-11-30T10:30', '2026-12-07T10:30', '2026-12-14T10:30'),
      },
    }),
    effect: async world => {
      expect(await times(world)).toEqual([
        '2026-11-30 10:30 booked',
        '2026-12-07 10:30 booked',
        '2026-12-14 10:30 booked',
      ])
      expect(await seriesOf(world)).toMatchObject([{ to_on: '2026-11-29' }, { rule: rule([1], '10:30') }])
    },
  },
  {
    route: 'POST /series/:id/end',
    as: 'ines',
    arrange: async world => ({ url: `/series/${await series(world)}/end`, payload: { version: '1' } }),
    effect: async world => {
      expect(await seriesOf(world)).toMatchObject([{ ended_at: world.house.clock.now() }])
      expect(await times(world)).toEqual([])
    },
  },
  {
    route: 'GET /practice/milestones',
    as: 'bastien',
    everyonesOwn: true,
    effect: shows('Kinésithérapie, neurologie', 'value="1, 30"', 'value="2020-01-01"'),
  },
  {
    route: 'POST /practice/milestones/:regimen',
    as: 'bastien',
    everyonesOwn: true,
    arrange: () => ({
      url: '/practice/milestones/kine',
      payload: {
        version: '0',
        at: '1, 25',
        every: '15',
        summary: '',
        source: 'Avenant 9',
        asOf: '2026-07-01',
      },
    }),
    effect: async ({ house, halle }) => {
      const { kine } = await milestoneRulesOf(house.db, halle.id)
      expect(kine).toMatchObject({ atSessions: [1, 25], thenEvery: 15, summaryFrom: null, version: 1 })
    },
  },
]

const getSeriesRow = async (world: World) =>
  await getSeries(world.house.db, world.halle.id, await series(world))
