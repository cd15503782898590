import { givenAt, type Layout } from '../agenda/series-layout.ts'
import type { Choice, Line } from '../agenda/series-question.ts'
import type { Id } from '../terms.ts'

/** What stands against a date, in a form that can be compared with what was shown before. */
const signatureOf = ({ obstacle }: Line): string => (obstacle ? JSON.stringify(obstacle) : 'free')

/** What a preview showed, for its form to bring back. */
export const seenOf = (lines: readonly Line[]): string =>
  JSON.stringify(lines.map(line => [line.key, signatureOf(line)]))

const readSeen = (text: unknown): Map<string, string> => {
  try {
    const entries: unknown = JSON.parse(String(text))
    if (!Array.isArray(entries)) return new Map()
    return new Map(entries.filter(Array.isArray).map(([key, signature]) => [String(key), String(signature)]))
  } catch {
    return new Map()
  }
}

/** What is not as it was shown: `others` made a date harder or easier, `added` makes up for what was skipped. */
export type News = { changed: Set<string>; added: Set<string> }

export const isNothing = ({ changed, added }: News): boolean => changed.size === 0 && added.size === 0

/** Compares a layout with the one that somebody looked at and chose from. */
export const newsOf = (lines: readonly Line[], seen: unknown, choices: ReadonlyMap<string, Choice>): News => {
  const shown = readSeen(seen)
  const news: News = { changed: new Set(), added: new Set() }
  for (const line of lines) {
    const before = shown.get(line.key)
    if (before === undefined) news.added.add(line.key)
    else if (before !== signatureOf(line) || !isAsChosen(line, choices.get(line.key)))
      news.changed.add(line.key)
  }
  return news
}

/** A proposal that is gone was replaced by another one: that was never chosen. */
const isAsChosen = (line: Line, chosen: Choice | undefined): boolean => {
  if (chosen?.take === 'at') return line.choice?.take === 'at' && givenAt(line) === chosen.at
  return chosen === undefined ? line.obstacle === null : line.choice?.take === chosen.take
}

/** Whose times a layout says are taken: whoever reads it reads something of theirs. */
export const patientsNamedIn = ({ lines }: Layout): Id[] =>
  lines.flatMap(({ obstacle }) => (obstacle?.why === 'taken' && obstacle.by ? [obstacle.by.patientId] : []))
