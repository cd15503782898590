import type { Id, Instant, LocalDate, Place } from '../terms.ts'
import { isLocalDate } from '../time.ts'

/** What somebody has chosen so far: all of it stands in the address, so that every step can be gone back to. */
export type Choice = {
  /** To be called back at once, instead of an appointment. */
  urgent: boolean
  kindId: Id | null
  /** Null: whoever is free. */
  clinicianId: Id | null
  /** It did not matter who: the clinician came with the time. */
  anyone: boolean
  at: Instant | null
  /** The first day of the times that are shown. */
  from: LocalDate | null
}

export type Step = 'start' | 'times' | 'phone' | 'who' | 'confirm' | 'urgent'

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Years of other lengths are instants too, but no days that anybody could read. */
const NEAR_OUR_TIME = /^2\d{3}-/

const instant = (value: unknown): Instant | null => {
  const words = text(value)
  if (words === null || !NEAR_OUR_TIME.test(words) || Number.isNaN(Date.parse(words))) return null
  return new Date(words).toISOString()
}

export const readChoice = (query: unknown): Choice => {
  const { urgent, kind, clinician, anyone, at, from } = (query ?? {}) as Record<string, unknown>
  const day = text(from)
  return {
    urgent: urgent === '1',
    kindId: text(kind),
    clinicianId: text(clinician),
    anyone: anyone === '1',
    at: instant(at),
    from: day !== null && isLocalDate(day) ? day : null,
  }
}

/** The address of a step with what was chosen: `/b/halle/times?kind=…`. */
export const stepPath = (slug: string, step: Step | 'code' | 'done', choice: Partial<Choice>): string => {
  const query = new URLSearchParams()
  if (choice.urgent) query.set('urgent', '1')
  if (choice.kindId) query.set('kind', choice.kindId)
  if (choice.clinicianId) query.set('clinician', choice.clinicianId)
  if (choice.anyone) query.set('anyone', '1')
  if (choice.at) query.set('at', choice.at)
  if (choice.from) query.set('from', choice.from)
  const path = step === 'start' ? `/b/${slug}` : `/b/${slug}/${step}`
  return query.size > 0 ? `${path}?${query}` : path
}

/**
 * What is still to be said. Times come first, but for a visit at home: there the way to the patient counts, so one must
 * know to whom.
 */
export const nextStep = (
  { urgent, kindId, at }: Choice,
  kind: { place: Place } | null,
  said: { phone: boolean; person: boolean },
): Step => {
  if (urgent) return said.phone ? 'urgent' : 'phone'
  if (kindId === null || kind === null) return 'start'
  if (at === null && kind.place !== 'home') return 'times'
  if (!said.phone) return 'phone'
  if (!said.person) return 'who'
  return at === null ? 'times' : 'confirm'
}
