import { z } from 'zod'

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
