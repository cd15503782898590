import type { Backtest } from './backtest.ts'
import type { ForecastScore } from './score-forecasts.ts'

const LEAD_NAMES = ['0–15', '15–30', '30–60', '60–120', '> 120']

/** The scores as a table for a terminal; shares in per cent, times in minutes. */
export function tableOf(title: string, { buckets, near, notices }: Backtest): string {
  const columns = ['lead', 'n', 'MAE', 'naive', 'skill', 'bias', '>p50', '>p90', '<p10', 'pinball', 'Brier']
  const rows = [...buckets.map((score, index) => row(LEAD_NAMES[index]!, score)), row('0–120', near)]
  const told = [
    `late ${notices.late} of ${notices.visits}, notified ${notices.notified}`,
    `precision ${percent(notices.precision)}, false per 100 visits ${notices.falsePer100Visits.toFixed(1)}`,
    `told ≥ 15 min before ${percent(notices.told15)}, ≥ 30 min ${percent(notices.told30)}`,
    `messages per notified ${notices.messagesPerNotified.toFixed(2)}, reversals per 100 ${notices.reversalsPer100.toFixed(1)}`,
    `begun > 5 min before the announced start ${percent(notices.tooEarly)}, from −5 to +10 ${percent(notices.asAnnounced)}`,
    `inside the last range ${percent(notices.insideLastRange)}, width median ${notices.widthMedian}, p90 ${notices.widthP90}`,
  ]
  return [
    title,
    ...[columns, ...rows].map(cells => cells.map(cell => cell.padStart(8)).join('')),
    ...told,
  ].join('\n')
}

const row = (name: string, score: ForecastScore): string[] => [
  name,
  String(score.forecasts),
  score.mae.toFixed(2),
  score.naiveMae.toFixed(2),
  percent(1 - score.mae / score.naiveMae),
  score.meanError.toFixed(1),
  percent(score.afterP50),
  percent(score.afterP90),
  percent(score.belowP10),
  score.pinball.toFixed(2),
  score.brierSkill.toFixed(2),
]

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
