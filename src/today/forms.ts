import { z } from 'zod'
import { readForm } from '../http/form.ts'
import { Refusal } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Instant } from '../terms.ts'
import { toEpochMs, toInstant } from '../time.ts'

const moment = z.iso.datetime({ message: 'Heure illisible' }).transform(text => toInstant(Date.parse(text)))

/** What every tap carries. A form posted without JavaScript carries nothing and means now. */
export const tapForm = z.object({
  event_id: z
    .string()
    .regex(/^[\w-]{8,64}$/, 'Identifiant illisible')
    .optional(),
  /** By the phone's clock. */
  happened_at: moment.optional(),
  /** When the tap was sent, by the same clock: the difference is right even where that clock is wrong. */
  sent_at: moment.optional(),
})

export type TapForm = z.output<typeof tapForm>

export const delayForm = tapForm.extend({
  minutes: z.coerce
    .number('Indiquez un nombre de minutes')
    .int()
    .min(1, 'De 1 à 180 minutes')
    .max(180, 'De 1 à 180 minutes'),
})

export const correctionForm = tapForm.extend({
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Indiquez une heure, par exemple 09:15'),
})

/** A tap has no field to type in: what does not fit comes from no form of ours and is explained as a whole. */
export const demandForm = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const form = readForm(schema, body)
  if (!form.ok) throw new Refusal(422, Object.values(form.errors).join('. '))
  return form.input
}

export const positionForm = z.object({ by: z.enum(['-1', '1']).transform(by => (by === '1' ? 1 : -1)) })

/** The identity and the time of a tap, from what the phone says and what time it is here. */
export const tapFacts = (form: TapForm, now: Instant): { id: string; happenedAt: Instant } => {
  const id = form.event_id ?? newId()
  if (!form.happened_at) return { id, happenedAt: now }
  if (!form.sent_at) return { id, happenedAt: form.happened_at }
  const age = Math.max(0, toEpochMs(form.sent_at) - toEpochMs(form.happened_at))
  return { id, happenedAt: toInstant(toEpochMs(now) - age) }
}
