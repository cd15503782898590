import { z } from 'zod'
import { NO_BREAK } from '../http/french.ts'

/** Minutes, as they are offered. */
export const STEPS: Record<string, string> = Object.fromEntries(
  [5, 10, 15, 20, 30, 45, 60].map(minutes => [String(minutes), `toutes les ${minutes}${NO_BREAK}minutes`]),
)

export const NOTICES: Record<string, string> = {
  '0': 'jusqu’au dernier moment',
  '60': `1${NO_BREAK}heure avant`,
  '120': `2${NO_BREAK}heures avant`,
  '240': `4${NO_BREAK}heures avant`,
  '720': `12${NO_BREAK}heures avant`,
  '1440': 'la veille à la même heure',
  '2880': `2${NO_BREAK}jours avant`,
  '10080': 'une semaine avant',
}

const oneOf = (offered: Record<string, string>) =>
  z
    .string('Choisissez dans la liste.')
    .refine(value => value in offered, 'Choisissez dans la liste.')
    .transform(Number)

export const scheduleForm = z.object({
  version: z.coerce.number().int().min(0).catch(0),
  worksOnHolidays: z.preprocess(value => value !== undefined && value !== '', z.boolean()),
  slotStepMinutes: oneOf(STEPS),
  leastNoticeMinutes: oneOf(NOTICES),
})
