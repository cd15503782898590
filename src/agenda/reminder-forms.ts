import { z } from 'zod'
import { readLocalTime } from '../http/typed-time.ts'

const ticked = z.preprocess(value => value !== undefined && value !== '', z.boolean())

/** People may be texted from 8 h to 20 h; what leaves at the end of it would go on the next morning. */
const EARLIEST = '08:00'
const LATEST = '19:30'
const NOT_AN_HOUR = 'Une heure entre 8\u00a0h et 19\u00a0h\u00a030.'
const NOT_HOURS = 'Un nombre d’heures de 0 à 336.'

export const reminderForm = z.object({
  reminder_week: ticked,
  reminder_day: ticked,
  confirmation: ticked,
  moved: ticked,
  cancelled: ticked,
  replaced: ticked,
  visits: ticked,
  remind_at: z.string(NOT_AN_HOUR).transform((text, context) => {
    const time = readLocalTime(text)
    if (time !== undefined && time >= EARLIEST && time <= LATEST) return time
    context.addIssue({ code: 'custom', message: NOT_AN_HOUR })
    return z.NEVER
  }),
  cancel_hours: z
    .string(NOT_HOURS)
    .trim()
    .regex(/^\d+$/, NOT_HOURS)
    .transform(Number)
    .refine(hours => hours <= 336, NOT_HOURS),
})
