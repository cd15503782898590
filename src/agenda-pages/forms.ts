import { z } from 'zod'
import { readLocalTime } from '../http/typed-time.ts'
import type { LocalTime } from '../terms.ts'
import { isLocalDate } from '../time.ts'

const version = z.coerce.number().int().catch(0)
const ticked = z.string().optional().transform(Boolean)

/** What has become of an appointment; `before`: what it was before that was noted. */
export const statusForm = z.object({
  version,
  to: z.enum(['confirmed', 'arrived', 'no_show', 'before']),
})

export const cancellationForm = z.object({
  version,
  asked: z.enum(['patient', 'practice'], 'Dites qui le demande.'),
  note: z.string().trim().max(200, 'C’est trop long.').default(''),
  tell: ticked,
})

export const moveForm = z.object({
  version,
  date: z.string().default('').refine(isLocalDate, 'Choisissez un jour.'),
  time: z
    .string()
    .trim()
    .default('')
    .transform((text, context): LocalTime | null => {
      const read = text === '' ? null : readLocalTime(text)
      if (read !== undefined) return read
      context.addIssue({ code: 'custom', message: 'Écrivez une heure, par exemple 09:30.' })
      return z.NEVER
    }),
  clinician: z.string().default(''),
  overlap: ticked,
  tell: ticked,
})
