import type { LocalDate } from '../terms.ts'
import { addDays } from '../time.ts'

const FEW_SESSIONS = 3
const FEW_DAYS = 14

/** Why a prescription must be renewed soon: few sessions are left, or its end is near. Null: not yet. */
export const renewalDue = (
  { remaining, toOn }: { remaining: number | null; toOn: LocalDate | null },
  today: LocalDate,
): 'sessions' | 'end' | null => {
  if (remaining !== null && remaining <= FEW_SESSIONS) return 'sessions'
  return toOn !== null && toOn <= addDays(today, FEW_DAYS) ? 'end' : null
}
