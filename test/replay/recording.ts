import { jsonOf, type Line } from '../../src/replay/lines.ts'
import { type RecordedVisit, readVisits } from '../../src/replay/recorded-visit.ts'
import { replay } from '../../src/replay/replay.ts'

export const HEADER =
  'day,clinician,visit,seq,patient,care,place,planned_at,planned_minutes,not_before,travel_minutes,tolerance_minutes,arrived_at,finished_at'

/** A morning at home: visits of 20 minutes every half hour from `from`, each begun and ended as told (minutes after `from`). */
export const recorded = (
  lived: ([number, number] | null)[],
  { day = '2026-03-10', from = '2026-03-10T08:00:00+01:00', clinician = 'camille' } = {},
): string =>
  lived
    .map((taps, index) => {
      const at = (minutes: number) => new Date(Date.parse(from) + minutes * 60_000).toISOString()
      const [arrived, finished] = taps ?? []
      const plannedAt = at(30 * index)
      const times = [arrived, finished].map(minutes => (minutes === undefined ? '' : at(minutes)))
      return [
        day,
        clinician,
        `${clinician}-${day}-${index + 1}`,
        index + 1,
        `p${index}`,
        'dressing',
        'home',
        plannedAt,
        20,
        plannedAt,
        10,
        15,
        ...times,
      ].join(',')
    })
    .join('\n')

export const csvOf = (...days: string[]): string => [HEADER, ...days].join('\n')

export const visitsOf = (csv: string): RecordedVisit[] => {
  const visits = readVisits(csv)
  if (!Array.isArray(visits)) throw new Error(`${visits.line}: ${visits.reason}`)
  return visits
}

export const linesOf = (csv: string): Line[] => [...replay(visitsOf(csv))].flatMap(moment => moment.lines)
export const textOf = (csv: string): string => linesOf(csv).map(jsonOf).join('\n')
