import type { AppointmentRow } from '../db/tables/agenda.ts'

/** What of an appointment a patient is told and keeps in mind. */
export type Agreed = Pick<
  AppointmentRow,
  'on' | 'kind' | 'place' | 'agreed_at' | 'window_from_at' | 'window_to_at'
>

export const agreedOf = ({ on, kind, place, agreed_at, window_from_at, window_to_at }: Agreed): Agreed => ({
  on,
  kind,
  place,
  agreed_at,
  window_from_at,
  window_to_at,
})

/** `before`: what the patient knows, as long as nothing is said. */
export type News =
  | { purpose: 'confirmation'; before: null }
  | { purpose: 'moved' | 'cancelled'; before: Agreed }

export type Change =
  | { what: 'booked'; after: Agreed }
  | { what: 'moved'; before: Agreed; after: Agreed }
  | { what: 'cancelled'; before: Agreed }

/** Whether the patient has the same to do: come then, or be at home then. */
export const sameForPatient = (a: Agreed, b: Agreed): boolean =>
  a.on === b.on &&
  a.place === b.place &&
  a.agreed_at === b.agreed_at &&
  a.window_from_at === b.window_from_at &&
  a.window_to_at === b.window_to_at

/**
 * What is to be told after a change, where `unsaid` was still waiting to be told: changes that follow each other
 * closely are one piece of news, from what the patient knows to what stands now, or none.
 */
export const netNews = (unsaid: News | null, change: Change): News | null => {
  switch (change.what) {
    case 'booked':
      return unsaid?.before ? movedTo(unsaid.before, change.after) : { purpose: 'confirmation', before: null }
    case 'moved':
      if (unsaid?.purpose === 'confirmation') return unsaid
      return movedTo(unsaid?.before ?? change.before, change.after)
    case 'cancelled':
      if (unsaid?.purpose === 'confirmation') return null
      return { purpose: 'cancelled', before: agreedOf(unsaid?.before ?? change.before) }
  }
}

const movedTo = (before: Agreed, after: Agreed): News | null =>
  sameForPatient(before, after) ? null : { purpose: 'moved', before: agreedOf(before) }
