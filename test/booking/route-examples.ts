import { expect } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'
import {
  browserOf,
  choiceQuery,
  lastDigits,
  openHalle,
  provePhone,
  ROUSSEL,
  ROUSSEL_PHONE,
  readyToConfirm,
} from './scene.ts'

const SETTINGS = {
  open: '1',
  slug: 'chez-nous',
  days_ahead: '30',
  least_notice_hours: '4',
  most_upcoming: '2',
  welcome: 'Bonjour.',
}

type Ready = (world: World, query: string) => Promise<Browser>

/** A step of the open page, after what must come before it. */
const atStep =
  (path: string, ready?: Ready, payload?: Record<string, string>): RouteExample['arrange'] =>
  async world => {
    const query = choiceQuery(await openHalle(world), world.bastien)
    const browser = await ready?.(world, query)
    return {
      url: `/b/halle${path}?${query}`,
      ...(payload && { payload }),
      headers: { cookie: [...(browser?.cookies ?? [])].map(pair => pair.join('=')).join('; ') },
    }
  }

const proved: Ready = async (world, query) => {
  const browser = browserOf(world.app)
  await provePhone(world, browser, query, ROUSSEL_PHONE)
  return browser
}
const asked: Ready = async (world, query) => {
  const browser = browserOf(world.app)
  await browser.submit(`/b/halle/phone?${query}`, { phone: ROUSSEL_PHONE })
  return browser
}
const named: Ready = (world, query) => readyToConfirm(world, query, { phone: ROUSSEL_PHONE, person: ROUSSEL })
const done: Ready = async (world, query) => {
  const browser = await named(world, query)
  await browser.submit(`/b/halle/confirm?${query}`)
  return browser
}

export const bookingExamples: RouteExample[] = [
  {
    route: 'GET /practice/booking',
    as: 'bastien',
    everyonesOwn: true,
    effect: shows('Réservation en ligne', 'La page est fermée'),
  },
  {
    route: 'POST /practice/booking',
    as: 'camille',
    everyonesOwn: true,
    arrange: async world => {
      // Its address is its own: Chloé cannot take it.
      await openHalle(world, { settings: { slug: SETTINGS.slug } })
      return { url: '/practice/booking', payload: SETTINGS }
    },
    effect: async ({ house, halle }) => {
      const row = await house.db
        .selectFrom('booking_settings')
        .selectAll()
        .where('practice_id', '=', halle.id)
        .executeTakeFirstOrThrow()
      expect(row).toMatchObject({
        open: 1,
        slug: 'chez-nous',
        days_ahead: 30,
        new_patients: 0,
        most_upcoming: 2,
      })
    },
  },
  {
    route: 'GET /practice/booking/preview',
    as: 'ines',
    everyonesOwn: true,
    effect: shows('Aperçu', 'Oui, c’est urgent'),
  },
  { route: 'GET /b/:slug', as: 'nobody', arrange: atStep(''), effect: shows('Bienvenue.', 'Séance') },
  {
    route: 'GET /b/:slug/times',
    as: 'nobody',
    arrange: atStep('/times'),
    effect: shows('Choisir un moment', '10'),
  },
  {
    route: 'GET /b/:slug/phone',
    as: 'nobody',
    arrange: atStep('/phone'),
    effect: shows('Numéro de portable'),
  },
  {
    route: 'POST /b/:slug/phone',
    as: 'nobody',
    arrange: atStep('/phone', undefined, { phone: '06 39 98 01 01' }),
    effect: async ({ house }) => {
      const messages = await house.db
        .selectFrom('messages')
        .select(['purpose', 'to_phone', 'patient_id'])
        .execute()
      expect(messages).toEqual([{ purpose: 'code', to_phone: ROUSSEL_PHONE, patient_id: null }])
    },
  },
  {
    route: 'GET /b/:slug/code',
    as: 'nobody',
    arrange: atStep('/code', asked),
    effect: shows('Code à six chiffres'),
  },
  {
    route: 'POST /b/:slug/code',
    as: 'nobody',
    arrange: async world => {
      const sent = await atStep('/code', asked)!(world)
      return { ...sent, payload: { code: await lastDigits(world) } }
    },
    effect: async ({ house }) => {
      const code = await house.db.selectFrom('phone_codes').select('used_at').executeTakeFirstOrThrow()
      expect(code.used_at).toBe(house.clock.now())
    },
  },
  {
    route: 'GET /b/:slug/who',
    as: 'nobody',
    arrange: atStep('/who', proved),
    effect: shows('Date de naissance'),
  },
  {
    route: 'POST /b/:slug/who',
    as: 'nobody',
    arrange: atStep('/who', proved, ROUSSEL),
    leavesNoTrace: true,
    effect: (_world, response) => expect(response.headers.location).toContain('/b/halle/confirm?'),
  },
  {
    route: 'GET /b/:slug/confirm',
    as: 'nobody',
    arrange: atStep('/confirm', named),
    effect: shows('Odette Roussel', 'Prendre ce rendez-vous'),
  },
  {
    route: 'POST /b/:slug/confirm',
    as: 'nobody',
    arrange: atStep('/confirm', named, {}),
    effect: async ({ house, roussel }) => {
      const booked = await house.db.selectFrom('appointments').select(['patient_id', 'booked_by']).execute()
      expect(booked).toEqual([{ patient_id: roussel, booked_by: 'patient' }])
    },
  },
  {
    route: 'GET /b/:slug/done',
    as: 'nobody',
    arrange: atStep('/done', done),
    effect: shows('Votre rendez-vous est pris'),
  },
  {
    route: 'GET /b/:slug/urgent',
    as: 'nobody',
    arrange: atStep('/urgent'),
    effect: shows('Appeler le 15', '114'),
  },
  {
    route: 'POST /b/:slug/urgent',
    as: 'nobody',
    arrange: atStep('/urgent', proved, { name: 'Odette Roussel', concern: 'Ma jambe a doublé.' }),
    effect: async ({ house, roussel }) => {
      const tasks = await house.db.selectFrom('tasks').select(['kind', 'patient_id', 'clinical']).execute()
      expect(tasks).toEqual([{ kind: 'triage', patient_id: roussel, clinical: 1 }])
    },
  },
  {
    route: 'GET /b/:slug/urgent/sent',
    as: 'nobody',
    arrange: atStep('/urgent/sent', proved),
    effect: shows('vous rappellera'),
  },
]
