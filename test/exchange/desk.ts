import type { FastifyInstance } from 'fastify'
import type { House } from '../../src/house.ts'
import { testApp, testHouse } from '../support/app.ts'
import { cast, cookieOf } from '../support/cast.ts'
import type { FreshDatabase } from '../support/database.ts'

/** Camille at her desk, with a file. */
export type Desk = { app: FastifyInstance; house: House; cookie: string }

export const scene = async (fresh: () => Promise<FreshDatabase>) => {
  const house = await testHouse({}, fresh)
  const people = await cast(house.db)
  const app = await testApp(house)
  const { cookie } = await cookieOf(house, people.camille, people.halle.id)
  const desk: Desk = { app, house, cookie }
  return { ...people, house, app, desk, db: house.db }
}

/** Sends a form with a file, as a browser does. */
export const upload = (desk: Desk, subject: string, file: Buffer | string, name = 'fichier.csv') => {
  const boundary = 'a-boundary-of-the-tests'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="subject"\r\n\r\n${subject}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  return desk.app.inject({
    method: 'POST',
    url: '/practice/imports',
    headers: {
      cookie: desk.cookie,
      accept: 'text/html',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
}

export const post = ({ app, cookie }: Desk, url: string, payload: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(payload).toString(),
  })

export const get = ({ app, cookie }: Desk, url: string) =>
  app.inject({ url, headers: { cookie, accept: 'text/html' } })

export const bring = async (desk: Desk, subject: string, file: Buffer | string): Promise<string> =>
  String((await upload(desk, subject, file)).headers.location)
