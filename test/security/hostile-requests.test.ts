import { expect, test } from 'vitest'
import { testApp, testHouse } from '../support/app.ts'
import { cast, cookieOf } from '../support/cast.ts'
import { freshSqlite, onBothDatabases } from '../support/database.ts'

const FORM = 'application/x-www-form-urlencoded'

const arrive = async (fresh: Parameters<typeof testHouse>[1]) => {
  const house = await testHouse({}, fresh)
  const { halle, camille, roussel } = await cast(house.db)
  const app = await testApp(house)
  const { cookie } = await cookieOf(house, camille, halle.id)
  const send = async (request: string, body?: string, type = FORM) => {
    const [method, url] = request.split(' ') as ['GET' | 'POST', string]
    const headers = { cookie, accept: 'text/html', ...(body !== undefined && { 'content-type': type }) }
    return await app.inject({ method, url, headers, ...(body !== undefined && { payload: body }) })
  }
  return { app, roussel, send }
}

onBothDatabases('what no page of ours sends', fresh => {
  test('is no fault of the server, whatever the database makes of it', async () => {
    const { send, roussel } = await arrive(fresh)
    const statuses = [
      await send('POST /sign-in', 'email=a%00b&password=x'),
      await send('GET /patients/%00'),
      await send('GET /patients?q=%00'),
      await send('GET /today?clinician=%00'),
      await send('GET /appointments/new?patient=a&patient=b'),
      await send('POST /patients'),
      await send('POST /patients', 'last_name[x]=1&carers=x&phones[a]=1&home=x'),
      await send('POST /patients', `last_name=${'x'.repeat(100_000)}`),
      await send(`POST /patients/${roussel}`),
      await send(`POST /patients/${roussel}`, 'version=2147483648&last_name=Roussel'),
      await send(`POST /patients/${roussel}/cadre`, 'windows[0][__proto__][x]=1&contacts[999]=1'),
    ].map(answer => answer.statusCode)
    expect(statuses.filter(status => status >= 500)).toEqual([])
  })
})

test('what is too long is refused before it is read', async () => {
  const { send } = await arrive(freshSqlite)
  expect((await send('POST /patients', `last_name=${'x'.repeat(300_000)}`)).statusCode).toBe(413)
})

test.each([
  ['application/json', '{"last_name":"Haddad"}'],
  ['text/plain', 'last_name=Haddad'],
  ['multipart/form-data; boundary=x', '--x--'],
])('only forms are read, not %s', async (type, body) => {
  const { send } = await arrive(freshSqlite)
  expect((await send('POST /patients', body, type)).statusCode).toBe(415)
})

test('a name in a form or an address reaches no object’s prototype', async () => {
  const { send } = await arrive(freshSqlite)
  await send('POST /patients', '__proto__[polluted]=1&constructor[prototype][polluted]=1&add=__proto__')
  await send('GET /patients?__proto__=polluted&__proto__[polluted]=1')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('a request that never ends is given up', async () => {
  const { app } = await arrive(freshSqlite)
  expect(app.server.requestTimeout).toBe(30_000)
})
