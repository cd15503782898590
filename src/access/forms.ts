import { z } from 'zod'
import { isLocalDate } from '../time.ts'
import { smsSettings } from './sms-settings.ts'
import { isHomeZone, practicePhone } from './territories.ts'

const required = (sentence: string) => z.string(sentence).trim().min(1, sentence).max(200, 'C’est trop long.')
const optional = z.string().trim().max(200, 'C’est trop long.').default('')

/** Not trimmed: a space is a character like another. Its rules depend on the person, see `password-rules.ts`. */
const password = z.string('Écrivez un mot de passe.').min(1, 'Écrivez un mot de passe.').max(1000)

const email = z
  .string('Écrivez l’adresse e-mail.')
  .trim()
  .toLowerCase()
  .pipe(z.email('Cette adresse n’est pas complète. Exemple\u00a0: claire@example.fr'))

export const signInForm = z.object({ email: required('Écrivez votre adresse e-mail.'), password })

export const codeForm = z
  .object({ code: optional, recovery: optional })
  .refine(typed => typed.code !== '' || typed.recovery !== '', {
    path: ['code'],
    message: 'Écrivez le code à 6 chiffres.',
  })

export const enrolmentForm = z.object({ code: required('Écrivez le code à 6 chiffres de l’application.') })

const person = {
  first_name: required('Écrivez le prénom.'),
  last_name: required('Écrivez le nom.'),
}

export const newAccountForm = z.object({ ...person, password })

export const newPasswordForm = z.object({ password })

export const passwordChangeForm = z.object({ current_password: password, password })

/** For what an open session alone must not allow. */
export const passwordProofForm = z.object({ current_password: password })

const localDate = z
  .string()
  .trim()
  .refine(text => text === '' || isLocalDate(text), 'Cette date n’existe pas.')
  .default('')

export const invitationForm = z
  .object({
    email,
    role: z.enum(['owner', 'clinician', 'secretary', 'substitute'], 'Choisissez un rôle.'),
    profession: optional,
    from_on: localDate,
    to_on: localDate,
    replaces_user_id: optional,
  })
  .superRefine((typed, context) => {
    if (typed.role !== 'substitute') return
    const miss = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (!typed.from_on) miss('from_on', 'Donnez le premier jour.')
    if (!typed.to_on) miss('to_on', 'Donnez le dernier jour.')
    else if (typed.to_on < typed.from_on) miss('to_on', 'Le dernier jour vient avant le premier.')
    if (!typed.replaces_user_id) miss('replaces_user_id', 'Dites qui est remplacé.')
  })

const ticked = z.preprocess(value => value !== undefined && value !== '', z.boolean())

export const resetForm = z.object({ second_factor: ticked })

export const practiceChoiceForm = z.object({ practice_id: required('Choisissez un cabinet.') })

const whole = (least: number, most: number) => {
  const sentence = `Un nombre entier de ${least} à ${most}.`
  return z
    .string(sentence)
    .trim()
    .regex(/^\d+$/, sentence)
    .transform(Number)
    .refine(number => number >= least && number <= most, sentence)
}

/** « 49,7684 4,7196 », « 49.7684, 4.7196 » or nothing. */
const coordinates = z
  .string()
  .trim()
  .default('')
  .transform((text, context) => {
    if (text === '') return { lat: null, lon: null }
    const numbers = /^(-?\d{1,2}(?:[.,]\d+)?)[\s,;]+(-?\d{1,3}(?:[.,]\d+)?)$/.exec(text)
    const [lat, lon] = (numbers ?? []).slice(1).map(number => Number(number.replace(',', '.')))
    if (lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180)
      return { lat, lon }
    context.addIssue({ code: 'custom', message: 'Deux nombres, par exemple 49,7684 4,7196.' })
    return z.NEVER
  })

const practiceIdentity = {
  name: required('Écrivez le nom du cabinet.').max(60, '60 caractères au plus.'),
  phone: optional.refine(
    typed => typed === '' || practicePhone(typed, 'Europe/Paris') !== undefined,
    'Ce numéro n’est pas complet.',
  ),
  zone: z.string('Choisissez le territoire.').refine(isHomeZone, 'Choisissez le territoire.'),
}

/** The phone is read as one of the practice's territory: 0262 is La Réunion there and the Loire elsewhere. */
const withPhone = <Typed extends { phone: string; zone: string }>(typed: Typed) => ({
  ...typed,
  e164: typed.phone === '' ? null : practicePhone(typed.phone, typed.zone)!,
})

export const settingsForm = z
  .object({
    ...practiceIdentity,
    coordinates,
    leg_minutes: whole(1, 120),
    tolerance_minutes: whole(0, 120),
    undo_seconds: whole(0, 3600),
    secretary_reads_clinical: ticked,
    messages_per_person_day: whole(1, 50),
    messages_per_hour: whole(1, 2000),
    ...smsSettings,
  })
  .transform(withPhone)

export const firstRunForm = z
  .object({
    code: required('Écrivez le code affiché sur la machine.'),
    ...practiceIdentity,
    leg_minutes: whole(1, 120),
    tolerance_minutes: whole(0, 120),
    ...person,
    email,
    profession: optional,
    password,
  })
  .transform(withPhone)
