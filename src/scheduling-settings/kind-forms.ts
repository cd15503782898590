import { z } from 'zod'
import type { Kind, KindContent } from '../agenda/kinds.ts'
import { type FormResult, readForm, type Typed } from '../http/form.ts'

export type KindInput = { version: number; content: KindContent }

const whole = (least: number, most: number) => {
  const sentence = `Un nombre entier de ${least} à ${most}.`
  return z
    .string(sentence)
    .trim()
    .regex(/^\d+$/, sentence)
    .transform(Number)
    .refine(number => number >= least && number <= most, sentence)
}

const ticked = z.preprocess(value => value !== undefined && value !== '', z.boolean())

/** Patients follow it: nothing but a page of the web, over an encrypted line. */
const videoUrl = z
  .string()
  .trim()
  .max(300, 'C’est trop long.')
  .default('')
  .refine(text => text === '' || isWebPage(text), 'Une adresse complète, qui commence par https://')
  .transform(text => text || null)

const isWebPage = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:'

const kindSchema = z
  .object({
    version: z.coerce.number().int().min(0).catch(0),
    name: z.string().trim().min(1, 'Donnez-lui un nom.').max(60, '60 caractères au plus.'),
    category: z.enum(['visit', 'session', 'consultation'], 'Choisissez.'),
    clinician: z.string().default(''),
    duration: whole(5, 480),
    buffer: whole(0, 120),
    place: z.enum(['practice', 'home'], 'Choisissez.'),
    video_url: videoUrl,
    capacity: whole(1, 30),
    grouped: ticked,
    booked_by: z.enum(['nobody', 'known', 'anyone'], 'Choisissez.'),
    instructions: z.string().trim().max(500, '500 caractères au plus.').default(''),
  })
  .superRefine((typed, context) => {
    const miss = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (typed.place === 'home' && typed.capacity > 1)
      miss('capacity', 'À domicile, une seule personne à la fois.')
    if (typed.place === 'home' && typed.video_url) miss('video_url', 'À distance, le lieu est le cabinet.')
    if (typed.grouped && typed.capacity === 1) miss('capacity', 'Un groupe a au moins deux places.')
  })

/** Reads a posted kind. Whose it is is still to be checked. */
export const readKindForm = (body: unknown): FormResult<KindInput> => {
  const form = readForm(kindSchema, body)
  if (!form.ok) return form
  const { version, clinician, duration, buffer, video_url, booked_by, ...rest } = form.input
  return {
    ok: true,
    input: {
      version,
      content: {
        ...rest,
        durationMinutes: duration,
        bufferMinutes: buffer,
        videoUrl: video_url,
        bookedBy: booked_by,
        clinicianId: clinician || null,
      },
    },
  }
}

export const kindAsTyped = (kind: Kind): Typed => ({
  version: kind.version,
  name: kind.name,
  category: kind.category,
  clinician: kind.clinicianId ?? '',
  duration: kind.durationMinutes,
  buffer: kind.bufferMinutes,
  place: kind.place,
  video_url: kind.videoUrl ?? '',
  capacity: kind.capacity,
  grouped: kind.grouped,
  booked_by: kind.bookedBy,
  instructions: kind.instructions,
})

export const NEW_KIND: Typed = {
  version: 0,
  category: 'session',
  duration: 30,
  buffer: 0,
  place: 'practice',
  capacity: 1,
  booked_by: 'nobody',
}
