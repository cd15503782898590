import { stringify } from 'csv-stringify/sync'

/**
 * A table as French spreadsheets open it: semicolons, and a mark that says UTF-8. What a spreadsheet would calculate (cells
 * that begin with = + - @, a tab or a return) is kept from it by an apostrophe (OWASP, CSV injection).
 */
export const writeTable = (header: string[], rows: string[][]): string =>
  stringify([header, ...rows], { bom: true, delimiter: ';', record_delimiter: '\r\n', escape_formulas: true })
