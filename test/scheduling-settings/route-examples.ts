import { expect } from 'vitest'
import { addDatedHours, listDatedHours } from '../../src/agenda/dated-hours.ts'
import { saveWeek, schedulesOf, weeklyHoursOf } from '../../src/agenda/hours.ts'
import { addKind, archiveKind, getKind, listKinds } from '../../src/agenda/kinds.ts'
import { inTransaction } from '../../src/db/database.ts'
import { FIRST_KINDS } from '../../src/scheduling-settings/first-kinds.ts'
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

const kinds = async ({ house, halle }: World, count = 1): Promise<Id[]> =>
  await inTransaction(house.db, async trx => {
    const ids: Id[] = []
    for (const content of FIRST_KINDS.slice(0, count))
      ids.push(await addKind(trx, halle.id, content, house.clock.now()))
    return ids
  })

const KIND = {
  version: '1',
  name: 'Gym du dos',
  category: 'session',
  clinician: '',
  duration: '60',
  buffer: '10',
  place: 'practice',
  capacity: '6',
  grouped: '1',
  booked_by: 'known',
  instructions: 'Apportez une serviette.',
}

export const schedulingExamples: RouteExample[] = [
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
  {
    route: 'GET /practice/kinds',
    as: 'bastien',
    everyonesOwn: true,
    arrange: async world => {
      await kinds(world)
      return { url: '/practice/kinds' }
    },
    effect: shows('Consultation', `20${NBSP}min`, 'donné par le cabinet'),
  },
  {
    route: 'POST /practice/kinds/first',
    as: 'camille',
    everyonesOwn: true,
    refuses: ['bastien'],
    arrange: () => ({ url: '/practice/kinds/first', payload: {} }),
    effect: async ({ house, halle }) => expect(await listKinds(house.db, halle.id)).toHaveLength(4),
  },
  {
    route: 'GET /practice/kinds/new',
    as: 'bastien',
    everyonesOwn: true,
    effect: shows('Nouveau type', 'Qui peut le prendre'),
  },
  {
    route: 'POST /practice/kinds',
    as: 'camille',
    everyonesOwn: true,
    refuses: ['bastien'],
    arrange: () => ({ url: '/practice/kinds', payload: KIND }),
    effect: async ({ house, halle }) =>
      expect(await listKinds(house.db, halle.id)).toMatchObject([
        {
          name: 'Gym du dos',
          durationMinutes: 60,
          bufferMinutes: 10,
          capacity: 6,
          grouped: true,
          bookedBy: 'known',
        },
      ]),
  },
  {
    route: 'GET /practice/kinds/:id',
    as: 'ines',
    refuses: ['bastien'],
    arrange: async world => ({ url: `/practice/kinds/${(await kinds(world))[0]}` }),
    effect: shows('value="Consultation"', 'Ne plus proposer ce type'),
  },
  {
    route: 'POST /practice/kinds/:id',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({ url: `/practice/kinds/${(await kinds(world))[0]}`, payload: KIND }),
    effect: async ({ house, halle }) =>
      expect(await listKinds(house.db, halle.id)).toMatchObject([{ name: 'Gym du dos', version: 2 }]),
  },
  {
    route: 'POST /practice/kinds/:id/position',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({
      url: `/practice/kinds/${(await kinds(world, 2))[0]}/position`,
      payload: { to: 'down' },
    }),
    effect: async ({ house, halle }) =>
      expect((await listKinds(house.db, halle.id)).map(({ name }) => name)).toEqual([
        'Séance',
        'Consultation',
      ]),
  },
  {
    route: 'POST /practice/kinds/:id/archive',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({
      url: `/practice/kinds/${(await kinds(world))[0]}/archive`,
      payload: { version: '1' },
    }),
    effect: async ({ house, halle }) => expect(await listKinds(house.db, halle.id)).toEqual([]),
  },
  {
    route: 'POST /practice/kinds/:id/restoration',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => {
      const [id = ''] = await kinds(world)
      const { house, halle } = world
      const of = { practiceId: halle.id, id, version: 1 }
      await inTransaction(house.db, trx => archiveKind(trx, of, house.clock.now()))
      return { url: `/practice/kinds/${id}/restoration`, payload: { version: '2' } }
    },
    effect: async ({ house, halle }) => {
      const [kind] = await listKinds(house.db, halle.id)
      expect(await getKind(house.db, halle.id, kind!.id)).toMatchObject({ archivedAt: null, version: 3 })
    },
  },
]
