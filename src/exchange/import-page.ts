import type { FastifyReply } from 'fastify'
import type { ImportRow } from '../db/tables/calendars.ts'
import { SEPARATOR_NAMES } from './csv-table.ts'
import { type Checked, FIELDS } from './import-check.ts'
import { cellOf } from './patient-rows.ts'
import { ENCODING_NAMES, type Encoding } from './text-encoding.ts'

/** More than anybody reads; the file is corrected and looked at again. */
const SHOWN = 100
const SAMPLE = 3

type Page = {
  before: ImportRow | undefined
  readsClinical: boolean
  refused?: string
  status?: number
}

/** What a file would do, line by line, before it does anything. */
export const showImport = async (
  reply: FastifyReply,
  file: ImportRow,
  checked: Checked,
  { before, readsClinical, refused, status = 200 }: Page,
) => {
  const { table, columns } = checked
  const fields = FIELDS[file.subject]
  const lines = linesOf(checked)
  return await reply.page(
    'exchange/import',
    {
      title: file.subject === 'patients' ? 'Importer des patients' : 'Importer des rendez-vous',
      tab: 'practice',
      file,
      encoding: ENCODING_NAMES[file.encoding as Encoding],
      separator: SEPARATOR_NAMES[table.separator],
      total: table.rows.length,
      fields: fields.map(field => ({ ...field, column: columns[field.key] ?? null })),
      header: table.header.map((head, nth) => head || `colonne ${nth + 1}`),
      missing: checked.missing.map(({ label }) => label),
      sample: table.rows.slice(0, SAMPLE).map(({ line, cells }) => ({
        line,
        cells: fields
          .filter(({ key }) => readsClinical || key !== 'care')
          .map(({ key, label }) => ({ label, value: cellOf(cells, columns[key]) }))
          .filter(({ value }) => value !== ''),
      })),
      wrong: lines.wrong.slice(0, SHOWN),
      wrongCount: lines.wrong.length,
      wrongLines: new Set(lines.wrong.map(({ line }) => line)).size,
      left: lines.left.slice(0, SHOWN),
      leftCount: lines.left.length,
      ready: lines.ready,
      before,
      refused,
    },
    { status },
  )
}

type Lines = {
  wrong: { line: number; what: string; message: string }[]
  left: { line: number; why: string }[]
  ready: number
}

const linesOf = (checked: Checked): Lines => {
  const rows = [...checked.patients, ...checked.appointments]
  const labels = new Map([...FIELDS.patients, ...FIELDS.appointments].map(({ key, label }) => [key, label]))
  const wrong = rows.flatMap(({ line, problems }) =>
    problems.map(({ field, message }) => ({ line, what: labels.get(field) ?? '', message })),
  )
  const left = [
    ...checked.patients.flatMap(({ line, same }) => (same ? { line, why: sameWords(same) } : [])),
    ...checked.appointments.flatMap(({ line, left }) => (left ? { line, why: LEFT[left] } : [])),
  ]
  const wrongLines = new Set(wrong.map(({ line }) => line)).size
  return { wrong, left, ready: rows.length - wrongLines - left.length }
}

const sameWords = (same: NonNullable<Checked['patients'][number]['same']>): string =>
  same.kind === 'known' ? 'déjà dans la patientèle' : `la même personne qu’à la ligne ${same.line}`

const LEFT = { past: 'déjà passé', same: 'déjà dans l’agenda' } as const
