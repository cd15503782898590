import { z } from 'zod'
import type { DatedHoursContent, SavedDatedHours } from '../agenda/dated-hours.ts'
import { type FormResult, readForm, type Typed } from '../http/form.ts'
import { isLocalDate } from '../time.ts'
import { readRanges, typedRanges } from './typed-ranges.ts'

export type ExceptionInput = DatedHoursContent & { version: number }

const date = z.string().trim().default('')
const NO_DATE = 'Cette date n’existe pas.'

const exceptionSchema = z
  .object({
    version: z.coerce.number().int().min(0).catch(0),
    clinician: z.string().default(''),
    from_on: date.refine(isLocalDate, 'Donnez le jour.'),
    to_on: date.refine(text => text === '' || isLocalDate(text), NO_DATE),
    open: z.enum(['0', '1'], 'Dites si c’est ouvert ou fermé.'),
    label: z.string().trim().max(60, '60 caractères au plus.').default(''),
  })
  .superRefine(({ from_on, to_on }, context) => {
    if (to_on !== '' && isLocalDate(to_on) && to_on < from_on)
      context.addIssue({
        code: 'custom',
        path: ['to_on'],
        message: 'Le dernier jour vient avant le premier.',
      })
  })

/** Reads a posted exception. Who it is for is still to be checked. */
export const readExceptionForm = (body: unknown): FormResult<ExceptionInput> => {
  const typed = (body ?? {}) as Typed
  const form = readForm(exceptionSchema, typed)
  const { hours, errors } = readRanges(typedRanges(typed.ranges), 'ranges')
  if (typed.open === '1' && hours.length === 0 && Object.keys(errors).length === 0)
    errors['ranges[0][from]'] = 'Donnez les heures de ce jour.'
  const all = { ...(form.ok ? {} : form.errors), ...errors }
  if (!form.ok || Object.keys(all).length > 0) return { ok: false, errors: all, typed }
  const { version, clinician, from_on, to_on, open, label } = form.input
  return {
    ok: true,
    input: {
      version,
      clinicianId: clinician || null,
      fromOn: from_on,
      toOn: to_on || from_on,
      open: open === '1',
      hours,
      label,
    },
  }
}

export const exceptionAsTyped = ({ clinicianId, ...exception }: SavedDatedHours): Typed => ({
  version: exception.version,
  clinician: clinicianId ?? '',
  from_on: exception.fromOn,
  to_on: exception.toOn === exception.fromOn ? '' : exception.toOn,
  open: exception.open ? '1' : '0',
  label: exception.label,
  ranges: exception.hours,
})
