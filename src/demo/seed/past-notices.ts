import type { TapRow } from '../../db/tables/agenda.ts'
import type { NoticeRow } from '../../db/tables/delays.ts'
import { type Agreement, agreedSpan, lateAfter } from '../../delays/lateness.ts'
import { newId } from '../../ids.ts'
import type { EpochMs } from '../../terms.ts'
import { minutesToMs, toEpochMs, toInstant } from '../../time.ts'
import { habitOf } from '../habits.ts'
import type { SeedDay } from './days.ts'
import type { SeedPatient } from './facts.ts'

type SeedStop = SeedDay['stops'][number]

/** What was announced around the estimate, and by how much it had to pass the tolerance. */
const EARLIER = minutesToMs(7)
const LATER = minutesToMs(12)
const MARGIN = minutesToMs(3)
const USUAL_WAY = minutesToMs(7)
const UNDO = minutesToMs(3)
const TOLD_FROM = minutesToMs(90)

/** The texts of a day long gone: whom each « J’arrive » made late, as one could know it then, right or wrong. */
export const pastNotices = (
  day: SeedDay,
  taps: TapRow[],
  patients: Map<string, SeedPatient>,
): NoticeRow[] => {
  const arrivals = new Map(
    taps.flatMap(tap => (tap.kind === 'arrival' ? [[tap.stop_id, toEpochMs(tap.happened_at)] as const] : [])),
  )
  return day.stops.flatMap((stop, position) => {
    const patient = patients.get(stop.visit.who)!
    if (!isTexted(patient)) return []
    const agreement = agreementOf(stop, patient)
    const told = tellingsOf(agreement, day.stops.slice(0, position + 1), arrivals)
    return told
      .filter(({ at }) => at < (arrivals.get(stop.stop.id) ?? 0))
      .map(telling => noticeRow(day, stop, telling))
  })
}

const isTexted = ({ mobile, overseas, cadre }: SeedPatient): boolean => {
  const rule = cadre?.delay?.[0] ?? { channel: 'sms' as const }
  return rule.channel === 'sms' && (rule.carer !== undefined || Boolean(mobile ?? overseas))
}

const agreementOf = ({ appointment }: SeedStop, { cadre }: SeedPatient): Agreement => {
  const epochOf = (at: string | null) => (at === null ? null : toEpochMs(at))
  return {
    agreedAt: epochOf(appointment.agreed_at),
    windowFrom: epochOf(appointment.window_from_at),
    windowTo: epochOf(appointment.window_to_at),
    toleranceMinutes: cadre?.tolerance ?? null,
  }
}

type Telling = { kind: 'late' | 'on_time'; at: EpochMs; estimateAt: EpochMs; from: EpochMs; to: EpochMs }

/** At most a delay, and once that it was made up. */
const tellingsOf = (
  agreement: Agreement,
  way: SeedStop[],
  arrivals: Map<string | null, EpochMs>,
): Telling[] => {
  const agreed = agreedSpan(agreement)!
  const told: Telling[] = []
  for (const [position, { stop }] of way.slice(0, -1).entries()) {
    const arrivedAt = arrivals.get(stop.id)
    const at = (arrivedAt ?? 0) + UNDO
    if (arrivedAt === undefined || at < agreed.from - TOLD_FROM || at >= agreed.to) continue
    const estimateAt = expectedStart(way.slice(position), arrivedAt)
    if (told.length === 0 && estimateAt > lateAfter(agreement)! + MARGIN)
      told.push({ kind: 'late', at, estimateAt, ...aroundIt(estimateAt) })
    if (told.length === 1 && estimateAt < lateAfter(agreement)! - MARGIN)
      told.push({ kind: 'on_time', at, estimateAt, from: agreed.from, to: agreed.to })
  }
  return told
}

/** When the last visit of a way begins if the first began then and each lasts as it usually does. */
const expectedStart = (way: SeedStop[], firstAt: EpochMs): EpochMs =>
  way.slice(1).reduce((startedAt, { appointment }, index) => {
    const { visit } = way[index]!
    const leftAt = startedAt + minutesToMs(visit.minutes * habitOf(visit.who))
    const travel = appointment.place === 'home' ? USUAL_WAY : 0
    return Math.max(leftAt + travel, toEpochMs(appointment.agreed_at ?? appointment.window_from_at!))
  }, firstAt)

const aroundIt = (estimateAt: EpochMs) => ({
  from: toFive(estimateAt - EARLIER),
  to: toFive(estimateAt + LATER),
})

const toFive = (at: EpochMs): EpochMs => Math.round(at / minutesToMs(5)) * minutesToMs(5)

const noticeRow = ({ round }: SeedDay, { stop, appointment }: SeedStop, telling: Telling): NoticeRow => ({
  id: newId(),
  practice_id: round.practice_id,
  round_id: round.id,
  stop_id: stop.id,
  patient_id: appointment.patient_id,
  kind: telling.kind,
  state: 'sent',
  from_at: toInstant(telling.from),
  to_at: toInstant(telling.to),
  estimate_at: toInstant(telling.estimateAt),
  due_at: toInstant(telling.at),
  created_at: toInstant(telling.at - UNDO),
  sent_at: toInstant(telling.at),
  reason: null,
  held_by: null,
})
