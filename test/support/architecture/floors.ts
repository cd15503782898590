import type { SourceFile } from './source.ts'

/** From the ground up. A part may import from lower floors only; the ground floor is one thing. */
const FLOORS = [
  ['db', 'http', 'clock', 'config', 'secrets', 'ids', 'terms', 'time', 'house'],
  ['access', 'patients', 'cadre', 'travel'],
  ['messages'],
  ['agenda'],
  ['rounds', 'progress'],
  ['delays'],
  ['planning'],
  [
    'absences',
    'booking',
    'leave',
    'today',
    'agenda-pages',
    'care-series',
    'day-planning',
    'exchange',
    'patient-file',
    'todo',
    'patient-space',
    'demo',
    'reliability',
    'replay',
    'scheduling-settings',
    'waiting-list',
  ],
  ['server', 'app', 'worker', 'health'],
]
const TOP = FLOORS.length - 1

/** The steps inside the first floor: a later one may import from an earlier one. */
const STEPS = ['access', 'patients', 'cadre']

/** The part that a file of `src/` belongs to: its folder, or its own name when it lies in none. */
export const partOf = (path: string): string => path.replace(/^src\//, '').replace(/(\/.*|\.ts)$/, '')

const floorOf = (part: string): number => FLOORS.findIndex(parts => parts.includes(part))

const mayImport = (from: string, to: string): boolean => {
  const [upper, lower] = [floorOf(from), floorOf(to)]
  if (upper !== lower) return lower < upper
  if (from === to || upper === 0 || upper === TOP) return true
  return STEPS.includes(to) && STEPS.indexOf(to) < STEPS.indexOf(from)
}

/** Imports that go up, sideways or out of `src/`, and parts that nobody gave a floor. */
export const floorBreaches = (files: SourceFile[]): string[] => [
  ...new Set(
    files.filter(file => floorOf(partOf(file.path)) < 0).map(file => `${partOf(file.path)} has no floor yet`),
  ),
  ...files.flatMap(file =>
    file.imports
      .filter(({ target }) => target.includes('/') && target.endsWith('.ts'))
      .filter(({ target }) => !target.startsWith('src/') || !mayImport(partOf(file.path), partOf(target)))
      .map(({ target }) => `${file.path} must not import ${target}`),
  ),
]

/** Routes and forms are a part's own: only `app.ts`, which registers the routes, reaches them from outside. */
export const privacyBreaches = (files: SourceFile[]): string[] =>
  files
    .filter(file => file.path !== 'src/app.ts')
    .flatMap(file =>
      file.imports
        .filter(({ target }) => /^src\/.*(routes|forms)\.ts$/.test(target))
        .filter(({ target }) => partOf(target) !== partOf(file.path))
        .map(({ target }) => `${file.path} must not import ${target}, which is private to its part`),
    )
