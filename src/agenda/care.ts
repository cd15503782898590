import type { Db, Trx } from '../db/database.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import type { Id, LocalDate } from '../terms.ts'
import { isStanding } from './appointment-status.ts'
import { milestoneRulesOf } from './milestone-rules.ts'
import { isRegimen, type Milestone, type MilestoneRule, milestonesAt, type Regimen } from './milestones.ts'
import { listPrescriptions } from './prescriptions.ts'
import { renewalDue } from './renewal.ts'
import { listSeriesOf, listSessionsOf, type Series, type SessionRow } from './series.ts'
import { countSessions, numberSessions, type SessionCount } from './session-count.ts'

/** A prescription with everything that was laid out from it. */
export type Care = {
  prescription: PrescriptionRow
  series: Series[]
  sessions: SessionRow[]
  count: SessionCount
  /** By the id of the appointment: « 8 sur 15 ». */
  numbers: Map<Id, number>
  /** What is due at a session, by the id of the appointment. */
  milestones: Map<Id, Milestone[]>
  renewal: 'sessions' | 'end' | null
  /** The prescription that goes on from this one. */
  renewedById: Id | null
}

/** The prescriptions of a patient with their sessions, the newest first. */
export const listCare = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
  today: LocalDate,
): Promise<Care[]> => {
  const prescriptions = await listPrescriptions(db, practiceId, patientId)
  const ids = prescriptions.map(({ id }) => id)
  const series = await listSeriesOf(db, practiceId, ids)
  const sessions = await listSessionsOf(db, practiceId, ids)
  const rules = await milestoneRulesOf(db, practiceId)
  const countOf = (of: PrescriptionRow): SessionCount => countSessions(of, sessionsOf(of))
  const sessionsOf = ({ id }: PrescriptionRow) => sessions.filter(each => each.prescription_id === id)
  return prescriptions.map(prescription => {
    const own = sessionsOf(prescription)
    const count = countOf(prescription)
    const numbers = numberSessions(prescription, own)
    const before = renewedBy(prescription, prescriptions).reduce((sum, each) => sum + countOf(each).done, 0)
    const renewedById = prescriptions.find(({ renews_id }) => renews_id === prescription.id)?.id ?? null
    return {
      prescription,
      series: series.filter(each => each.prescription_id === prescription.id),
      sessions: own,
      count,
      numbers,
      milestones: milestonesOf(prescription, own, { numbers, before, rules }),
      renewal:
        prescription.ended_at || renewedById
          ? null
          : renewalDue({ remaining: count.remaining, toOn: prescription.to_on }, today),
      renewedById,
    }
  })
}

/** The prescriptions that one goes on from, back to the first. */
const renewedBy = (prescription: PrescriptionRow, all: readonly PrescriptionRow[]): PrescriptionRow[] => {
  const chain: PrescriptionRow[] = []
  let id = prescription.renews_id
  while (id !== null) {
    const found = all.find(each => each.id === id)
    if (!found || chain.includes(found)) break
    chain.push(found)
    id = found.renews_id
  }
  return chain
}

type Known = { numbers: Map<Id, number>; before: number; rules: Record<Regimen, MilestoneRule> }

const milestonesOf = (
  { regimen, sessions: prescribed }: PrescriptionRow,
  sessions: readonly SessionRow[],
  { numbers, before, rules }: Known,
): Map<Id, Milestone[]> => {
  if (!isRegimen(regimen)) return new Map()
  const standing = sessions.filter(({ id, status }) => numbers.has(id) && isStanding(status))
  return new Map(
    standing.map(({ id }) => [
      id,
      milestonesAt(rules[regimen], { number: numbers.get(id)!, prescribed, before }),
    ]),
  )
}

/** One prescription of a patient. */
export const findCare = async (
  db: Db | Trx,
  { practice_id, patient_id, id }: Pick<PrescriptionRow, 'practice_id' | 'patient_id' | 'id'>,
  today: LocalDate,
): Promise<Care> =>
  (await listCare(db, practice_id, patient_id, today)).find(care => care.prescription.id === id)!
