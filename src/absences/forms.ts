import { z } from 'zod'
import type { PatientAbsenceRow } from '../db/tables/absences.ts'
import { isLocalDate } from '../time.ts'

export const REASONS: Record<NonNullable<PatientAbsenceRow['reason']>, string> = {
  hospital: 'hospitalisation',
  away: 'ailleurs',
}

const DAY = 'Choisissez un jour.'

export const absenceSchema = z
  .object({
    from: z.string().default('').refine(isLocalDate, DAY),
    to: z
      .string()
      .trim()
      .default('')
      .transform(text => (text === '' ? null : text))
      .refine(text => text === null || isLocalDate(text), DAY),
    reason: z
      .enum(['hospital', 'away', ''])
      .catch('')
      .transform(reason => (reason === '' ? null : reason)),
    /** How many appointments the page named when it was sent: with another number it is shown again. */
    seen: z.coerce.number().int().catch(-1),
  })
  .superRefine(({ from, to }, context) => {
    if (to !== null && to < from)
      context.addIssue({ code: 'custom', path: ['to'], message: 'La fin doit venir après le début.' })
  })

export type AbsenceInput = z.output<typeof absenceSchema>

export const returnSchema = z.object({ on: z.string().default('').refine(isLocalDate, DAY) })
