import { z } from 'zod'
import { isLocalDate } from '../time.ts'

const DAY = 'Choisissez un jour.'

export const leaveSchema = z
  .object({
    clinician: z.string().default(''),
    from: z.string().default('').refine(isLocalDate, DAY),
    to: z.string().default('').refine(isLocalDate, DAY),
    label: z.string().trim().max(60, 'C’est trop long\u00a0: 60 caractères au plus.').default(''),
  })
  .superRefine(({ from, to }, context) => {
    if (to < from)
      context.addIssue({ code: 'custom', path: ['to'], message: 'La fin doit venir après le début.' })
  })

const version = z.coerce.number().int().catch(0)

export const moveSchema = z.object({ version, at: z.iso.datetime('Choisissez une heure.') })

export const cancelSchema = z.object({ version })

/** How many appointments the page named when it was sent. */
export const cancelAllSchema = z.object({ seen: z.coerce.number().int().catch(-1) })
