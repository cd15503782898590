import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { digitsOf } from '../../src/access/phone-codes.ts'
import { addKind, type KindContent } from '../../src/agenda/kinds.ts'
import { saveBookingSettings } from '../../src/booking/settings.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { House } from '../../src/house.ts'
import { newId } from '../../src/ids.ts'
import type { Id } from '../../src/terms.ts'
import { type Browser, browser } from '../support/browser.ts'
import type { World } from '../support/route-examples.ts'

export const ROUSSEL_PHONE = '+33639980101'
/** Nobody's in the cast. */
export const STRANGER_PHONE = '+33639980777'
export const ROUSSEL = { first_name: 'Odette', last_name: 'Roussel', born_on: '1941-03-02' }
export const STRANGER = { first_name: 'Nadia', last_name: 'Evrard', born_on: '1980-05-06' }

const SESSION: KindContent = {
  name: 'Séance',
  category: 'session',
  durationMinutes: 30,
  bufferMinutes: 0,
  place: 'practice',
  capacity: 1,
  grouped: false,
  bookedBy: 'anyone',
  instructions: 'Venez en tenue souple.',
  videoUrl: null,
  clinicianId: null,
}

/** Bastien sees patients every morning, 9 h to 12 h; the page is open. Gives the kind that anyone may take. */
export const openHalle = async (
  { house, halle, bastien }: World,
  {
    kind = {},
    settings = {},
  }: {
    kind?: Partial<KindContent>
    settings?: Partial<Parameters<typeof saveBookingSettings>[2]>
  } = {},
): Promise<Id> =>
  await inTransaction(house.db, async trx => {
    for (let weekday = 1; weekday <= 7; weekday++)
      await trx
        .insertInto('weekly_hours')
        .values({
          id: newId(),
          practice_id: halle.id,
          clinician_id: bastien,
          weekday,
          from_time: '09:00',
          to_time: '12:00',
          place: 'any',
          valid_from_on: null,
          valid_to_on: null,
        })
        .execute()
    await saveBookingSettings(trx, halle.id, {
      open: 1,
      slug: 'halle',
      days_ahead: 42,
      least_notice_hours: 2,
      new_patients: 1,
      most_upcoming: 3,
      welcome: 'Bienvenue.',
      ...settings,
    })
    return await addKind(trx, halle.id, { ...SESSION, clinicianId: bastien, ...kind }, house.clock.now())
  })

/** Friday 27 November, 10 h in Paris: the test clock stands two days before. */
export const FRIDAY_10 = '2026-11-27T09:00:00.000Z'

type Fields = Record<string, string>

/** Somebody on a network of their own. */
export const browserOf = (app: FastifyInstance, address = '198.51.100.7'): Browser =>
  browser(app, { address })

export const choiceQuery = (kind: Id, clinician: Id, at = FRIDAY_10): string =>
  new URLSearchParams({ kind, clinician, at }).toString()

/** The digits of the last code that was asked for, as the text says them. */
export const lastDigits = async ({ house }: { house: House }): Promise<string> => {
  const { id } = await house.db
    .selectFrom('phone_codes')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return digitsOf(house.secrets, id)
}

/** Asks for a code and types it. */
export const provePhone = async (
  world: { house: House },
  browser: Browser,
  query: string,
  phone: string,
): Promise<LightMyRequestResponse> => {
  await browser.submit(`/b/halle/phone?${query}`, { phone })
  return await browser.submit(`/b/halle/code?${query}`, { code: await lastDigits(world) })
}

/** Somebody who has said everything and needs only confirm. */
export const readyToConfirm = async (
  world: World,
  query: string,
  who: { phone: string; person: Fields; address?: string },
): Promise<Browser> => {
  const browser = browserOf(world.app, who.address)
  await provePhone(world, browser, query, who.phone)
  await browser.submit(`/b/halle/who?${query}`, who.person)
  return browser
}
