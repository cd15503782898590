import type { House } from '../../src/house.ts'
import type { Id, LocalDate, LocalTime } from '../../src/terms.ts'
import { addDays } from '../../src/time.ts'
import type { Cast } from '../support/cast.ts'
import { cast, cookieOf } from '../support/cast.ts'
import { stop } from '../support/day.ts'
import { patient } from '../support/people.ts'

const PATIENTS = 8
const FIRST_DAY: LocalDate = '2026-11-25'

/** When the first visit begins, an hour late: nobody of the round knows it yet. */
const NOW: LocalTime = '08:30'

export type Practice = Cast & { patients: Id[] }

/** A practice whose notices leave as soon as they are decided. */
export const latePractice = async (house: House): Promise<Practice> => {
  const people = await cast(house.db)
  await house.db.updateTable('practices').set({ undo_seconds: 0 }).execute()
  const patients: Id[] = []
  for (let nth = 0; nth < PATIENTS; nth++)
    patients.push(await patient(house.db, people.halle.id, { phone: `+3363998020${nth}` }))
  return { ...people, patients }
}

export type LateRound = { on: LocalDate; roundId: Id; firstStop: Id; at: LocalTime }

/** The round of a day of its own: a long visit, then eight patients who will all have to wait. */
export const placeLateRound = async (
  house: House,
  { halle, camille, roussel, patients }: Practice,
  day: number,
): Promise<LateRound> => {
  const on = addDays(FIRST_DAY, day)
  const own = { practiceId: halle.id, clinicianId: camille, on }
  const first = await stop(house.db, { ...own, patientId: roussel, at: '07:30', minutes: 60 })
  for (const [nth, patientId] of patients.entries()) {
    const at = `${nth < 2 ? '08' : '09'}:${String((45 + nth * 8) % 60).padStart(2, '0')}`
    await stop(house.db, { ...own, patientId, at })
  }
  return { on, roundId: first.roundId, firstStop: first.stopId, at: NOW }
}

/** « J’arrive », as a phone says it; from then on every notice of the round is due. */
export const arrive = async (
  house: House,
  { halle, camille }: Practice,
  { on, firstStop }: LateRound,
  url: string,
): Promise<void> => {
  const { cookie } = await cookieOf(house, camille, halle.id)
  const answer = await fetch(`${url}/rounds/${on}/stops/${firstStop}/arrival`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`the tap was answered by ${answer.status}`)
}
