import { parse } from 'csv-parse/sync'

export const MOST_LINES = 20_000

export type Separator = ';' | ',' | '\t'

export const SEPARATOR_NAMES: Record<Separator, string> = {
  ';': 'point-virgule',
  ',': 'virgule',
  '\t': 'tabulation',
}

/** `line`: where the row begins in the file, as an editor counts, from 1. */
export type Row = { line: number; cells: string[] }

export type Table = { separator: Separator; header: string[]; rows: Row[] }

export type TableReading =
  | { ok: true; table: Table }
  | { ok: false; why: 'empty' | 'too_long' | 'broken'; line?: number }

const SEPARATORS: Separator[] = [';', '\t', ',']

/** Reads a table whose first line names its columns; its separator is the one that parts this line most. */
export const readTable = (text: string): TableReading => {
  const separator = separatorOf(text)
  const reading = parseRows(text, separator)
  if (!reading.ok) return reading
  const [head, ...rows] = reading.rows.filter(({ cells }) => cells.some(cell => cell.trim() !== ''))
  if (!head || rows.length === 0) return { ok: false, why: 'empty' }
  if (rows.length > MOST_LINES) return { ok: false, why: 'too_long' }
  return { ok: true, table: { separator, header: head.cells.map(cell => cell.trim()), rows } }
}

/** Only outside quotation marks does a separator part anything. */
const separatorOf = (text: string): Separator => {
  const firstLine = text.trimStart().split(/\r\n|\n|\r/, 1)[0] ?? ''
  const bare = firstLine.replaceAll(/"(?:[^"]|"")*"/g, '')
  const parts = (separator: Separator) => bare.split(separator).length
  return SEPARATORS.reduce((best, candidate) => (parts(candidate) > parts(best) ? candidate : best))
}

type Parsed = { record: string[]; info: { lines: number } }

const parseRows = (
  text: string,
  delimiter: Separator,
): { ok: true; rows: Row[] } | { ok: false; why: 'broken' | 'too_long'; line?: number } => {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      // Programs that never quote write inch marks and nicknames as they are.
      relax_quotes: true,
      to: MOST_LINES + 2,
    }) as unknown as Parsed[]
    // A row that spans several lines is found where it begins.
    const begins = (nth: number): number => (parsed[nth - 1]?.info.lines ?? 0) + 1
    return { ok: true, rows: parsed.map(({ record }, nth) => ({ line: begins(nth), cells: record })) }
  } catch (fault) {
    const line = fault instanceof Error && 'lines' in fault ? Number(fault.lines) : undefined
    return { ok: false, why: 'broken', ...(line && { line }) }
  }
}
