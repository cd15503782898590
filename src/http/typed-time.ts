import type { LocalTime } from '../terms.ts'

/** A time of day as people write it: « 9:05 », « 9h05 », « 9 h », « 09:05 ». Undefined when it is none. */
export const readLocalTime = (text: string): LocalTime | undefined => {
  const found = text
    .normalize('NFKC')
    .trim()
    .match(/^(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?(?::\d{2})?$/)
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2] ?? 0)]
  if (!found || hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
