import { lineCount, type SourceFile } from './source.ts'

/** Every way to read the time, of the language and of Luxon. */
const CLOCK_READINGS = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bnew Date\b(?!\s*\()/,
  /\bDateTime\.now\b/,
  /\bDateTime\.(local|utc)\(\s*[{)]/,
  /\.(diffNow|toRelative|toRelativeCalendar)\(/,
  /\bperformance\.now\b/,
  /\bprocess\.(hrtime|uptime)\b/,
  /\bTemporal\.Now\b/,
]

/** Files in which one of the patterns occurs, comments left aside, but for the one place that may hold it. */
const occurrences = (files: SourceFile[], patterns: RegExp[], place?: string): string[] =>
  files
    .filter(file => file.path !== place)
    .flatMap(file =>
      patterns.flatMap(pattern => {
        const found = file.code.match(pattern)?.[0]
        return found ? [`${file.path}: ${found}`] : []
      }),
    )

export const clockReadings = (files: SourceFile[]): string[] =>
  occurrences(files, CLOCK_READINGS, 'src/clock.ts')

export const environmentReadings = (files: SourceFile[]): string[] =>
  occurrences(files, [/\bprocess\.env\b/], 'src/config.ts')

export const chances = (files: SourceFile[]): string[] => occurrences(files, [/\bMath\.random\b/])

export const defaultExports = (files: SourceFile[]): string[] =>
  occurrences(files, [/\bexport default\b/, /\bas default\b/])

export const setAsideTests = (files: SourceFile[]): string[] =>
  occurrences(files, [/\b(test|it|describe|suite)(\.\w+)*\.(skip|only|todo|fails)(If)?\b/])

export const vagueNames = (files: SourceFile[]): string[] =>
  files
    .map(file => file.path)
    .filter(path => /(^|[/-])(manager|helpers?|handlers?|processor|utils?|service|index)\.\w+$/.test(path))

export const longFiles = (files: SourceFile[], limit: number): string[] =>
  files.filter(file => lineCount(file) > limit).map(file => `${file.path}: ${lineCount(file)} lines`)
