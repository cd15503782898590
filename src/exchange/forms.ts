import { z } from 'zod'
import { addDays, isLocalDate } from '../time.ts'

export const feedForm = z.object({ titles: z.enum(['neutral', 'initials']).catch('neutral') })

const NOT_AN_ADDRESS = 'Une adresse commence par https:// ou webcal://.'

/** An address as calendars give it: `webcal:` is their own word for a web address. Empty: there is a file. */
const address = z
  .string()
  .trim()
  .max(2000, 'Cette adresse est trop longue.')
  .default('')
  .transform(text => text.replace(/^webcals?:\/\//i, 'https://'))
  .refine(text => text === '' || (URL.canParse(text) && /^https?:\/\//i.test(text)), NOT_AN_ADDRESS)

export const sourceForm = z.object({
  name: z.string().trim().max(60, 'C’est trop long.').default(''),
  address,
})

/** Too long a name is cut: it is only for the practice to tell its screens apart. */
export const roomForm = z.object({
  name: z
    .string()
    .trim()
    .default('')
    .transform(name => name.slice(0, 40)),
})

export const importForm = z.object({
  subject: z.enum(['patients', 'appointments'], 'Dites si ce sont des patients ou des rendez-vous.'),
  text: z.string().default(''),
})

/** `same`: those who look known are entered all the same. */
export const completionForm = z.object({ same: z.string().optional().transform(Boolean) })

const day = z.string().refine(isLocalDate, 'Cette date n’existe pas.')
const MOST_DAYS = 3 * 366

export const periodForm = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'La fin doit venir après le début.' })
  .refine(({ from, to }) => to <= addDays(from, MOST_DAYS), { path: ['to'], message: 'Trois ans au plus.' })
