import { NO_BREAK } from '../http/french.ts'
import type { LocalTime } from '../terms.ts'

export const isLocalTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** What is wrong with two times of a form, each next to its own field. */
export const spanErrors = (
  from: LocalTime,
  to: LocalTime,
  { mayBeEqual }: { mayBeEqual: boolean },
): { from?: string; to?: string } => {
  if (!isLocalTime(from)) return isLocalTime(to) ? { from: NOT_A_TIME } : { from: NOT_A_TIME, to: NOT_A_TIME }
  if (!isLocalTime(to)) return { to: NOT_A_TIME }
  const inOrder = from < to || (mayBeEqual && from === to)
  return inOrder ? {} : { to: 'La fin doit venir après le début.' }
}

export const NOT_A_TIME = `Écrivez une heure, par exemple 9${NO_BREAK}h${NO_BREAK}30.`
