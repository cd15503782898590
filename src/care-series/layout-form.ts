import qs from 'qs'
import { z } from 'zod'
import type { SeriesMoment, SeriesRule } from '../agenda/recurrence.ts'
import type { Choice } from '../agenda/series-question.ts'
import type { Typed } from '../http/form.ts'
import { readLocalTime } from '../http/typed-time.ts'
import type { LocalTime } from '../terms.ts'
import { addDays } from '../time.ts'
import { date, dateOrNone, MOST_SESSIONS, wholeOrNone } from './forms.ts'

const NOT_A_TIME = 'Écrivez une heure, par exemple 9\u00a0h\u00a030.'

const timeOrNone = z
  .string()
  .trim()
  .default('')
  .transform((text, context): LocalTime | null => {
    const read = text === '' ? null : readLocalTime(text)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: NOT_A_TIME })
    return z.NEVER
  })

const moment = z
  .object({
    weekdays: z.array(z.coerce.number().int().min(1).max(7)).default([]),
    from: timeOrNone,
    to: timeOrNone,
    hardBefore: timeOrNone,
  })
  .transform((row, context): SeriesMoment => {
    const { from, to, hardBefore } = row
    const wrong = (field: string, message: string) => {
      context.addIssue({ code: 'custom', path: [field], message })
      return z.NEVER
    }
    if (from === null) return wrong('from', NOT_A_TIME)
    if (to !== null && to < from) return wrong('to', 'La fin doit venir après le début.')
    if (hardBefore !== null && hardBefore <= from)
      return wrong('hardBefore', 'Elle doit venir après le début.')
    return { ...row, from, to: to === from ? null : to }
  })

/** A year: longer ones are laid out again, since nobody knows the holidays of somebody so far ahead. */
const LONGEST_DAYS = 366

export const layoutSchema = z
  .object({
    version: z.coerce.number().int().catch(0),
    clinician: z.string().max(40).default(''),
    kind: z.string().max(40).default(''),
    place: z.enum(['home', 'practice']).catch('practice'),
    duration: z.coerce
      .number('De 1 à 480 minutes.')
      .int()
      .min(1, 'De 1 à 480 minutes.')
      .max(480, 'De 1 à 480 minutes.'),
    unit: z.enum(['day', 'week']).catch('week'),
    interval: z.coerce.number('De 1 à 12.').int('De 1 à 12.').min(1, 'De 1 à 12.').max(12, 'De 1 à 12.'),
    moments: z.array(moment).min(1, 'Ajoutez au moins un moment.').max(8),
    from: date,
    to: dateOrNone,
    sessions: wholeOrNone(1, MOST_SESSIONS),
  })
  .superRefine((input, context) => {
    const wrong = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    input.moments.forEach((row, index) => {
      if (input.unit === 'week' && row.weekdays.length === 0)
        wrong(['moments', index, 'weekdays'], 'Choisissez au moins un jour.')
      const earlier = input.moments.slice(0, index).some(other => meets(other, row, input.unit))
      if (earlier) wrong(['moments', index, 'from'], 'Cette heure est déjà dans un autre moment.')
    })
    if (input.sessions === null && input.to === null)
      wrong(['to'], 'Indiquez le dernier jour, ou un nombre de séances.')
    if (input.to !== null && input.to < input.from) wrong(['to'], 'La fin doit venir après le début.')
    if (input.to !== null && input.to > addDays(input.from, LONGEST_DAYS))
      wrong(['to'], 'Un an au plus à la fois.')
  })

export type LayoutInput = z.output<typeof layoutSchema>

const meets = (a: SeriesMoment, b: SeriesMoment, unit: 'day' | 'week'): boolean =>
  a.from === b.from && (unit === 'day' || a.weekdays.some(day => b.weekdays.includes(day)))

export const ruleOf = ({ unit, interval, moments }: LayoutInput): SeriesRule => ({
  unit,
  interval,
  moments: unit === 'day' ? moments.map(each => ({ ...each, weekdays: [] })) : moments,
})

/** The last day that may be given: the one asked for, or a year on. */
export const lastDayOf = ({ from, to }: LayoutInput): string => to ?? addDays(from, LONGEST_DAYS)

/** The fields of an address, nested as those of a form are: a preview can be opened again. */
export const typedFrom = (url: string): Typed =>
  qs.parse(url.split('?')[1] ?? '', { depth: 6, arrayLimit: 100, parameterLimit: 1000 })

const CHOICE = /^(skip|keep)$|^at:(\d{1,15})$/

/** What was chosen on a preview, by the key of each date; what is none of ours is left out. */
export const choicesOf = (typed: Typed): Map<string, Choice> => {
  const chosen = typed.choices
  if (typeof chosen !== 'object' || chosen === null) return new Map()
  const read = Object.entries(chosen).flatMap(([key, value]): [string, Choice][] => {
    const found = String(value).match(CHOICE)
    if (!found) return []
    return [[key, found[2] ? { take: 'at', at: Number(found[2]) } : { take: found[1] as 'skip' | 'keep' }]]
  })
  return new Map(read)
}

/** The appointments changed by hand that are to follow the rhythm again. */
export const resetIdsOf = ({ resets }: Typed): Set<string> => new Set([resets ?? []].flat().map(String))
