import { z } from 'zod'
import { readPhone } from '../patients/phones.ts'
import { isLocalDate } from '../time.ts'

const TOO_LONG = 'C’est trop long.'

/** A French mobile, mainland or overseas: nothing else is sent a code. */
export const phoneForm = z.object({
  phone: z.string('Indiquez votre numéro de portable.').transform((typed, context) => {
    const reading = readPhone(typed)
    if (reading.ok && reading.smsTarget && reading.region !== 'foreign') return reading.e164
    context.addIssue({
      code: 'custom',
      message: reading.ok ? NO_TEXTS : reading.reason,
    })
    return z.NEVER
  }),
})

const NO_TEXTS =
  'Ce numéro ne reçoit pas de SMS d’ici\u00a0: indiquez un portable français, en 06 ou en 07, ou appelez le cabinet.'

export const codeForm = z.object({
  code: z
    .string('Indiquez le code à six chiffres.')
    .transform(typed => typed.replaceAll(/\D/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Le code compte six chiffres.')),
})

/** Without what cannot be seen, or turns the direction of what follows. */
const visible = (typed: string): string => typed.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}]/gu, '')

const name = (words: string, most = 60) =>
  z.string(words).transform(visible).pipe(z.string().trim().min(1, words).max(most, TOO_LONG))

export const whoForm = z.object({
  first_name: name('Indiquez le prénom.'),
  last_name: name('Indiquez le nom.'),
  born_on: z
    .string('Indiquez la date de naissance.')
    .refine(value => isLocalDate(value) && value >= '1890-01-01', 'Indiquez la date de naissance.'),
})

export const urgentForm = z.object({
  name: name('Indiquez le nom de la personne.', 120),
  concern: z
    .string('Dites en quelques mots ce qui se passe.')
    .trim()
    .min(1, 'Dites en quelques mots ce qui se passe.')
    .max(300, 'C’est trop long\u00a0: 300 caractères au plus.'),
})

const ticked = z.preprocess(value => (value !== undefined && value !== '' ? 1 : 0), z.number())

const whole = (least: number, most: number) => {
  const words = `Un nombre de ${least} à ${most}.`
  return z
    .string(words)
    .trim()
    .regex(/^\d{1,4}$/, words)
    .transform(Number)
    .refine(number => number >= least && number <= most, words)
}

const SLUG = 'De 3 à 40 lettres sans accent, chiffres ou tirets, par exemple cabinet-de-la-halle.'

export const settingsForm = z.object({
  open: ticked,
  slug: z
    .string(SLUG)
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, SLUG)
    .min(3, SLUG)
    .max(40, SLUG),
  days_ahead: whole(1, 180),
  least_notice_hours: whole(0, 336),
  new_patients: ticked,
  most_upcoming: whole(1, 20),
  welcome: z.string().trim().max(300, 'C’est trop long\u00a0: 300 caractères au plus.').default(''),
})
