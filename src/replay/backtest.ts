import { addDays } from '../time.ts'
import { FIRST_DAY, type Kind, lifelikeDays } from './lifelike-days.ts'
import type { ForecastLine, NoticeLine } from './lines.ts'
import { replay } from './replay.ts'
import { type ForecastScore, scoreForecasts } from './score-forecasts.ts'
import { type NoticeScore, scoreNotices } from './score-notices.ts'

export type Backtest = {
  replayed: number
  buckets: ForecastScore[]
  near: ForecastScore
  notices: NoticeScore
}

/** The first days are for learning only; the others are scored. */
const LEARNING_SHARE = 1 / 3

/** Makes lifelike days, replays them through the application's own code, and scores those after the learning days. */
export function backtest(kind: Kind, { days, seed }: { days: number; seed: number }): Backtest {
  const made = lifelikeDays(kind, days, seed)
  const from = addDays(FIRST_DAY, Math.floor(days * LEARNING_SHARE))
  const scored = made.filter(([first]) => first!.day >= from)
  const isScored = new Set(scored.flat().map(visit => visit.visit))
  const forecasts: ForecastLine[] = []
  const notices: NoticeLine[] = []
  for (const { lines } of replay(made.flat()))
    for (const line of lines) {
      if (!isScored.has(line.visit)) continue
      if (line.type === 'forecast') forecasts.push(line)
      else notices.push(line)
    }
  const visits = scored.flat()
  return {
    replayed: made.flat().length,
    ...scoreForecasts(scored, forecasts),
    notices: scoreNotices(visits, notices),
  }
}
