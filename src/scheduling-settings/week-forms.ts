import { z } from 'zod'
import type { Period } from '../agenda/hours.ts'
import type { WeeklyHours } from '../agenda/opening.ts'
import { type FormResult, readForm, type Typed } from '../http/form.ts'
import { isLocalDate } from '../time.ts'
import { WEEKDAYS } from './hours-words.ts'
import { readRanges, type TypedRange, typedRanges } from './typed-ranges.ts'

export type WeekInput = {
  version: number
  /** The week in whose place this one comes. */
  replaced: Period
  period: Period
  /** Of a period that had none. */
  isNew: boolean
  hours: Omit<WeeklyHours, keyof Period>[]
}

export const USUAL: Period = { validFrom: null, validTo: null }

const dateOrNull = z
  .string()
  .trim()
  .default('')
  .refine(text => text === '' || isLocalDate(text), 'Cette date n’existe pas.')
  .transform(text => text || null)

const weekSchema = z
  .object({
    version: z.coerce.number().int().min(0).catch(0),
    of_period: z.string().default(''),
    /** The week of a period is to go. */
    drop: z.string().optional(),
    replaced_from: dateOrNull.catch(null),
    replaced_to: dateOrNull.catch(null),
    valid_from: dateOrNull,
    valid_to: dateOrNull,
  })
  .superRefine(({ of_period, valid_from, valid_to }, context) => {
    const miss = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (of_period && !valid_from) miss('valid_from', 'Donnez le premier jour.')
    if (of_period && valid_from && valid_to && valid_to < valid_from)
      miss('valid_to', 'Le dernier jour vient avant le premier.')
  })

/** Reads a posted week. */
export const readWeekForm = (body: unknown): FormResult<WeekInput> => {
  const typed = (body ?? {}) as Typed
  const form = readForm(weekSchema, typed)
  const days = typedDays(typed).map((rows, index) => ({
    weekday: index + 1,
    ...readRanges(rows, `days[${index}][ranges]`),
  }))
  const errors = Object.assign({}, form.ok ? {} : form.errors, ...days.map(day => day.errors))
  if (!form.ok || Object.keys(errors).length > 0) return { ok: false, errors, typed }
  const { version, of_period, drop, ...dates } = form.input
  const period = of_period ? { validFrom: dates.valid_from, validTo: dates.valid_to } : USUAL
  const isNew = of_period !== '' && dates.replaced_from === null
  return {
    ok: true,
    input: {
      version,
      replaced: isNew ? period : { validFrom: dates.replaced_from, validTo: dates.replaced_to },
      period,
      isNew,
      hours:
        drop && of_period
          ? []
          : days.flatMap(({ weekday, hours }) => hours.map(each => ({ weekday, ...each }))),
    },
  }
}

/** The lines of the seven days, as typed. */
export const typedDays = ({ days }: Typed): TypedRange[][] =>
  WEEKDAYS.map((_, index) => {
    const day: unknown = Array.isArray(days) ? days[index] : undefined
    return typedRanges(typeof day === 'object' && day !== null ? (day as Typed).ranges : undefined)
  })

/** The week as it would have been typed. */
export const weekAsTyped = (hours: readonly WeeklyHours[]): { ranges: TypedRange[] }[] =>
  WEEKDAYS.map((_, index) => ({
    ranges: hours
      .filter(({ weekday }) => weekday === index + 1)
      .map(({ from, to, place }) => ({ from, to, place })),
  }))

/**
 * The same week with one day copied onto others; undefined when the form was not posted for that. As in
 * `http/form-rows.ts` the same form comes back and nothing is saved.
 */
export const copyDay = (typed: Typed): Typed | undefined => {
  const { copy, copy_from, copy_to, ...fields } = typed
  if (copy === undefined) return undefined
  const days = typedDays(typed)
  const copied = days[Number(copy_from)] ?? []
  const targets = (Array.isArray(copy_to) ? copy_to : [copy_to]).map(String)
  return {
    ...fields,
    days: days.map((ranges, index) => ({ ranges: targets.includes(String(index)) ? copied : ranges })),
  }
}
