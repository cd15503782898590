import type { House } from '../../src/house.ts'
import type { Id, Instant, LocalTime } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'
import { testApp, testHouse } from '../support/app.ts'
import { cast, cookieOf } from '../support/cast.ts'
import type { FreshDatabase } from '../support/database.ts'
import { stop, TODAY } from '../support/day.ts'
import { member, patient } from '../support/people.ts'

export const paris = (time: LocalTime): Instant => instantAt(TODAY, time, 'Europe/Paris')

export const ROUND = `/rounds/${TODAY}`

/** A page as it is read: without its marks, every space alike. */
export const wordsOf = (html: string): string =>
  html
    .replaceAll(/<(style|script|svg|template)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')

type Place = Omit<Parameters<typeof stop>[1], 'practiceId' | 'clinicianId' | 'patientId'> & {
  clinicianId?: Id
}

/** The application with the cast signed in, and nothing planned yet. It is 7 h 30. */
export const stage = async (fresh: () => Promise<FreshDatabase>) => {
  const house = await testHouse({}, fresh)
  const people = await cast(house.db)
  const app = await testApp(house)
  const { halle, camille } = people
  house.clock.set(paris('07:30'))
  const as = (userId: Id, practiceId: Id = halle.id) => visitor(house, app, userId, practiceId)
  return {
    ...people,
    house,
    app,
    as,
    camillePhone: await as(camille),
    newMember: (name: string, facts: Parameters<typeof member>[3]) => member(house.db, halle.id, name, facts),
    /** A stop of Camille's unless somebody else is named, for a patient of their own unless one is given. */
    async place(at: Place, person: Parameters<typeof patient>[2] | Id = {}): Promise<Id> {
      const patientId = typeof person === 'string' ? person : await patient(house.db, halle.id, person)
      const own = { practiceId: halle.id, clinicianId: camille, patientId }
      return (await stop(house.db, { ...own, ...at })).stopId
    },
    setTime: (time: LocalTime) => house.clock.set(paris(time)),
    taps: () => house.db.selectFrom('taps').selectAll().orderBy('received_at').orderBy('id').execute(),
    notices: () => house.db.selectFrom('notices').selectAll().orderBy('id').execute(),
  }
}

export type Stage = Awaited<ReturnType<typeof stage>>

/** Somebody signed in, who opens pages and sends forms; `tap` as the phone's script sends them. */
const visitor = async (
  house: House,
  app: Awaited<ReturnType<typeof testApp>>,
  userId: Id,
  practiceId: Id,
) => {
  const headers = await cookieOf(house, userId, practiceId)
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  const body = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  return {
    cookie: headers.cookie,
    open: (url: string) => app.inject({ url, headers: { ...headers, accept: 'text/html' } }),
    read: async (url: string) => wordsOf((await app.inject({ url, headers })).body),
    post: (url: string, fields: Record<string, string> = {}) =>
      app.inject({ method: 'POST', url, headers: form, payload: body(fields) }),
    tap: (url: string, fields: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { ...form, 'hx-request': 'true', 'hx-request-type': 'partial' },
        payload: body(fields),
      }),
  }
}

/** Half an hour at Mme Lemoine's from 8 h, then Mme Roussel 8 h 45 and M. Petit 9 h 35, who has a landline only. */
export const morning = async (fresh: () => Promise<FreshDatabase>) => {
  const scene = await stage(fresh)
  const lemoine = await scene.place(
    { at: '08:00', minutes: 37, care: 'Insuline' },
    { last_name: 'Lemoine', phone: '+33639980110' },
  )
  const roussel = await scene.place({ at: '08:45', care: 'Pansement du talon' }, scene.roussel)
  const petit = await scene.place(
    { at: '09:10', tolerance_minutes: 5 },
    { civility: 'M.', first_name: 'Jean', last_name: 'Petit', landline: '+33324990112' },
  )
  return { ...scene, stops: { lemoine, roussel, petit } }
}

/** 8 h 30: « J’arrive » at the first, half an hour late. */
export const lateMorning = async (fresh: () => Promise<FreshDatabase>) => {
  const scene = await morning(fresh)
  scene.setTime('08:30')
  await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.lemoine}/arrival`, { event_id: 'the-arrival' })
  return scene
}
