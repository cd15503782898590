import type { French } from '../http/french.ts'
import type { RoundStop } from '../rounds/queries.ts'
import { msToMinutes } from '../time.ts'
import type { LoadedRound } from './loaded-round.ts'
import { forecastOf, type MarginLine, type StopLine, WORTH_SAYING_MINUTES } from './stop-line.ts'

/** A rest or a gap this long, in which a delay ends, is named. */
const MARGIN_MINUTES = 10

/** So many quiet stops stay open at the end of the list; more are folded. */
const OPEN_QUIET_STOPS = 2

/** Where the timetable leaves room and the delay ends in it, a line says so. */
export const withMargins = (
  round: LoadedRound,
  later: RoundStop[],
  lines: StopLine[],
  f: French,
): (StopLine | MarginLine)[] =>
  lines.flatMap((line, index) => {
    const before = index > 0 ? forecastOf(round, later[index - 1]!.id) : undefined
    const here = forecastOf(round, later[index]!.id)
    if (
      !before ||
      !here ||
      before.delayMinutes < WORTH_SAYING_MINUTES ||
      here.delayMinutes >= WORTH_SAYING_MINUTES
    )
      return [line]
    const room = Math.round(
      msToMinutes(here.startAt - before.finishAt) - here.travel.minutes + before.delayMinutes,
    )
    if (room < MARGIN_MINUTES) return [line]
    return [
      { kind: 'margin', words: `Marge de ${f.duration(room)}\u00a0: le retard s’arrête ici` } as const,
      line,
    ]
  })

/** What comes after the last thing to know is folded away. */
export const foldQuiet = (lines: (StopLine | MarginLine)[]) => {
  const quiet = (line: StopLine | MarginLine) =>
    line.kind === 'stop' && line.state.tone === 'ok' && line.hardWords === null
  const lastToKnow = lines.findLastIndex(line => !quiet(line))
  const open = lastToKnow + 1 + OPEN_QUIET_STOPS
  return lines.length - open < 2
    ? { shown: lines, folded: [] }
    : { shown: lines.slice(0, open), folded: lines.slice(open) }
}
