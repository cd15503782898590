import { z } from 'zod'
import { ANSWERS } from './answers.ts'

export const answerForm = z.object({ answer: z.enum(ANSWERS, 'Choisissez une des réponses.') })

export const textsForm = z.object({ texts: z.enum(['on', 'off'], 'Choisissez une des réponses.') })

/** The appointment to which somebody cannot come. */
export const refusalForm = z.object({ appointment: z.string().min(1).max(40) })
