import { z } from 'zod'
import type { AppointmentContent } from '../agenda/appointment.ts'
import { KINDS } from '../agenda/appointment-words.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { readLocalTime } from '../http/typed-time.ts'
import type { Instant, LocalDate, LocalTime, Zone } from '../terms.ts'
import { instantAt, isLocalDate } from '../time.ts'

const NOT_A_TIME = 'Écrivez une heure, par exemple 09:30.'

const time = z
  .string()
  .trim()
  .default('')
  .transform((text, context): LocalTime | null => {
    const read = text === '' ? null : readLocalTime(text)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: NOT_A_TIME })
    return z.NEVER
  })

const minutes = (least: number, most: number, message: string) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text, context): number | null => {
      const value = Number(text)
      if (text === '') return null
      if (Number.isInteger(value) && value >= least && value <= most) return value
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

const date = z.string().default('').refine(isLocalDate, 'Choisissez un jour.')

export type AppointmentInput = z.output<typeof appointmentSchema>

const DURATION = 'De 1 à 480 minutes.'

export const appointmentSchema = z
  .object({
    version: z.coerce.number().int().catch(0),
    date,
    clinician: z.string('Choisissez un soignant.').min(1, 'Choisissez un soignant.'),
    patient: z.string().default(''),
    kind: z.enum(Object.keys(KINDS) as AppointmentRow['kind'][]).catch('visit'),
    care: z.string().trim().max(120, 'C’est trop long.').default(''),
    place: z.enum(['home', 'practice']).catch('home'),
    from: time,
    to: time,
    duration: minutes(1, 480, DURATION),
    notBefore: time,
    hardBefore: time,
    tolerance: minutes(0, 180, 'De 0 à 180 minutes, ou rien.'),
    overlap: z.string().optional().transform(Boolean),
    tell: z.string().optional().transform(Boolean),
  })
  .superRefine((input, context) => {
    const wrong = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const { from, to, notBefore, hardBefore } = input
    if (input.duration === null) wrong('duration', DURATION)
    if (from === null) return to === null ? undefined : wrong('from', 'Indiquez aussi le début.')
    if (to !== null && to < from) wrong('to', 'La fin doit venir après le début.')
    if (notBefore !== null && notBefore > (to ?? from)) wrong('notBefore', 'C’est après l’heure convenue.')
    if (hardBefore !== null && hardBefore <= from) wrong('hardBefore', 'Elle doit venir après le début.')
  })

/** What was typed, as it is agreed: one time alone is an agreed time, two are a window, none leaves it open. */
export const contentOf = (input: AppointmentInput, zone: Zone): AppointmentContent => {
  const at = (local: LocalTime | null) => instantOn(input.date, local, zone)
  const { from, to } = input
  const isWindow = from !== null && to !== null && to !== from
  return {
    kind: input.kind,
    care: input.care,
    place: input.place,
    agreedAt: isWindow ? null : at(from),
    window: isWindow
      ? { fromAt: instantAt(input.date, from, zone), toAt: instantAt(input.date, to, zone) }
      : null,
    notBeforeAt: at(input.notBefore),
    hardBeforeAt: at(input.hardBefore),
    durationMinutes: input.duration ?? 0,
    toleranceMinutes: input.tolerance,
  }
}

const instantOn = (on: LocalDate, local: LocalTime | null, zone: Zone): Instant | null =>
  local === null ? null : instantAt(on, local, zone)

/** When the round starts; empty: with its first stop. */
export const startSchema = z.object({ clinician: z.string(), start: time })

export const breakSchema = z
  .object({
    clinician: z.string(),
    from: time,
    to: time,
    atLeast: minutes(0, 480, 'De 0 à 480 minutes.'),
  })
  .superRefine(({ from, to, atLeast }, context) => {
    if (from === null) context.addIssue({ code: 'custom', path: ['from'], message: NOT_A_TIME })
    if (to === null) context.addIssue({ code: 'custom', path: ['to'], message: NOT_A_TIME })
    if (from === null || to === null) return
    if (to <= from)
      context.addIssue({ code: 'custom', path: ['to'], message: 'La fin doit venir après le début.' })
    else if (atLeast !== null && atLeast > minutesBetween(from, to))
      context.addIssue({ code: 'custom', path: ['atLeast'], message: 'C’est plus que la pause.' })
  })

export const minutesBetween = (from: LocalTime, to: LocalTime): number => minutesOf(to) - minutesOf(from)

const minutesOf = (local: LocalTime): number => Number(local.slice(0, 2)) * 60 + Number(local.slice(3))

export const copySchema = z.object({ clinician: z.string(), from: date })
