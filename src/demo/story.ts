import type { LocalDate } from '../terms.ts'
import { habitOf } from './habits.ts'
import type { Act } from './script.ts'
import { randomFrom } from './seed/random.ts'

/** The day on which the demo begins, a Wednesday, and the time at which a visitor comes in. */
export const DEMO_DAY: LocalDate = '2026-11-25'
export const DEMO_START = { on: DEMO_DAY, time: '08:40' } as const
/** Before anybody is up: from here to the start the morning is played at once. */
export const DAWN = { on: DEMO_DAY, time: '06:20' } as const

/**
 * What the first day holds in store: a wash and a wound that take half as long again, a closed door, a round that catches
 * up. By patient.
 */
const STORY: Record<string, Partial<Act>> = {
  'Simone Lefort': { minutes: 9 },
  'Yves Charlier': { minutes: 8 },
  'Paulette Hennequin': { minutes: 8 },
  'Ahmed Benali': { minutes: 11 },
  'Ginette Thiry': { minutes: 33 },
  'Jacqueline Lemoine': { minutes: 35 },
  'René Grosjean': { minutes: 9 },
  'Odette Delmas': { minutes: 8 },
  'Georges Perrot': { minutes: 8 },
  'Anne-Marie Jolivet': { absent: true },
  'Bertrand Quéré': { minutes: 6 },
  'Samira Haddad': { minutes: 6 },
  'Joël Tanguy': { minutes: 7 },
  'Lucette Bodin': { minutes: 12 },
}

const ABSENT_SHARE = 0.02

/** What will happen at somebody's on a day: told by the story, else as chance has it, always the same. */
export const actOf = (who: string, on: LocalDate, plannedMinutes: number): Act => {
  const random = randomFrom(`${who} on ${on}`)
  const chance = {
    minutes: Math.round(plannedMinutes * habitOf(who) * random.factor(0.22)),
    absent: random.next() < ABSENT_SHARE,
  }
  return on === DEMO_DAY ? { ...chance, absent: false, ...STORY[who] } : chance
}
