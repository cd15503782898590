import { z } from 'zod'
import type { FieldErrors, FormResult, Typed } from '../http/form.ts'
import { readForm } from '../http/form.ts'
import { readLocalTime } from '../http/typed-time.ts'
import type { Id } from '../terms.ts'
import { contactRuleErrors } from './contact-rules.ts'
import type { CadreTerms } from './terms.ts'
import { windowErrors } from './windows.ts'

/** What is no time stays as typed: the rules of windows and contacts say so beside the field. */
const time = z
  .string()
  .max(20)
  .default('')
  .transform(text => readLocalTime(text) ?? text.trim())

const orNull = <Value extends string>(value: Value): Value | null => (value === '' ? null : value)

const passageWindow = z
  .object({
    weekdays: z.array(z.coerce.number().int().min(1).max(7)).default([]),
    from: time,
    to: time,
    hardBefore: time.transform(orNull),
    hardReason: z.string().trim().max(120, 'C’est trop long.').default(''),
  })
  // One time alone means « vers 9 h ».
  .transform(row => ({ ...row, to: row.to || row.from }))

const contactRule = z
  .object({
    subject: z.enum(['delay', 'appointment', 'health']),
    carerId: z.string().max(40).default('').transform(orNull),
    channel: z.enum(['sms', 'call', 'in_person', 'none']),
    hours: z.object({ from: time, to: time }).prefault({}),
    language: z.string().max(8).default('').transform(orNull),
  })
  .transform(({ hours, ...rule }) => ({
    ...rule,
    hours: hours.from === '' && hours.to === '' ? null : hours,
  }))

const tolerance = z
  .string()
  .trim()
  .default('')
  .transform((text, context): number | null => {
    if (text === '') return null
    const minutes = Number(text)
    if (Number.isInteger(minutes) && minutes >= 0 && minutes <= 180) return minutes
    context.addIssue({ code: 'custom', message: 'De 0 à 180 minutes, ou rien.' })
    return z.NEVER
  })

const cadreSchema = z.object({
  based_on: z.coerce.number().int().catch(0),
  windows: z.array(passageWindow).max(20).default([]),
  toleranceMinutes: tolerance,
  contacts: z.array(contactRule).max(30).default([]),
  highlights: z
    .string()
    .max(2000, 'C’est trop long.')
    .default('')
    .transform(text =>
      text
        .split('\n')
        .map(line => line.trim())
        .filter(Boolean),
    ),
})

export type CadreInput = { basedOn: number; terms: CadreTerms }

/** Reads the posted cadre. A window without any time is a line that was left empty. */
export const readCadreForm = (body: unknown, carerIds: Id[]): FormResult<CadreInput> => {
  const typed = withoutEmptyWindows((body ?? {}) as Typed)
  const form = readForm(cadreSchema, typed)
  if (!form.ok) return form
  const { based_on, ...terms } = form.input
  const errors: FieldErrors = {
    ...windowErrors(terms.windows),
    ...contactRuleErrors(terms.contacts, carerIds),
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors, typed }
  return { ok: true, input: { basedOn: based_on, terms } }
}

const withoutEmptyWindows = (typed: Typed): Typed =>
  Array.isArray(typed.windows) ? { ...typed, windows: typed.windows.filter(hasTime) } : typed

const hasTime = (window: unknown): boolean =>
  typeof window !== 'object' ||
  window === null ||
  ['from', 'to', 'hardBefore', 'hardReason'].some(field => (window as Typed)[field])
