import type { RouteAccess } from '../../src/http/access-declaration.ts'
import type { Role } from '../../src/terms.ts'
import { cookieOf } from '../support/cast.ts'
import type { Person, RouteExample, Sent, World } from '../support/route-examples.ts'

/** Somebody who must not succeed with the request of an example. */
export type Stranger = { who: string; userId?: string; cookie?: string; sent?: Sent; at?: string }

const ROLES: Record<Exclude<Person, 'chloe'>, Role> = {
  camille: 'owner',
  bastien: 'clinician',
  ines: 'secretary',
  remi: 'substitute',
}
const COLLEAGUES = Object.keys(ROLES) as (keyof typeof ROLES)[]
const AFTER_THE_REPLACEMENT = '2026-11-30T07:00:00.000Z'

/** So that another practice is refused for being another practice, not for its role. */
export const giveChloeTheSameRole = async ({ house, chloe }: World, { as }: RouteExample): Promise<void> => {
  const role = ROLES[as as keyof typeof ROLES]
  if (!role) return
  const dates =
    role === 'substitute' ? { from_on: '2026-11-01', to_on: '2026-12-31', replaces_user_id: chloe } : {}
  await house.db
    .updateTable('memberships')
    .set({ role, ...dates })
    .where('user_id', '=', chloe)
    .execute()
}

/** Everybody who must be refused the request of an example, given what its route declares. */
export const strangersTo = async (
  world: World,
  access: RouteAccess,
  example: RouteExample,
  sent: Sent,
): Promise<Stranger[]> => {
  if (access === 'webhook') return [{ who: 'nobody, unsigned', sent: { ...sent, headers: {} } }]
  if (access === 'operator') {
    const unproven = { ...sent, headers: {} }
    return [
      { who: 'nobody, without the token', sent: unproven },
      { who: 'a wrong token', sent: { ...sent, headers: { authorization: 'Bearer a-token-of-nobody' } } },
      { who: 'Camille, an owner', userId: world.camille, cookie: world.cookies.camille, sent: unproven },
    ]
  }
  if (access === 'link')
    return [
      { who: 'a wrong token', sent: withWrongToken(example, sent) },
      ...(example.lasts ? [] : [{ who: 'the link, once it has expired', at: AFTER_THE_REPLACEMENT }]),
    ]
  if (access === 'public')
    return example.route.includes(':token')
      ? [{ who: 'a wrong token', sent: withWrongToken(example, sent) }]
      : []
  if (access === 'demo') return []
  const strangers: Stranger[] = [{ who: 'nobody' }, ...refusedColleagues(world, access, example)]
  if (!example.everyonesOwn)
    strangers.push({ who: 'Chloé of another practice', userId: world.chloe, cookie: world.cookies.chloe })
  if (access === 'signed_in') return strangers
  if (access.includes('substitute'))
    strangers.push({
      who: 'Rémi after his dates',
      userId: world.remi,
      cookie: world.cookies.remi,
      at: AFTER_THE_REPLACEMENT,
    })
  const { cookie } = await cookieOf(world.house, world.camille, null)
  return [...strangers, { who: 'Camille before she chose a practice', userId: world.camille, cookie }]
}

const refusedColleagues = (world: World, access: RouteAccess, example: RouteExample): Stranger[] =>
  COLLEAGUES.filter(
    person => example.refuses?.includes(person) || (Array.isArray(access) && !access.includes(ROLES[person])),
  ).map(person => ({
    who: `${person}, ${ROLES[person]}`,
    userId: world[person],
    cookie: world.cookies[person],
  }))

/** The token's last characters are turned round, so its length and alphabet stay. */
const withWrongToken = (example: RouteExample, sent: Sent): Sent => {
  const place = example.route.split(' ')[1]!.split('/').indexOf(':token')
  const parts = sent.url.split('/')
  parts[place] = [...parts[place]!].reverse().join('')
  return { ...sent, url: parts.join('/') }
}
