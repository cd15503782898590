import type { NoticeKind } from '../delays/notices.ts'
import type { EpochMs } from '../terms.ts'
import { toInstant } from '../time.ts'

/** What a replay puts out: one line of JSON each, see `scripts/replay.ts`. Instants in milliseconds. */
export type Line = ForecastLine | NoticeLine

/** At a tap, what was expected of one visit not begun: quantiles of its start, and the probability that it is late. */
export type ForecastLine = {
  type: 'forecast'
  at: EpochMs
  visit: string
  p10: EpochMs
  p25: EpochMs
  p50: EpochMs
  p75: EpochMs
  p90: EpochMs
  pLate: number
}

/** A message as it would have left, with the range it announced. */
export type NoticeLine = {
  type: 'notice'
  at: EpochMs
  visit: string
  kind: NoticeKind
  from: EpochMs
  to: EpochMs
}

/** One line of JSON, without its end of line. Instants in UTC, to the second. */
export function jsonOf(line: Line): string {
  const head = `{"type":"${line.type}","at":${time(line.at)},"visit":${JSON.stringify(line.visit)}`
  if (line.type === 'notice')
    return `${head},"kind":"${line.kind}","from":${time(line.from)},"to":${time(line.to)}}`
  const { p10, p25, p50, p75, p90, pLate } = line
  const quantiles = `"p10":${time(p10)},"p25":${time(p25)},"p50":${time(p50)},"p75":${time(p75)},"p90":${time(p90)}`
  return `${head},${quantiles},"pLate":${Number(pLate.toFixed(4))}}`
}

const time = (at: EpochMs): string => {
  const seconds = Math.round(at / 1000)
  const second = seconds % 60
  return `"${minuteText(seconds - second)}${second < 10 ? '0' : ''}${second}Z"`
}

/** The forecasts of a day name the same few hundred minutes again and again. */
const MOST_KEPT = 10_000
const minutesKept = new Map<number, string>()

const minuteText = (seconds: number): string => {
  const known = minutesKept.get(seconds)
  if (known !== undefined) return known
  if (minutesKept.size >= MOST_KEPT) minutesKept.clear()
  const text = toInstant(seconds * 1000).slice(0, 17)
  minutesKept.set(seconds, text)
  return text
}
