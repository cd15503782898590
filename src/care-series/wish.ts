import { getKind, type Kind } from '../agenda/kinds.ts'
import type { SeriesWish } from '../agenda/series-facts.ts'
import type { Db, Trx } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import { type LayoutInput, lastDayOf, ruleOf } from './layout-form.ts'

type Whose = { practiceId: Id; patientId: Id; clinicianId: Id }

/** The kind that was chosen for a series; null: none. @throws NotFound for one that is not this clinician's */
export const chosenKind = async (
  db: Db | Trx,
  { practiceId, clinicianId }: Whose,
  input: LayoutInput,
): Promise<Kind | null> => {
  if (!input.kind) return null
  const kind = await getKind(db, practiceId, input.kind)
  if (kind.clinicianId !== null && kind.clinicianId !== clinicianId) throw new NotFound()
  return kind
}

/** What was typed, as a series to lay out. At home nobody shares a visit. */
export const wishOf = (whose: Whose, input: LayoutInput, kind: Kind | null): SeriesWish => ({
  ...whose,
  rule: ruleOf(input),
  from: input.from,
  to: lastDayOf(input),
  sessions: input.sessions,
  kind: {
    durationMinutes: input.duration,
    bufferMinutes: kind?.bufferMinutes ?? 0,
    place: input.place,
    capacity: kind?.capacity ?? 1,
    grouped: kind?.grouped ?? false,
  },
})
