import { lineCount, type SourceFile } from './source.ts'

const LINES = 60

/** Gives the reasons why a migration is not one dated, short, reversible change. */
const reasons = ({ path, code, ...file }: SourceFile): string[] => {
  const checks = [
    [
      /^migrations\/\d{4}-\d{2}-\d{2}-\d{4}-[a-z0-9-]+\.ts$/.test(path),
      'is not named by its date and its change',
    ],
    [/\bexport const up\b|\bexport async function up\b/.test(code), 'has no up'],
    [/\bexport const down\b|\bexport async function down\b/.test(code), 'has no down'],
    [(code.match(/\.createTable\(/g) ?? []).length <= 1, 'creates more than one table'],
    [lineCount({ path, code, ...file }) <= LINES, `has more than ${LINES} lines`],
  ] as const
  return checks.filter(([holds]) => !holds).map(([, reason]) => `${path} ${reason}`)
}

export const migrationBreaches = (files: SourceFile[]): string[] => files.flatMap(reasons)
