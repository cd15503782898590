import type { EpochMs, LocalDate } from '../terms.ts'
import { instantAt, minutesToMs, toEpochMs } from '../time.ts'
import type { Chance } from './chance.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/** Care at home: planned minutes, and how the logarithm of the real median compares with that of the plan. */
const CARES = [
  { care: 'injection', minutes: 8, longer: 0.05 },
  { care: 'glycemia', minutes: 6, longer: 0 },
  { care: 'dressing', minutes: 20, longer: -0.1 },
  { care: 'washing', minutes: 30, longer: -0.15 },
  { care: 'infusion', minutes: 25, longer: 0 },
] as const

/** Standard deviations: of the logarithm of a visit's length, and of travel against its plan (± 25 %). */
const SPREADS = { patient: 0.2, day: 0.08, visit: 0.3, travel: 0.25 }
const PARKING_MINUTES = 1

/** Nobody opens; what is lost at the door. */
const ABSENT = { probability: 0.04, doorMinutes: 3 }

/** A fall, a hypoglycaemia, a doctor to be called: one visit in thirty goes on for long. */
const SHOCK = { probability: 0.035, minutes: 18 }

/** Some days two neighbours are visited the other way round. */
const SWAPPED = 0.1

/** Nurses plan to the next five minutes, with a little room. */
const ROOM_MINUTES = 2
const FIVE = minutesToMs(5)

const PATIENTS = 45
const VISITED = 0.85

type Patient = {
  name: string
  care: (typeof CARES)[number]
  longer: number
  travelMinutes: number
  /** How much earlier than agreed one may come. */
  earlyMinutes: number
  toleranceMinutes: number
}
export type Nurse = { name: string; patients: Patient[] }

export const nurse = (name: string, chance: Chance): Nurse => ({
  name,
  patients: Array.from({ length: PATIENTS }, (_, index) => ({
    name: `${name}-p${index}`,
    care: chance.oneOf(CARES),
    longer: chance.normal(0, SPREADS.patient),
    travelMinutes: chance.whole(2, 14),
    earlyMinutes: chance.oneOf([0, 0, 10]),
    toleranceMinutes: chance.oneOf([10, 15, 20]),
  })),
})

/** One round of a nurse through most of the patients, planned in the same order every day. */
export function roundDay({ name, patients }: Nurse, day: LocalDate, chance: Chance): RecordedVisit[] {
  const visited = patients.filter(() => chance.happens(VISITED))
  const beginsAt = toEpochMs(instantAt(day, '07:00', 'Europe/Paris'))
  const longerDay = chance.normal(0, SPREADS.day)
  const planned = plannedTimes(visited, beginsAt)
  const lived = new Map<Patient, Lived>()
  let freeAt = beginsAt + minutesToMs(chance.exponential(5) - 3)
  for (const patient of inOrderOfTheDay(visited, chance)) {
    const travelMinutes = patient === visited[0] ? 0 : patient.travelMinutes
    const notBefore = planned.get(patient)! - minutesToMs(patient.earlyMinutes)
    const visit = liveVisit(
      patient,
      longerDay,
      Math.max(freeAt + way(travelMinutes, chance), notBefore),
      chance,
    )
    freeAt = visit.freeAt
    lived.set(patient, visit)
  }
  return visited.map((patient, index) => ({
    day,
    clinician: name,
    visit: `${name}-${day}-${index + 1}`,
    seq: index + 1,
    patient: patient.name,
    care: patient.care.care,
    place: 'home',
    plannedAt: planned.get(patient)!,
    plannedMinutes: patient.care.minutes,
    notBefore: planned.get(patient)! - minutesToMs(patient.earlyMinutes),
    travelMinutes: index === 0 ? 0 : patient.travelMinutes,
    toleranceMinutes: patient.toleranceMinutes,
    arrivedAt: lived.get(patient)!.arrivedAt,
    finishedAt: lived.get(patient)!.finishedAt,
  }))
}

function plannedTimes(visited: Patient[], beginsAt: EpochMs): Map<Patient, EpochMs> {
  const planned = new Map<Patient, EpochMs>()
  let at = beginsAt
  visited.forEach((patient, index) => {
    if (index > 0) at = roundUp(at + minutesToMs(patient.travelMinutes + ROOM_MINUTES))
    planned.set(patient, at)
    at += minutesToMs(patient.care.minutes)
  })
  return planned
}

function inOrderOfTheDay(visited: Patient[], chance: Chance): Patient[] {
  if (!chance.happens(SWAPPED)) return visited
  const first = chance.whole(1, visited.length - 2)
  return visited.with(first, visited[first + 1]!).with(first + 1, visited[first]!)
}

type Lived = { arrivedAt: EpochMs | null; finishedAt: EpochMs | null; freeAt: EpochMs }

function liveVisit({ care, longer }: Patient, longerDay: number, at: EpochMs, chance: Chance): Lived {
  const arrivedAt = seconds(at)
  if (chance.happens(ABSENT.probability))
    return { arrivedAt: null, finishedAt: null, freeAt: arrivedAt + minutesToMs(ABSENT.doorMinutes) }
  const logMinutes = Math.log(care.minutes) + care.longer + longer + longerDay
  const shock = chance.happens(SHOCK.probability) ? chance.exponential(SHOCK.minutes) : 0
  const minutes = Math.exp(chance.normal(logMinutes, SPREADS.visit)) + shock
  const finishedAt = seconds(arrivedAt + minutesToMs(minutes))
  return { arrivedAt, finishedAt, freeAt: finishedAt }
}

function way(travelMinutes: number, chance: Chance): EpochMs {
  if (travelMinutes === 0) return 0
  const factor = Math.max(0.5, chance.normal(1, SPREADS.travel))
  return minutesToMs(travelMinutes * factor + chance.exponential(PARKING_MINUTES))
}

const roundUp = (at: EpochMs): EpochMs => Math.ceil(at / FIVE) * FIVE
const seconds = (at: EpochMs): EpochMs => Math.round(at / 1000) * 1000
