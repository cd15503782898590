import type { FastifyReply } from 'fastify'
import type { Clinician } from '../access/clinicians.ts'
import { isAhead } from '../agenda/appointment-status.ts'
import type { Care } from '../agenda/care.ts'
import { firstRule } from '../agenda/first-rule.ts'
import { frequencyWords } from '../agenda/frequency.ts'
import type { Kind } from '../agenda/kinds.ts'
import { readFrequency } from '../agenda/read-frequency.ts'
import type { SeriesRule } from '../agenda/recurrence.ts'
import type { PassageWindow } from '../cadre/terms.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import { patientName } from '../patients/names.ts'
import type { Patient } from '../patients/queries.ts'
import type { LocalDate } from '../terms.ts'
import { addDays } from '../time.ts'

type First = { care: Care; windows: readonly PassageWindow[]; clinician: Clinician; today: LocalDate }

/** The rhythm as its form begins: that of the last series, else what the prescription most likely means. */
export const firstRhythm = (first: First): Typed => {
  const { care, windows, clinician } = first
  const { category, frequency: written } = care.prescription
  const last = care.series.at(-1)
  const visits = category === 'visit'
  const place = last?.place ?? (visits ? 'home' : 'practice')
  const reading = readFrequency(written)
  const rule = firstRule(reading.read ? reading.frequency : null, place === 'home' ? windows : [])
  return {
    clinician: last?.clinician_id ?? clinician.id,
    kind: last?.kind_id ?? '',
    place,
    duration: last?.duration_minutes ?? (visits ? 15 : 30),
    ...(last ? typedRule(last.rule) : rule),
    ...firstDays(first, reading.read ? reading.frequency.days : null),
    sessions: care.count.toPlace || (reading.read && reading.sessions) || '',
  }
}

/** How long care without an end goes on until it is looked at again. */
const USUAL_DAYS = 90

/** From the day after what is already laid out, up to the end of the prescription or of its frequency. */
const firstDays = ({ care, today }: First, days: number | null): { from: LocalDate; to: LocalDate | '' } => {
  const { prescription: p, count, sessions } = care
  const booked = sessions.filter(({ status }) => isAhead(status)).map(({ on }) => addDays(on, 1))
  const from = [today, p.from_on, ...booked].sort().at(-1)!
  const open = count.toPlace === null ? addDays(p.from_on, (days ?? USUAL_DAYS) - 1) : ''
  const to = p.to_on ?? open
  return { from, to: to < from ? '' : to }
}

/** A rule as a form shows it: an empty field for a time that is not agreed. */
export const typedRule = ({ unit, interval, moments }: SeriesRule): Typed => ({
  unit,
  interval,
  moments: moments.map(each => ({ ...each, to: each.to ?? '', hardBefore: each.hardBefore ?? '' })),
})

export type RhythmForm = {
  patient: Patient
  title: string
  typed: Typed
  errors?: FieldErrors
  /** Where its pages are: the form again, the preview. */
  here: string
  path: { form: string; preview: string }
  back: string
  clinicians: readonly Clinician[]
  kinds: readonly Kind[]
  /** Whether a number of sessions is asked for. */
  counted: boolean
  /** How the prescription was understood. */
  understood?: string | null
}

/** The page on which a rhythm is written: its days, times, place, from when and how many. */
export const rhythmPage = async (
  reply: FastifyReply,
  { patient, title, clinicians, kinds, errors = {}, ...form }: RhythmForm,
  status = 200,
): Promise<FastifyReply> =>
  await reply.page(
    'care-series/rhythm',
    {
      ...form,
      title: `${title}, ${patientName(patient)}`,
      heading: title,
      tab: 'patients',
      name: patientName(patient),
      patientId: patient.id,
      errors,
      clinicians: Object.fromEntries(clinicians.map(({ id, name }) => [id, name])),
      kinds: Object.fromEntries([['', 'Sans type'], ...kinds.map(({ id, name }) => [id, name])]),
    },
    { status },
  )

/** How a prescribed frequency was understood, or that it was not. Null: nothing is written. */
export const understoodWords = (written: string, readsClinical: boolean): string | null => {
  if (written === '') return null
  const reading = readFrequency(written)
  if (reading.read)
    return `Lu comme\u00a0: ${frequencyWords(reading.frequency)}. Corrigez ci-dessous si besoin.`
  const quote = readsClinical
    ? `«\u202f${written}\u202f» n’est pas compris`
    : 'La fréquence n’est pas comprise'
  return `${quote}. Choisissez les jours ci-dessous.`
}
