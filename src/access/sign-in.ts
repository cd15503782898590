import type { FastifyReply, FastifyRequest } from 'fastify'
import type { UserRow } from '../db/tables/access.ts'
import type { House } from '../house.ts'
import type { Id, Instant } from '../terms.ts'
import { emailKey, findUser, findUserByEmail } from './accounts.ts'
import { admitAttempt, type Counter, countersFor, forgetAttempts, forgiveAttempt } from './attempts.ts'
import {
  clearHalfCookie,
  deviceCookieOf,
  halfCookieOf,
  setDeviceCookie,
  setHalfCookie,
  setSessionCookie,
} from './cookies.ts'
import { type HalfSession, isStillWorth, openHalfSession, sealHalfSession } from './half-session.ts'
import { readDevice, rememberDevice } from './known-device.ts'
import { listPractices } from './memberships.ts'
import { networkOf } from './network-address.ts'
import { isPassword } from './passwords.ts'
import { acceptCode, hasSecondFactor, type TypedCode } from './second-factor.ts'
import { endSessions, findLastPractice, openSession } from './sessions.ts'
import { newTotpSecret } from './totp.ts'

/** An attempt that was not admitted says when the next one will be. */
export type Checked<Result> =
  | { outcome: 'right'; result: Result }
  | { outcome: 'wrong' }
  | { outcome: 'too many'; untilAt: Instant }

/** Checks an e-mail and a password. An unknown e-mail takes as long as a wrong password and has the same answer. */
export const checkPassword = async (
  house: House,
  request: FastifyRequest,
  typed: { email: string; password: string },
): Promise<Checked<UserRow>> => {
  const user = await findUserByEmail(house.db, typed.email)
  return await guarded(house, counters(house, request, typed.email, user), async () =>
    (await isPassword(user?.password_hash ?? null, typed.password)) ? user! : null,
  )
}

/** Checks the second factor of somebody whose password was right. */
export const checkCode = async (
  house: House,
  request: FastifyRequest,
  user: UserRow,
  typed: TypedCode,
): Promise<Checked<true>> =>
  await guarded(house, counters(house, request, user.email, user), async () =>
    (await acceptCode(house.db, house.secrets, user, typed, house.clock.now())) ? true : null,
  )

const guarded = async <Result>(
  { db, clock }: House,
  counted: Counter[],
  check: () => Promise<Result | null>,
): Promise<Checked<Result>> => {
  const admission = await admitAttempt(db, counted, clock.now())
  if (!admission.admitted) return { outcome: 'too many', untilAt: admission.untilAt }
  const result = await check()
  if (result === null) return { outcome: 'wrong' }
  await forgiveAttempt(db, counted)
  return { outcome: 'right', result }
}

const counters = (
  { secrets }: House,
  request: FastifyRequest,
  email: string,
  user: UserRow | undefined,
): Counter[] => {
  const device = readDevice(secrets, deviceCookieOf(request.cookies))
  const known = user !== undefined && device?.userIds.includes(user.id) === true
  return countersFor(secrets, {
    email: emailKey(email),
    address: networkOf(request.ip),
    knownDeviceId: known ? device.deviceId : null,
  })
}

/**
 * The password was right, or has just been chosen: goes on to the second factor, or to its enrolment where there is
 * none. Gives the address of that page.
 */
export const beginSecondStep = (
  house: House,
  reply: FastifyReply,
  user: UserRow,
  next: string,
  enrolAnew = false,
): string => {
  const step: HalfSession['step'] =
    hasSecondFactor(user) && !enrolAnew
      ? { kind: 'code' }
      : { kind: 'enrolment', totpSecret: newTotpSecret() }
  setHalfCookie(reply, house, sealHalfSession(house.secrets, user, step, next, house.clock.epochMs()))
  return step.kind === 'code' ? '/sign-in/code' : '/sign-in/enrolment'
}

/** Whose second step this request is, if their password and second factor have not changed meanwhile. */
export const findHalfSession = async <Kind extends HalfSession['step']['kind']>(
  { db, secrets, clock }: House,
  request: FastifyRequest,
  kind: Kind,
): Promise<{ user: UserRow; next: string; step: Extract<HalfSession['step'], { kind: Kind }> } | null> => {
  const half = openHalfSession(secrets, halfCookieOf(request.cookies), clock.epochMs())
  if (half?.step.kind !== kind) return null
  const user = await findUser(db, half.userId)
  if (!user || !isStillWorth(secrets, half, user)) return null
  return { user, next: half.next, step: half.step as Extract<HalfSession['step'], { kind: Kind }> }
}

/** Both factors were right: opens the session, in the practice of last time, and remembers the device. */
export const enter = async (
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  user: UserRow,
): Promise<void> => {
  const { db, secrets, clock } = house
  const now = clock.now()
  await forgetAttempts(db, counters(house, request, user.email, user), now)
  if (request.account) await endSessions(db, request.account.userId, { only: request.account.sessionId }, now)
  const session = {
    userId: user.id,
    practiceId: await practiceToOpen(house, user.id),
    userAgent: String(request.headers['user-agent'] ?? ''),
  }
  setSessionCookie(reply, house, await openSession(db, secrets, session, now))
  const device = readDevice(secrets, deviceCookieOf(request.cookies))
  setDeviceCookie(reply, house, rememberDevice(secrets, device, user.id))
  clearHalfCookie(reply, house)
}

/** The only practice, else the one of last time, else none: then the person chooses. */
const practiceToOpen = async ({ db, clock }: House, userId: Id): Promise<Id | null> => {
  const practices = (await listPractices(db, userId, clock.now())).map(choice => choice.practiceId)
  if (practices.length === 1) return practices[0]!
  const last = await findLastPractice(db, userId)
  return last !== null && practices.includes(last) ? last : null
}
