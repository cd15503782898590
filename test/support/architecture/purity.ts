import type { SourceFile } from './source.ts'

/** The heart of the product: calculations that can be read alone. A new one is named here, a renamed one renamed. */
const PURE: Record<string, string[]> = {
  access: ['code-caps'],
  agenda: [
    'appointment',
    'appointment-status',
    'appointment-wording',
    'appointment-words',
    'calendar-feed',
    'capacity',
    'care-words',
    'change-words',
    'conflict-words',
    'first-rule',
    'frequency',
    'holidays',
    'ics-busy',
    'ics-instants',
    'ics-occurrences',
    'ics-zones',
    'laid-out',
    'message-lines',
    'milestones',
    'near-times',
    'news',
    'opening',
    'own-times',
    'read-frequency',
    'recurrence',
    'reminder-time',
    'renewal',
    'rule-words',
    'series-edits',
    'series-layout',
    'series-obstacles',
    'series-proposals',
    'series-question',
    'series-room',
    'session-count',
    'slots',
    'spans',
    'waiting/deadline',
    'waiting/whom-to-offer',
    'waiting/wording',
    'waiting/words',
  ],
  'agenda-pages': [
    'asked',
    'column',
    'crowded',
    'free-rows',
    'grid',
    'history-words',
    'lanes',
    'load',
    'look',
    'possible',
    'shifted',
    'shown-appointment',
    'title',
    'ways',
    'whereabouts-words',
  ],
  booking: ['choice'],
  cadre: [
    'changes',
    'clinical-terms',
    'contact-hours',
    'contact-rules',
    'contact-table',
    'contact-words',
    'contacts',
    'ruler',
    'ruler-words',
    'terms',
    'window-words',
    'windows',
  ],
  'care-series': ['care-page', 'hidden-fields', 'prescription-typed', 'preview', 'seen'],
  'day-planning': ['prefill'],
  delays: [
    'decision',
    'calibration',
    'costs',
    'draws',
    'durations',
    'estimate',
    'explanation',
    'forecast',
    'habits',
    'lateness',
    'laws',
    'lessons',
    'news',
    'notices',
    'pace',
    'schedule',
    'silence',
    'still-true',
    'tally',
    'visit-lengths',
  ],
  exchange: [
    'appointment-rows',
    'calendar-words',
    'columns',
    'csv-table',
    'csv-text',
    'exported-rows',
    'exported-words',
    'french-dates',
    'import-files',
    'known-people',
    'patient-rows',
    'public-address',
    'text-encoding',
    'waiting-board',
  ],
  messages: ['backoff', 'caps', 'delay-wording', 'replies', 'segments', 'sending-time', 'transliteration'],
  'patient-space': ['appointment-words', 'passage-view', 'passage-words'],
  patients: [
    'age',
    'coordinates',
    'names',
    'numbering-plan',
    'phones',
    'same-person',
    'search-text',
    'typed',
  ],
  reliability: [
    'announced',
    'choices',
    'coverage-words',
    'moments',
    'past-visit',
    'period',
    'punctuality',
    'share',
    'spread',
    'spread-view',
    'strip',
    'tallies',
    'told',
    'view',
    'week-view',
    'words',
  ],
  planning: ['knock-on'],
  rounds: ['round-state', 'taps'],
  'scheduling-settings': [
    'first-kinds',
    'first-week',
    'hours-words',
    'kind-words',
    'typed-ranges',
    'week-view',
  ],
  travel: ['haversine', 'minutes'],
}

const purePaths = Object.entries(PURE).flatMap(([part, names]) => names.map(name => `src/${part}/${name}.ts`))

/** What makes an answer depend on something else than the arguments. */
const IMPURE = [
  /^src\/db\/(?!schema\.ts|tables\/)/,
  /^src\/(clock|config|ids|secrets|house)\.ts$/,
  /^(node:.*|kysely.*|better-sqlite3|pg|uuidv7|pino)$/,
  /^(@fastify\/.*|fastify)$/,
]

/** A chain from a pure module to something impure, by way of modules that it runs; types run nothing. */
const wayOut = (
  path: string,
  files: Map<string, SourceFile>,
  seen = new Set<string>(),
): string[] | undefined => {
  seen.add(path)
  for (const { target, typeOnly } of files.get(path)?.imports ?? []) {
    if (typeOnly || seen.has(target)) continue
    if (IMPURE.some(pattern => pattern.test(target))) return [path, target]
    const rest = wayOut(target, files, seen)
    if (rest) return [path, ...rest]
  }
  return undefined
}

/** A clock is not even taken as an argument: an instant is. */
const takesClock = (file: SourceFile): boolean => file.imports.some(({ target }) => target === 'src/clock.ts')

/** Pure modules that reach a database, the web, a clock, settings or chance, directly or through another module. */
export const purityBreaches = (files: SourceFile[]): string[] => {
  const byPath = new Map(files.map(file => [file.path, file]))
  return files
    .filter(file => purePaths.includes(file.path))
    .flatMap(file => {
      const way = wayOut(file.path, byPath)
      if (way) return [`${way.join(' → ')}: a pure module must not`]
      return takesClock(file) ? [`${file.path} takes a clock: give it an instant`] : []
    })
}

/** Names in the list above that no file has any more: a rule that guards nothing. */
export const missingPureModules = (files: SourceFile[]): string[] =>
  purePaths.filter(path => !files.some(file => file.path === path))
