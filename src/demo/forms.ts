import { z } from 'zod'
import { sitePath } from '../access/site-path.ts'
import { SPEEDS, type Speed } from './demo-clock.ts'

const back = z.string().optional().transform(sitePath)

export const personForm = z.object({ membership: z.string(), back })

export const speedForm = z.object({
  speed: z.coerce.number().refine((value): value is Speed => SPEEDS.some(speed => speed === value)),
  back,
})

/** `start`: the next time that it is 8 h 40; `morning`: tomorrow before the rounds begin. */
export const jumpForm = z.object({ to: z.enum(['5', '30', 'start', 'morning']), back })

export const backForm = z.object({ back })

export const replyForm = z.object({
  body: z
    .string('Écrivez une réponse.')
    .trim()
    .min(1, 'Écrivez une réponse.')
    .max(300, 'C’est trop long : 300 caractères au plus.'),
})
