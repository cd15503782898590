import { expect } from 'vitest'
import { listAbsences } from '../../src/agenda/absences.ts'
import { inTransaction } from '../../src/db/database.ts'
import { reconsider } from '../../src/delays/reconsider.ts'
import { checkHandover } from '../../src/rounds/handover.ts'
import { findRound } from '../../src/rounds/queries.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'
import { stop, TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { type RouteExample, type Sent, shows, type World } from '../support/route-examples.ts'

type Round = { roundId: string; stopIds: string[] }

/** 8 h, Paris: Camille's round, with Mme Lemoine at 8 h and Mme Roussel at 9 h. */
const round = async ({ house, halle, camille, roussel }: World): Promise<Round> => {
  const own = { practiceId: halle.id, clinicianId: camille }
  const lemoine = await patient(house.db, halle.id, { last_name: 'Lemoine', phone: '+33639980110' })
  const first = await stop(house.db, { ...own, at: '08:00', patientId: lemoine })
  const second = await stop(house.db, { ...own, at: '09:00', patientId: roussel })
  return { roundId: first.roundId, stopIds: [first.stopId, second.stopId] }
}

/** The same, and Camille has said how late she is: a text to Mme Roussel waits. Gives the tap. */
const lateRound = async (world: World): Promise<Round & { tapId: string }> => {
  const { house, halle, camille } = world
  const placed = await round(world)
  const now = house.clock.now()
  const which = { practiceId: halle.id, roundId: placed.roundId }
  const tap = { ...which, id: 'forty-minutes', kind: 'delay', stopId: null, happenedAt: now } as const
  await inTransaction(house.db, async trx => {
    await recordTap(trx, { ...tap, minutes: 70, ofTapId: null, byUserId: camille }, now)
    await reconsider(trx, which, now)
  })
  return { ...placed, tapId: tap.id }
}

const onStop =
  (resource: string, index: 0 | 1 = 0) =>
  async (world: World): Promise<Sent> => ({
    url: `/rounds/${TODAY}/stops/${(await round(world)).stopIds[index]}${resource}`,
    payload: { event_id: 'a-tap-of-the-phone' },
  })

const tapped =
  (kind: string): RouteExample['effect'] =>
  async ({ house, camille }, response) => {
    expect(response.statusCode).toBe(303)
    const taps = await house.db.selectFrom('taps').select(['id', 'kind', 'by_user_id']).execute()
    expect(taps).toContainEqual({ id: 'a-tap-of-the-phone', kind, by_user_id: camille })
  }

const notices = async ({ house }: World) =>
  await house.db.selectFrom('notices').select(['state', 'due_at']).orderBy('id').execute()

const handedOver = async (world: World): Promise<string> => {
  await round(world)
  return `/rounds/${TODAY}/handover/${world.roussel}`
}

const readBy = async ({ house }: World) =>
  await house.db.selectFrom('handover_checks').select(['patient_id', 'user_id', 'cadre_version']).execute()

export const todayExamples: RouteExample[] = [
  {
    route: 'GET /today',
    as: 'camille',
    everyonesOwn: true,
    effect: ({ camille }, response) => {
      expect(response.headers.location).toBe(`/rounds/${TODAY}?clinician=${camille}`)
    },
  },
  {
    route: 'GET /rounds/:date',
    as: 'camille',
    everyonesOwn: true,
    arrange: async world => {
      await round(world)
      return { url: `/rounds/${TODAY}` }
    },
    effect: shows('Tournée du matin', 'Mme\u00a0Odette Lemoine', 'J’arrive'),
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/departure',
    as: 'camille',
    arrange: onStop('/departure'),
    effect: tapped('departure'),
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/arrival',
    as: 'camille',
    arrange: onStop('/arrival'),
    effect: tapped('arrival'),
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/completion',
    as: 'camille',
    arrange: onStop('/completion'),
    effect: tapped('completion'),
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/hospitalisation',
    as: 'camille',
    arrange: onStop('/hospitalisation', 1),
    effect: async (world, response) => {
      await tapped('absence')(world, response)
      const absences = await listAbsences(world.house.db, world.halle.id, world.roussel, TODAY)
      expect(absences).toMatchObject([{ from_on: TODAY, to_on: null, reason: 'hospital' }])
    },
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/absence',
    as: 'camille',
    arrange: onStop('/absence'),
    effect: tapped('absence'),
  },
  {
    route: 'POST /rounds/:date/delay',
    as: 'camille',
    arrange: async world => {
      await round(world)
      const payload = { event_id: 'a-tap-of-the-phone', clinician: world.camille, minutes: '20' }
      return { url: `/rounds/${TODAY}/delay`, payload }
    },
    effect: tapped('delay'),
  },
  {
    route: 'POST /rounds/:date/taps/:tapId/undo',
    as: 'camille',
    arrange: async world => {
      const { tapId } = await lateRound(world)
      const payload = { event_id: 'a-tap-of-the-phone', clinician: world.camille }
      return { url: `/rounds/${TODAY}/taps/${tapId}/undo`, payload }
    },
    effect: tapped('undo'),
  },
  {
    route: 'POST /rounds/:date/taps/:tapId/correction',
    as: 'camille',
    arrange: async world => {
      const { tapId } = await lateRound(world)
      const payload = { event_id: 'a-tap-of-the-phone', clinician: world.camille, time: '07:50' }
      return { url: `/rounds/${TODAY}/taps/${tapId}/correction`, payload }
    },
    effect: tapped('correction'),
  },
  {
    route: 'POST /rounds/:date/notices/sending',
    as: 'camille',
    arrange: async world => {
      await lateRound(world)
      return { url: `/rounds/${TODAY}/notices/sending`, payload: { clinician: world.camille } }
    },
    effect: async world =>
      expect(await notices(world)).toEqual([{ state: 'pending', due_at: world.house.clock.now() }]),
  },
  {
    route: 'POST /rounds/:date/notices/holding',
    as: 'camille',
    arrange: async world => {
      await lateRound(world)
      return { url: `/rounds/${TODAY}/notices/holding`, payload: { clinician: world.camille } }
    },
    effect: async world => expect(await notices(world)).toMatchObject([{ state: 'held' }]),
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/holding',
    as: 'camille',
    arrange: async world => {
      const { stopIds } = await lateRound(world)
      return { url: `/rounds/${TODAY}/stops/${stopIds[1]}/holding` }
    },
    effect: async world => expect(await notices(world)).toMatchObject([{ state: 'held' }]),
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/holding/end',
    as: 'camille',
    arrange: async world => {
      const { stopIds } = await lateRound(world)
      await world.house.db.updateTable('notices').set({ state: 'held' }).execute()
      return { url: `/rounds/${TODAY}/stops/${stopIds[1]}/holding/end` }
    },
    effect: async world =>
      expect(await notices(world)).toMatchObject([{ state: 'withdrawn' }, { state: 'pending' }]),
  },
  {
    route: 'GET /rounds/:date/stops/:stopId',
    as: 'camille',
    arrange: async world => ({ url: (await onStop('', 1)(world)).url }),
    effect: shows('Mme\u00a0Odette Roussel', 'Qui a été prévenu, et pourquoi'),
  },
  {
    route: 'POST /rounds/:date/stops/:stopId/position',
    as: 'camille',
    arrange: async world => ({ ...(await onStop('/position', 1)(world)), payload: { by: '-1' } }),
    effect: async ({ house, roussel }) => {
      const { patient_id } = await house.db
        .selectFrom('stops as s')
        .innerJoin('appointments as a', 'a.id', 's.appointment_id')
        .select('a.patient_id')
        .where('s.position', '=', 1)
        .executeTakeFirstOrThrow()
      expect(patient_id).toBe(roussel)
    },
  },
  {
    route: 'GET /rounds/:date/handover',
    as: 'remi',
    arrange: async world => {
      await handedOver(world)
      return { url: `/rounds/${TODAY}/handover` }
    },
    effect: shows('Relève du mercredi 25 novembre', '0 sur 2 cadres lus'),
  },
  {
    route: 'POST /rounds/:date/handover/:patientId',
    as: 'remi',
    arrange: async world => ({ url: await handedOver(world), payload: {} }),
    effect: async world => {
      expect(await readBy(world)).toEqual([
        { patient_id: world.roussel, user_id: world.remi, cadre_version: 0 },
      ])
    },
  },
  {
    route: 'POST /rounds/:date/handover/:patientId/removal',
    as: 'remi',
    arrange: async world => {
      const url = await handedOver(world)
      const { house, halle, camille, remi, roussel } = world
      const which = (await findRound(house.db, halle.id, camille, TODAY))!
      const check = { practice_id: halle.id, round_id: which.id, user_id: remi, patient_id: roussel }
      await inTransaction(house.db, trx => checkHandover(trx, check, 0, house.clock.now()))
      return { url: `${url}/removal`, payload: {} }
    },
    effect: async world => {
      expect(await readBy(world)).toEqual([])
    },
  },
]
