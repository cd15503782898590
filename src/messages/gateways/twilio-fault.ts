import type { SendOutcome } from './gateway.ts'
import { isBusy, isLockOut, lessonOf } from './twilio-codes.ts'

/** What the SDK throws: Twilio's own answer with its status and code, or a fault of the network with its cause. */
type Fault = { status?: unknown; code?: unknown; retryAfter?: unknown; cause?: unknown }

/**
 * What is known of a text when the call to create it failed. Only an answer that is Twilio's own (a 4xx with one of its
 * codes) is believed; a page of a proxy in between says nothing of what Twilio did.
 */
export const outcomeOfFault = (fault: unknown): SendOutcome => {
  const { status, code, retryAfter, cause } = (fault ?? {}) as Fault
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const twilioCode = typeof code === 'number' ? String(code) : ''
    if (isBusy(status, twilioCode)) return { outcome: 'busy', retryAfterSeconds: secondsOf(retryAfter) }
    if (twilioCode !== '') return answered(status, twilioCode)
  }
  if (neverLeft(cause)) return { outcome: 'unreached', detail: nameOf(cause) }
  return { outcome: 'unknown', detail: typeof status === 'number' ? `HTTP ${status}` : nameOf(fault) }
}

const answered = (status: number, code: string): SendOutcome =>
  isLockOut(status, code)
    ? { outcome: 'locked_out', code }
    : { outcome: 'refused', code, lesson: lessonOf(code) }

const secondsOf = (retryAfter: unknown): number => {
  const seconds = Number(retryAfter)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0
}

/** No name was found or no connection was made, so nothing was asked; every address that was tried must have failed so. */
const neverLeft = (cause: unknown): boolean => {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(neverLeft)
  const { syscall } = (cause ?? {}) as { syscall?: unknown }
  return syscall === 'connect' || syscall === 'getaddrinfo'
}

/** A code such as ECONNRESET, or the kind of fault; never its message, which may quote what was sent. */
const nameOf = (fault: unknown): string => {
  const { code, name } = (fault ?? {}) as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : String(name ?? typeof fault)
}
