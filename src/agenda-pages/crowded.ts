import { hasRoom, type Occupation } from '../agenda/capacity.ts'
import type { Id } from '../terms.ts'
import type { ShownAppointment } from './shown-appointment.ts'
import { takenBy } from './shown-appointment.ts'

/** Those of a day at the practice who have the same time as somebody else, beyond what may be shared. */
export const crowdedOnes = (day: readonly ShownAppointment[]): Set<Id> => {
  const there = day.flatMap(row => {
    const taken = row.place === 'practice' && row.agreed_at !== null ? takenBy(row) : undefined
    return taken ? [{ id: row.id, ...taken, capacity: row.capacity, grouped: row.grouped === 1 }] : []
  })
  const othersOf = (one: Occupation) => there.filter(other => other !== one)
  return new Set(there.filter(one => !hasRoom(othersOf(one), one)).map(({ id }) => id))
}
