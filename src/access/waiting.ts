import type { FastifyReply } from 'fastify'
import type { Clock } from '../clock.ts'
import { NO_BREAK } from '../http/french.ts'
import type { Instant } from '../terms.ts'
import { toEpochMs } from '../time.ts'

/** Tells a browser when to come back, and gives the wait as a sentence. */
export const askToWait = (reply: FastifyReply, clock: Clock, untilAt: Instant): string => {
  const seconds = Math.max(1, Math.ceil((toEpochMs(untilAt) - clock.epochMs()) / 1000))
  reply.header('retry-after', String(seconds))
  return `Trop d’essais manqués. Vous pourrez recommencer dans ${waitInWords(seconds)}.`
}

/** Rounded up, so that whoever waits this long is let in: « 30 secondes », « 4 minutes », « 1 heure ». */
const waitInWords = (seconds: number): string => {
  if (seconds <= 90) return counted(seconds, 'seconde')
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? counted(minutes, 'minute') : counted(Math.ceil(minutes / 60), 'heure')
}

const counted = (number: number, unit: string) => `${number}${NO_BREAK}${unit}${number > 1 ? 's' : ''}`
