import type { FastifyReply } from 'fastify'
import type { Member } from '../access/member.ts'
import type { Layout } from '../agenda/series-layout.ts'
import { MOST_LINES } from '../agenda/series-layout.ts'
import type { Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { patientName } from '../patients/names.ts'
import type { Patient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'
import { hiddenFields } from './hidden-fields.ts'
import { previewOf } from './preview.ts'
import { type News, patientsNamedIn, seenOf } from './seen.ts'

type PreviewFacts = {
  patient: Patient
  member: Member
  clinicianId: Id
  typed: Typed
  layout: Layout
  news: News
  action: string
  /** The form of the rhythm, with what was typed. */
  change: string
  knowsHours: boolean
  /** Whether the patient is told unless somebody decides otherwise: of daily passages the dates are known. */
  tells: boolean
  /** Of a series that goes on otherwise: what will be done, and whom to ask about. */
  edit?: {
    scope: number
    same: number
    moved: number
    added: number
    removed: number
    byHand: { id: Id; words: string; reset: boolean }[]
  }
}

/** Every date of a series before anything is booked, each conflict with its choices. */
export const previewPage = async (
  reply: FastifyReply,
  {
    patient,
    member,
    clinicianId,
    typed,
    layout,
    news,
    action,
    change,
    knowsHours,
    tells,
    edit,
  }: PreviewFacts,
): Promise<FastifyReply> => {
  const { seen, choices: _choices, resets: _resets, tell, ...rhythm } = typed
  const own = clinicianId === member.userId
  // Whoever reads that somebody has a time reads something of theirs.
  reply.request.touches(patientsNamedIn(layout))
  const preview = previewOf(layout, news, { f: frenchIn(member.zone), zone: member.zone, own })
  const fields = hiddenFields(rhythm)
  const query = new URLSearchParams(
    fields.map(({ name, value }): [string, string] => [name, value]),
  ).toString()
  return await reply.page(
    'care-series/preview',
    {
      title: `Dates proposées, ${patientName(patient)}`,
      tab: 'patients',
      name: patientName(patient),
      patientId: patient.id,
      preview,
      fields,
      seen: seenOf(layout.lines),
      action,
      change: `${change}?${query}`,
      knowsHours,
      tell: seen === undefined ? tells : Boolean(tell),
      cutShort: layout.lines.length === MOST_LINES,
      edit,
    },
    { status: preview.changed > 0 ? 409 : 200 },
  )
}
