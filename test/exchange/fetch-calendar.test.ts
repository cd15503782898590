import { expect, test } from 'vitest'
import { fetchCalendar } from '../../src/exchange/fetch-calendar.ts'
import { OPEN_INTERNET } from '../../src/exchange/reach.ts'
import { here, ICS, serving } from './calendar-server.ts'

const redirecting = (location: string) =>
  serving((request, response) =>
    request.url === '/end' ? response.end(ICS) : response.writeHead(302, { location }).end(),
  )

test('a calendar is read, with the mark of its version', async () => {
  const { url } = await serving((_request, response) => response.writeHead(200, { etag: '"7"' }).end(ICS))
  expect(await fetchCalendar(url, { reach: here })).toEqual({ outcome: 'read', text: ICS, etag: '"7"' })
})

test('one that did not change is not sent again', async () => {
  const { url, asked } = await serving((_request, response) => response.writeHead(304).end())
  expect(await fetchCalendar(url, { reach: here, etag: '"7"' })).toEqual({ outcome: 'unchanged' })
  expect(asked[0]?.headers['if-none-match']).toBe('"7"')
})

test.each([
  ['without reach', 'http://127.0.0.1/x.ics'],
  ['IPv6', 'http://[::1]/x.ics'],
  ['IPv4 inside IPv6', 'http://[::ffff:127.0.0.1]/x.ics'],
  ['written as a number', 'http://2130706433/x.ics'],
  ['written in hexadecimal', 'http://0x7f.1/x.ics'],
  ['by a name that leads here', 'http://localhost/x.ics'],
  ['a provider’s inside', 'http://169.254.169.254/latest/meta-data/'],
  ['another port', 'http://93.184.215.14:8080/x.ics'],
  ['with a password', 'http://me:secret@93.184.215.14/x.ics'],
  ['no web address', 'file:///etc/passwd'],
])('what is not on the open internet is not asked: %s', async (_what, address) => {
  expect(await fetchCalendar(address)).toEqual({ outcome: 'failed', why: 'refused_address' })
})

test('not even after a redirect, by address or by name', async () => {
  for (const inside of ['http://127.0.0.2/x.ics', 'http://[::1]/x.ics', 'http://intranet.test/x.ics']) {
    const { url } = await redirecting(inside)
    expect(await fetchCalendar(url, { reach: here }), inside).toEqual({
      outcome: 'failed',
      why: 'refused_address',
    })
  }
})

test('a redirect within reach is followed, one that goes round in circles is not', async () => {
  const straight = await redirecting('/end')
  expect(await fetchCalendar(straight.url, { reach: here })).toMatchObject({ outcome: 'read' })
  const round = await redirecting('/again')
  expect(await fetchCalendar(round.url, { reach: here })).toEqual({
    outcome: 'failed',
    why: 'too_many_redirects',
  })
  expect(round.asked).toHaveLength(6)
})

test('a name is resolved once: what it means a moment later does not count', async () => {
  const { port } = await serving((_request, response) => response.end(ICS))
  const answers = ['127.0.0.1', '10.0.0.1', '10.0.0.1']
  const resolve = async () => [{ address: answers.shift() ?? '10.0.0.1', family: 4 }]
  const fetched = await fetchCalendar(`http://agenda.test:${port}/`, { reach: { ...here, resolve } })
  expect(fetched.outcome).toBe('read')
  expect(answers).toHaveLength(2)
})

test('a name with one address out of reach among others is refused', async () => {
  const resolve = async () => [
    { address: '127.0.0.1', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ]
  expect(await fetchCalendar('http://agenda.test/', { reach: { ...here, resolve } })).toEqual({
    outcome: 'failed',
    why: 'refused_address',
  })
})

test.each([
  [401, 'forbidden'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [410, 'not_found'],
  [429, 'server'],
  [500, 'server'],
])('an answer of %i is told as %s', async (status, why) => {
  const { url } = await serving((_request, response) => response.writeHead(status).end('x'))
  expect(await fetchCalendar(url, { reach: here })).toEqual({ outcome: 'failed', why })
})

test('one that is too long is given up, whether or not it says how long it is', async () => {
  const { url } = await serving((_request, response) => {
    for (let part = 0; part < 100; part++) response.write('x'.repeat(1000))
    response.end()
  })
  const most = { bytes: 50_000, milliseconds: 5000 }
  expect(await fetchCalendar(url, { reach: here, most })).toEqual({ outcome: 'failed', why: 'too_big' })
})

test('one that never ends is given up, however slowly it goes on', async () => {
  const { url } = await serving((_request, response) => {
    response.write('BEGIN:VCALENDAR')
  })
  const most = { bytes: 50_000, milliseconds: 200 }
  expect(await fetchCalendar(url, { reach: here, most })).toEqual({ outcome: 'failed', why: 'too_slow' })
})

test('a name that is looked up without end is given up', async () => {
  const resolve = () => new Promise<never>(() => {})
  const most = { bytes: 50_000, milliseconds: 100 }
  const fetched = await fetchCalendar('http://agenda.test/', { reach: { ...here, resolve }, most })
  expect(fetched).toEqual({ outcome: 'failed', why: 'too_slow' })
})

test('where nobody answers is told as such', async () => {
  const { url } = await serving(request => request.socket.destroy())
  expect(await fetchCalendar(url, { reach: here })).toEqual({ outcome: 'failed', why: 'unreachable' })
  const resolve = async () => {
    throw new Error('ENOTFOUND')
  }
  expect(await fetchCalendar('http://agenda.test/', { reach: { ...OPEN_INTERNET, resolve } })).toEqual({
    outcome: 'failed',
    why: 'unreachable',
  })
})
