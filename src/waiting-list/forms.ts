import { z } from 'zod'
import type { EntryContent } from '../agenda/waiting/entries.ts'
import { readLocalTime } from '../http/typed-time.ts'
import { isLocalDate } from '../time.ts'

const NOT_A_TIME = 'Une heure, par exemple 9\u00a0h.'

const time = (empty: string) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const read = text.trim() === '' ? empty : readLocalTime(text)
      if (read !== undefined) return read
      context.addIssue({ code: 'custom', message: NOT_A_TIME })
      return z.NEVER
    })

const weekday = z.enum(['1', '2', '3', '4', '5', '6', '7'])

export const entryForm = z
  .object({
    kind: z.string('Choisissez un type de rendez-vous.').min(1, 'Choisissez un type de rendez-vous.'),
    clinician: z.string().default(''),
    weekdays: z.preprocess(
      days => (days === undefined ? [] : [days].flat()),
      z.array(weekday).min(1, 'Choisissez au moins un jour.'),
    ),
    from: time('00:00'),
    to: time('23:59'),
    until: z
      .string()
      .default('')
      .refine(on => on === '' || isLocalDate(on), 'Choisissez un jour.'),
    appointment: z.string().max(40).default(''),
    version: z.coerce.number().int().catch(0),
  })
  .superRefine(({ from, to }, context) => {
    if (to < from)
      context.addIssue({ code: 'custom', path: ['to'], message: 'La fin doit venir après le début.' })
  })

export type EntryInput = z.output<typeof entryForm>

/** What the form means, as it is kept. */
export const contentOf = (input: EntryInput): EntryContent => ({
  kind_id: input.kind,
  clinician_id: input.clinician || null,
  appointment_id: input.appointment || null,
  weekdays: [...new Set(input.weekdays)].sort().join(','),
  from_time: input.from,
  to_time: input.to,
  until_on: input.until || null,
})

export const chosenForm = z.object({ entry: z.string().min(1).max(40) })

export const settingForm = z.object({ automatic: z.enum(['on', 'off']) })
