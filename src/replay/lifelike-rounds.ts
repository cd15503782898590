import type { EpochMs, LocalDate } from '../terms.ts'
import { instantAt, minutesToMs, toEpochMs } from '../time.ts'
import type { Chance } from './chance.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/** Care at home: planned minutes, and how the median really compares with the plan. */
const CARES = [
  { care: 'injection', minutes: 8, longer: 0.05 },
  { care: 'glycemia', minutes: 6, longer: 0 },
  { care: 'dressing', minutes: 20, longer: -0.1 },
  { care: 'washing', minutes: 30, longer: -0.15 },
  { care: 'infusion', minutes: 25, longer: 0 },
] as const

const SPREADS = { patient: 0.2, day: 0.08, visit: 0.3, travel: 0.25 }
const PARKING_MINUTES = 1
const ABSENT = 0.04
const SHOCK = { probability: 0.03, minutes: 18 }

type Patient = {
  name: string
  care: (typeof CARES)[number]
  longer: number
  travelMinutes: number
  earlyMinutes: number
  toleranceMinutes: number
}
export type Nurse = { name: string; patients: Patient[] }

export const nurse = (name: string, chance: Chance): Nurse => ({
  name,
  patients: Array.from({ length: 30 }, (_, index) => ({
    name: `${name}-p${index}`,
    care: chance.oneOf(CARES),
    longer: chance.normal(0, SPREADS.patient),
    travelMinutes: chance.whole(2, 14),
    earlyMinutes: chance.oneOf([0, 10, 10, 15]),
    toleranceMinutes: chance.oneOf([15, 15, 20, 30]),
  })),
})

/** One morning round through most of the patients, always in the same order; planned to the next five minutes. */
export function roundDay({ name, patients }: Nurse, day: LocalDate, chance: Chance): RecordedVisit[] {
  const longerDay = chance.normal(0, SPREADS.day)
  const visits: RecordedVisit[] = []
  let plannedAt = toEpochMs(instantAt(day, '07:00', 'Europe/Paris'))
  let freeAt = plannedAt + minutesToMs(chance.exponential(5) - 3)
  for (const patient of patients.filter(() => chance.happens(0.75))) {
    const isFirst = visits.length === 0
    const travelMinutes = isFirst ? 0 : patient.travelMinutes
    plannedAt = isFirst ? plannedAt : roundUp(plannedAt + minutesToMs(travelMinutes))
    const notBefore = plannedAt - minutesToMs(patient.earlyMinutes)
    const arrivedAt = seconds(Math.max(freeAt + way(travelMinutes, chance), notBefore))
    const logMinutes = Math.log(patient.care.minutes) + patient.care.longer + patient.longer + longerDay
    const finishedAt = seconds(
      arrivedAt + minutesToMs(Math.exp(chance.normal(logMinutes, SPREADS.visit)) + shock(chance)),
    )
    const absent = chance.happens(ABSENT)
    freeAt = absent ? arrivedAt + minutesToMs(3) : finishedAt
    visits.push({
      day,
      clinician: name,
      visit: `${name}-${day}-${visits.length + 1}`,
      seq: visits.length + 1,
      patient: patient.name,
      care: patient.care.care,
      place: 'home',
      plannedAt,
      plannedMinutes: patient.care.minutes,
      notBefore,
      travelMinutes,
      toleranceMinutes: patient.toleranceMinutes,
      arrivedAt: absent ? null : arrivedAt,
      finishedAt: absent ? null : finishedAt,
    })
    plannedAt += minutesToMs(patient.care.minutes)
  }
  return visits
}

function way(travelMinutes: number, chance: Chance): EpochMs {
  if (travelMinutes === 0) return 0
  const factor = Math.max(0.5, chance.normal(1, SPREADS.travel))
  return minutesToMs(travelMinutes * factor + chance.exponential(PARKING_MINUTES))
}

const shock = (chance: Chance): number =>
  chance.happens(SHOCK.probability) ? chance.exponential(SHOCK.minutes) : 0

const FIVE = minutesToMs(5)
const roundUp = (at: EpochMs): EpochMs => Math.ceil(at / FIVE) * FIVE
const seconds = (at: EpochMs): EpochMs => Math.round(at / 1000) * 1000
