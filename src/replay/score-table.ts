import type { Backtest } from './backtest.ts'
import type { Kind } from './lifelike-days.ts'
import type { ForecastScore } from './score-forecasts.ts'
import type { NoticeScore } from './score-notices.ts'

const LEAD_NAMES = ['0–15', '15–30', '30–60', '60–120', '> 120']

/** What is asked for, and what an engine reached that knew the laws of the days it forecast, where that was published. */
const TARGETS: Record<Kind, Record<string, string>> = {
  consultations: {
    skill: '≥ 12 % (13)',
    precision: '≥ 75 % (76)',
    falseNotices: '≤ 3.5 (3.4)',
    told30: '≥ 20 % (20)',
    brier: '≥ 0.15',
    tooEarly: '≤ 5 %',
    width: '≤ 20',
  },
  rounds: {
    skill: '≥ 22 % (24)',
    precision: '≥ 88 % (89)',
    falseNotices: '≤ 1.5 (1.3)',
    told30: '≥ 30 % (30)',
    brier: '≥ 0.45',
    tooEarly: '≤ 8 %',
    width: '≤ 25',
  },
}

/** The scores as tables for a terminal, beside the targets; times in minutes. */
export function tableOf(kind: Kind, { buckets, near, notices }: Backtest): string {
  const header = ['lead', 'n', 'MAE', 'naive', 'skill', 'held', 'skill', 'bias', '> p50', '> p90', '< p10']
  const rows = [...buckets.map((score, index) => row(LEAD_NAMES[index]!, score)), row('0–120', near)]
  const columns = [[...header, 'pinball', 'Brier'], ...rows]
  return [
    kind,
    ...columns.map(cells => cells.map(cell => cell.padStart(8)).join('')),
    '',
    ...summary(kind, buckets[2]!, near, notices).map(
      ([name, value, target]) => `${name.padEnd(52)}${value.padStart(9)}  ${target}`,
    ),
    `late ${notices.late} of ${notices.visits} visits, notified ${notices.notified}`,
  ].join('\n')
}

function summary(
  kind: Kind,
  hour: ForecastScore,
  near: ForecastScore,
  notices: NoticeScore,
): [string, string, string][] {
  const target = TARGETS[kind]
  return [
    ['MAE below the naive shift, 0–120 min', skill(near.mae, near.naiveMae), target.skill!],
    ['the same, shift held at now and not_before', skill(near.mae, near.heldMae), ''],
    ['notices: precision', percent(notices.precision), target.precision!],
    ['false notices per 100 visits', notices.falsePer100Visits.toFixed(1), target.falseNotices!],
    ['told ≥ 30 min before, of those truly late', percent(notices.told30), target.told30!],
    ['told ≥ 15 min before', percent(notices.told15), ''],
    ['Brier skill of pLate, 30–60 min', hour.brierSkill.toFixed(2), target.brier!],
    ['starts after p50, unclamped', percent(near.afterP50), '42–58 %'],
    ['starts after p90, unclamped', percent(near.afterP90), '7–13 %'],
    ['begun inside the last announced range', percent(notices.insideLastRange), '≥ 60 %'],
    ['its width, median', String(notices.widthMedian), target.width!],
    ['its width, 90 %', String(notices.widthP90), '≤ 40'],
    ['messages per notified visit', notices.messagesPerNotified.toFixed(2), '≤ 1.5'],
    ['reversals per 100 notified', notices.reversalsPer100.toFixed(1), '≤ 5'],
    ['begun > 5 min before the announced start', percent(notices.tooEarly), target.tooEarly!],
    ['begun −5 to +10 min from an announced start', percent(notices.asAnnounced), ''],
  ]
}

const row = (name: string, score: ForecastScore): string[] => [
  name,
  String(score.forecasts),
  score.mae.toFixed(2),
  score.naiveMae.toFixed(2),
  skill(score.mae, score.naiveMae),
  score.heldMae.toFixed(2),
  skill(score.mae, score.heldMae),
  score.meanError.toFixed(1),
  percent(score.afterP50),
  percent(score.afterP90),
  percent(score.belowP10),
  score.pinball.toFixed(2),
  score.brierSkill.toFixed(2),
]

const skill = (mae: number, naive: number): string => percent(1 - mae / naive)
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
