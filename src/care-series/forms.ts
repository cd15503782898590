import { z } from 'zod'
import { KINDS } from '../agenda/appointment-words.ts'
import { isRegimen } from '../agenda/milestones.ts'
import type { PrescriptionContent } from '../agenda/prescriptions.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { LocalDate } from '../terms.ts'
import { isLocalDate } from '../time.ts'

export const date = z.string().trim().default('').refine(isLocalDate, 'Choisissez un jour.')

export const dateOrNone = z
  .string()
  .trim()
  .default('')
  .refine(text => text === '' || isLocalDate(text), 'Choisissez un jour, ou laissez vide.')
  .transform((text): LocalDate | null => text || null)

/** A whole number between two others, or nothing. */
export const wholeOrNone = (least: number, most: number) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text, context): number | null => {
      const value = Number(text)
      if (text === '') return null
      if (Number.isInteger(value) && value >= least && value <= most) return value
      context.addIssue({ code: 'custom', message: `Un nombre de ${least} à ${most}, ou rien.` })
      return z.NEVER
    })

export const MOST_SESSIONS = 200

const text = (most: number) => z.string().trim().max(most, 'C’est trop long.').default('')

export const prescriptionSchema = z
  .object({
    version: z.coerce.number().int().catch(0),
    renews: z.string().max(40).default(''),
    care: text(120),
    category: z.enum(Object.keys(KINDS) as AppointmentRow['kind'][]).catch('session'),
    sessions: wholeOrNone(1, MOST_SESSIONS),
    doneBefore: wholeOrNone(0, MOST_SESSIONS),
    frequency: text(120),
    directAccess: z.string().optional().transform(Boolean),
    prescribedOn: dateOrNone,
    prescriber: text(80),
    fromOn: date,
    toOn: dateOrNone,
    regimen: z
      .string()
      .default('')
      .transform(regimen => (isRegimen(regimen) ? regimen : null)),
  })
  .superRefine((input, context) => {
    const wrong = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (input.toOn !== null && input.toOn < input.fromOn) wrong('toOn', 'La fin doit venir après le début.')
    if (!input.directAccess && input.prescriber === '')
      wrong('prescriber', 'Indiquez le prescripteur, ou cochez «\u202faccès direct\u202f».')
    if (input.sessions !== null && (input.doneBefore ?? 0) > input.sessions)
      wrong('doneBefore', 'C’est plus que le nombre de séances.')
  })

export type PrescriptionInput = z.output<typeof prescriptionSchema>

/** What was typed, as it is kept: nobody prescribed what was begun by direct access. */
export const contentOf = (input: PrescriptionInput): PrescriptionContent => ({
  care: input.care,
  category: input.category,
  sessions: input.sessions,
  done_before: input.doneBefore ?? 0,
  frequency: input.frequency,
  direct_access: input.directAccess ? 1 : 0,
  prescribed_on: input.directAccess ? null : input.prescribedOn,
  prescriber: input.directAccess ? '' : input.prescriber,
  from_on: input.fromOn,
  to_on: input.toOn,
  regimen: input.regimen,
})

/** Whether the tick stands that lets the patient know. */
export const tells = (body: unknown): boolean => Boolean((body as { tell?: string } | undefined)?.tell)

export const versionForm = z.object({ version: z.coerce.number().int().catch(0) })
