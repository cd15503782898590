import type { LocalDate } from '../terms.ts'
import { instantAt, minutesToMs, toEpochMs } from '../time.ts'
import type { Chance } from './chance.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/**
 * Consultations in general practice last log-normally (mean 2.48 and standard deviation 0.48 of the logarithm of
 * minutes); of that variance the patient explains 19 %, the day 4 %. In slots of 14 minutes.
 */
const LOG_MINUTES = { mean: 2.48, spread: 0.48 }
const PATIENT_SPREAD = LOG_MINUTES.spread * Math.sqrt(0.19)
const DAY_SPREAD = LOG_MINUTES.spread * Math.sqrt(0.04)
const REST_SPREAD = LOG_MINUTES.spread * Math.sqrt(0.77)
const SLOT_MINUTES = 14

const MORNING = { from: '08:30', slots: 12 }
const AFTERNOON = { from: '14:00', slots: 12 }
const PATIENTS = 150
const ABSENT = 0.05

export type Doctor = {
  name: string
  patients: { name: string; longer: number; earlyMinutes: number; toleranceMinutes: number }[]
}

export const doctor = (name: string, chance: Chance): Doctor => ({
  name,
  patients: Array.from({ length: PATIENTS }, (_, index) => ({
    name: `${name}-p${index}`,
    longer: chance.normal(0, PATIENT_SPREAD),
    earlyMinutes: chance.oneOf([0, 0, 5]),
    toleranceMinutes: chance.oneOf([10, 15, 15, 15, 20]),
  })),
})

/** One day of consultations: patients are there at their hour or a little before; the next is called when the room is free. */
export function consultationDay({ name, patients }: Doctor, day: LocalDate, chance: Chance): RecordedVisit[] {
  const longerDay = chance.normal(0, DAY_SPREAD)
  const visits: RecordedVisit[] = []
  let freeAt = Number.NEGATIVE_INFINITY
  for (const { from, slots } of [MORNING, AFTERNOON]) {
    const beginsAt = toEpochMs(instantAt(day, from, 'Europe/Paris'))
    freeAt = Math.max(freeAt, beginsAt + minutesToMs(chance.exponential(4) - 2))
    for (let slot = 0; slot < slots; slot++) {
      const patient = chance.oneOf(patients)
      const plannedAt = beginsAt + slot * minutesToMs(SLOT_MINUTES)
      const notBefore = plannedAt - minutesToMs(patient.earlyMinutes)
      const logMinutes = LOG_MINUTES.mean + patient.longer + longerDay + chance.normal(0, REST_SPREAD)
      const absent = chance.happens(ABSENT)
      const arrivedAt = seconds(Math.max(freeAt + minutesToMs(chance.exponential(0.7)), notBefore))
      const finishedAt = seconds(arrivedAt + minutesToMs(Math.exp(logMinutes)))
      if (!absent) freeAt = finishedAt
      visits.push({
        day,
        clinician: name,
        visit: `${name}-${day}-${visits.length + 1}`,
        seq: visits.length + 1,
        patient: patient.name,
        care: 'consultation',
        place: 'practice',
        plannedAt,
        plannedMinutes: SLOT_MINUTES,
        notBefore,
        travelMinutes: 0,
        toleranceMinutes: patient.toleranceMinutes,
        arrivedAt: absent ? null : arrivedAt,
        finishedAt: absent ? null : finishedAt,
      })
    }
  }
  return visits
}

const seconds = (at: number): number => Math.round(at / 1000) * 1000
