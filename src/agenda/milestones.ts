import type { AppointmentStatus } from '../db/tables/agenda.ts'
import type { LocalDate } from '../terms.ts'

export type Regimen = 'kine' | 'kine_neuro'

/** When a bilan is due, by the number of the session. */
export type MilestoneRule = {
  regimen: Regimen
  atSessions: readonly number[]
  /** After the last of them, again every so many sessions; null: no more. */
  thenEvery: number | null
  /** A fiche de synthèse closes a prescription of at least so many sessions; null: none. */
  summaryFrom: number | null
  /** Where it is written, and as of when: rules change. */
  source: string
  asOfOn: LocalDate
  /** 0: as below, nobody in the practice changed it. */
  version: number
}

const NGAP = 'Nomenclature (NGAP), titre XIV, bilan-diagnostic kinésithérapique'

/** What a practice begins with; it may change each of them. */
export const FIRST_RULES: Record<Regimen, MilestoneRule> = {
  kine: {
    regimen: 'kine',
    atSessions: [1, 30],
    thenEvery: 20,
    summaryFrom: 10,
    source: NGAP,
    asOfOn: '2020-01-01',
    version: 0,
  },
  kine_neuro: {
    regimen: 'kine_neuro',
    atSessions: [1, 60],
    thenEvery: 50,
    summaryFrom: 10,
    source: NGAP,
    asOfOn: '2020-01-01',
    version: 0,
  },
}

export const REGIMENS: Record<Regimen, string> = {
  kine: 'Kinésithérapie',
  kine_neuro: 'Kinésithérapie, neurologie',
}

export const isRegimen = (text: string | null): text is Regimen => text !== null && text in FIRST_RULES

/** Whether a bilan is due at a session; its number counts on over renewals of the prescription. */
export const isBilanDue = ({ atSessions, thenEvery }: MilestoneRule, number: number): boolean => {
  if (atSessions.includes(number)) return true
  const last = Math.max(0, ...atSessions)
  return thenEvery !== null && number > last && (number - last) % thenEvery === 0
}

/** Whether the fiche de synthèse is due: at the last session of a prescription that is long enough. */
export const isSummaryDue = (
  { summaryFrom }: MilestoneRule,
  number: number,
  prescribed: number | null,
): boolean =>
  summaryFrom !== null && prescribed !== null && prescribed >= summaryFrom && number === prescribed

export type Milestone = 'bilan' | 'summary'

/** What is due at a session. `before`: sessions of the prescriptions that this one renews. */
export const milestonesAt = (
  rule: MilestoneRule,
  { number, prescribed, before }: { number: number; prescribed: number | null; before: number },
): Milestone[] => [
  ...(isBilanDue(rule, before + number) ? (['bilan'] as const) : []),
  ...(isSummaryDue(rule, number, prescribed) ? (['summary'] as const) : []),
]

const WORDS: Record<Milestone, { due: string; past: string }> = {
  bilan: { due: 'Bilan à faire', past: 'Bilan' },
  summary: { due: 'Fiche de synthèse à faire', past: 'Fiche de synthèse' },
}

/** What is due at a session, or was: whether it was made is not known here. */
export const milestoneWords = (milestone: Milestone, status: AppointmentStatus): string =>
  WORDS[milestone][status === 'done' ? 'past' : 'due']
