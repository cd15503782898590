import { obstacleWords } from '../agenda/conflict-words.ts'
import { givenAt, isGiven, type Layout, mayKeep } from '../agenda/series-layout.ts'
import type { Line } from '../agenda/series-question.ts'
import { localTimeWords } from '../cadre/window-words.ts'
import type { French } from '../http/french.ts'
import type { Zone } from '../terms.ts'
import { localDate, toInstant } from '../time.ts'
import type { News } from './seen.ts'

type Option = { value: string; words: string; checked: boolean }

export type PreviewLine = {
  key: string
  day: string
  time: string
  /** What stands against it; null: nothing. */
  obstacle: string | null
  options: Option[]
  /** Not as it was shown a moment ago. */
  fresh: 'changed' | 'added' | null
  /** Left out of the series. */
  out: boolean
}

export type Preview = {
  lines: PreviewLine[]
  conflicts: PreviewLine[]
  given: number
  missing: number
  changed: number
  added: number
}

export const NO_NEWS: News = { changed: new Set(), added: new Set() }

/** A layout as it is shown before anything is booked. */
export const previewOf = (
  { lines, missing }: Layout,
  news: News,
  { f, zone, own }: { f: French; zone: Zone; own: boolean },
): Preview => {
  const shown = lines.map(line => lineView(line, news, { f, zone, own }))
  return {
    lines: shown,
    conflicts: shown.filter(({ obstacle }) => obstacle !== null),
    given: lines.filter(isGiven).length,
    missing,
    changed: news.changed.size,
    added: news.added.size,
  }
}

const lineView = (
  line: Line,
  news: News,
  { f, zone, own }: { f: French; zone: Zone; own: boolean },
): PreviewLine => {
  const { key, on, moment, obstacle } = line
  const fresh = news.changed.has(key) ? 'changed' : news.added.has(key) ? 'added' : null
  return {
    key,
    day: f.capital(f.day(on)),
    time: moment.to
      ? `${localTimeWords(moment.from)}\u00a0– ${localTimeWords(moment.to)}`
      : localTimeWords(moment.from),
    obstacle: obstacle && obstacleWords(obstacle, { own }),
    options: obstacle ? optionsOf(line, f, zone) : [],
    // What was never looked at is all new: that is no news.
    fresh,
    out: !isGiven(line),
  }
}

const optionsOf = (line: Line, f: French, zone: Zone): Option[] => {
  const { choice, obstacle, proposals } = line
  const checked = (take: 'skip' | 'keep') => choice?.take === take
  return [
    ...proposals.map(at => ({
      value: `at:${at}`,
      words: proposalWords(at, line, f, zone),
      checked: choice?.take === 'at' && givenAt(line) === at,
    })),
    { value: 'skip', words: 'Sauter cette date', checked: checked('skip') },
    ...(obstacle && mayKeep(obstacle)
      ? [{ value: 'keep', words: 'Garder quand même', checked: checked('keep') }]
      : []),
  ]
}

/** « 11 h » on the same day, « Jeudi 12 novembre, 10 h 30 » on another one. */
const proposalWords = (at: number, { on }: Line, f: French, zone: Zone): string => {
  const day = localDate(toInstant(at), zone)
  return day === on ? `Ce jour-là, ${f.time(at)}` : `${f.capital(f.day(day))}, ${f.time(at)}`
}
