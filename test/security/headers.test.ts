import { afterEach, describe, expect, test } from 'vitest'
import { SESSION_COOKIE } from '../../src/access/sessions.ts'
import { allRouteExamples } from '../access/all-route-examples.ts'
import { codeNow, giveCredentials, PASSWORD } from '../support/credentials.ts'
import type { Person, RouteExample, World } from '../support/route-examples.ts'
import { TWILIO } from '../support/twilio-texts.ts'
import { freshWorld } from '../support/world.ts'

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.app.close()
})

const openWorld = async (facts: Parameters<typeof freshWorld>[0] = {}): Promise<World> => {
  const world = await freshWorld(facts)
  opened.push(world)
  return world
}

const answerTo = async (example: RouteExample) => {
  const demo = example.route.includes(' /demo')
  const world = await openWorld({ demo, twilio: example.as === 'webhook' ? TWILIO : null })
  const sent = (await example.arrange?.(world)) ?? { url: example.route.split(' ')[1]! }
  const cookie = world.cookies[example.as as Person]
  return await world.app.inject({
    method: example.route.split(' ')[0] as 'GET' | 'POST',
    url: sent.url,
    headers: {
      accept: 'text/html',
      ...(sent.payload && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(cookie && { cookie }),
      ...sent.headers,
    },
    ...(sent.payload && { payload: new URLSearchParams(sent.payload).toString() }),
  })
}

const expectGuarded = (headers: Record<string, unknown>): void => {
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringMatching(
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    ),
    'x-content-type-options': 'nosniff',
    'referrer-policy': expect.stringMatching(/^(same-origin|no-referrer)$/),
  })
  expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|https?:|\*/)
}

describe.each(allRouteExamples)('$route', example => {
  test('is kept by no cache, runs no foreign script and is framed by nobody', async () => {
    const { headers } = await answerTo(example)
    expectGuarded(headers)
    // Calendars keep a copy, and ask before they use it.
    const kept = example.route.endsWith('.ics') ? 'private, no-cache' : 'no-store'
    if (!example.route.includes('/assets/')) expect(headers['cache-control']).toBe(kept)
  })
})

test.each([
  ['a page that is not there', '/nowhere', 404],
  ['a page that one may not see', '/patients', 303],
])('%s is guarded as the others are', async (_what, url, status) => {
  const { app } = await openWorld()
  const { headers, statusCode } = await app.inject({ url, headers: { accept: 'text/html' } })
  expect(statusCode).toBe(status)
  expectGuarded(headers)
  expect(headers['cache-control']).toBe('no-store')
})

test('an address that cannot be read is not repeated', async () => {
  const { app } = await openWorld()
  const answer = await app.inject({ url: '/p/a-secret-token%zz' })
  expect(answer).toMatchObject({ statusCode: 400, body: 'La demande n’a pas été comprise.' })
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
})

describe('the cookies of a sign-in', () => {
  const signIn = async (publicUrl: string) => {
    const world = await openWorld({ publicUrl })
    const { email } = await giveCredentials(world.house, world.camille)
    const post = (url: string, fields: Record<string, string>, cookie = '') =>
      world.app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      })
    const half = await post('/sign-in', { email, password: PASSWORD })
    const halfCookie = half.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    // A session that somebody else has put into this browser must not become the one of who signs in.
    const planted = `${SESSION_COOKIE}=planted-by-somebody-else`
    const whole = await post('/sign-in/code', { code: codeNow(world.house) }, `${halfCookie}; ${planted}`)
    expect(whole.statusCode).toBe(303)
    return [...half.cookies, ...whole.cookies]
  }

  test('are for this server and its pages alone', async () => {
    const cookies = await signIn('https://rdv.example.fr')
    for (const cookie of cookies)
      expect(cookie, cookie.name).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
    for (const cookie of cookies) expect(cookie.domain, cookie.name).toBeUndefined()
  })

  test('open a session of their own, whatever the browser held', async () => {
    const session = (await signIn('http://localhost:3000')).find(({ name }) => name === SESSION_COOKIE)
    expect(session?.value).toMatch(/^[\w-]{32}$/)
  })
})
