import type { FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import type { Person } from '../patients/same-person.ts'
import type { EpochMs, Id } from '../terms.ts'
import { minutesToMs } from '../time.ts'

/** What somebody without an account has proved and said to one practice; sealed in a cookie for half an hour. */
export type Visitor = {
  practiceId: Id
  phone: string
  codeId: Id
  /** The code was typed: they hold the phone. */
  proved: boolean
  person: Person | null
  /** The link to what they just booked. */
  token: string | null
}

const COOKIE = 'prevenance_booking'
const CONTEXT = 'booking'
const MINUTES = 30

type Sealed = Visitor & { expiresAt: EpochMs }

export const keepVisitor = (
  reply: FastifyReply,
  { config, secrets, clock }: House,
  visitor: Visitor,
): void => {
  const sealed: Sealed = { ...visitor, expiresAt: clock.epochMs() + minutesToMs(MINUTES) }
  reply.setCookie(COOKIE, secrets.seal(JSON.stringify(sealed), CONTEXT), {
    path: '/b',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    maxAge: MINUTES * 60,
  })
}

/** Null: nobody whom this practice has seen in the last half hour. */
export const findVisitor = (
  request: FastifyRequest,
  { secrets, clock }: House,
  practiceId: Id,
): Visitor | null => {
  const sealed = request.cookies[COOKIE]
  if (!sealed) return null
  try {
    const { expiresAt, ...visitor } = JSON.parse(secrets.open(sealed, CONTEXT)) as Sealed
    return visitor.practiceId === practiceId && expiresAt > clock.epochMs() ? visitor : null
  } catch {
    return null
  }
}
