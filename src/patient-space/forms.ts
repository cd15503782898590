import { z } from 'zod'
import { ANSWERS } from './answers.ts'

export const answerForm = z.object({ answer: z.enum(ANSWERS, 'Choisissez une des réponses.') })

export const textsForm = z.object({ texts: z.enum(['on', 'off'], 'Choisissez une des réponses.') })

/** The appointment to which somebody cannot come. */
export const refusalForm = z.object({ appointment: z.string().min(1).max(40) })

/** Of a year that a day can be written of. */
const at = z.iso.datetime({ precision: 3 }).regex(/^2\d{3}-/)

/** Another time for an appointment, or the times that would suit. */
export const otherTimeForm = z.object({
  appointment: z.string().min(1).max(40),
  version: z.coerce.number().int(),
  at: z.union([at.transform(one => [one]), z.array(at).min(1).max(3)]),
})
