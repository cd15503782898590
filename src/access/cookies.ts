import type { FastifyReply } from 'fastify'
import type { House } from '../house.ts'
import { SESSION_COOKIE, SESSION_DAYS } from './sessions.ts'

const HALF_COOKIE = 'prevenance_half'
const DEVICE_COOKIE = 'prevenance_device'
const DAY_SECONDS = 24 * 60 * 60

const options = ({ config }: House, maxAge: number) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    maxAge,
  }) as const

export const setSessionCookie = (reply: FastifyReply, house: House, token: string): void => {
  reply.setCookie(SESSION_COOKIE, token, options(house, SESSION_DAYS * DAY_SECONDS))
}

export const clearSessionCookie = (reply: FastifyReply, house: House): void => {
  reply.clearCookie(SESSION_COOKIE, options(house, 0))
}

export const setHalfCookie = (reply: FastifyReply, house: House, sealed: string): void => {
  reply.setCookie(HALF_COOKIE, sealed, options(house, 30 * 60))
}

export const clearHalfCookie = (reply: FastifyReply, house: House): void => {
  reply.clearCookie(HALF_COOKIE, options(house, 0))
}

export const setDeviceCookie = (reply: FastifyReply, house: House, sealed: string): void => {
  reply.setCookie(DEVICE_COOKIE, sealed, options(house, 400 * DAY_SECONDS))
}

type Cookies = Record<string, string | undefined>

export const halfCookieOf = (cookies: Cookies): string | undefined => cookies[HALF_COOKIE]
export const deviceCookieOf = (cookies: Cookies): string | undefined => cookies[DEVICE_COOKIE]
