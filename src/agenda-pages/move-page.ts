import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clinician } from '../access/clinicians.ts'
import { memberOf } from '../access/member.ts'
import { columnsOf } from '../agenda/appointment.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { patientName, shortName } from '../patients/names.ts'
import { getPatient } from '../patients/queries.ts'
import { whoBecomesLate } from '../planning/who-becomes-late.ts'
import { isLocalDate, localTime } from '../time.ts'
import { agendaPage } from './agenda-page.ts'
import { askedAround, chosenOf } from './appointment-place.ts'
import { loadHours } from './closures.ts'
import { moveForm } from './forms.ts'
import { rowsOf } from './grid.ts'
import { shifted, type Target } from './shifted.ts'
import { takenBy } from './shown-appointment.ts'
import { whenWords } from './whereabouts-words.ts'

export type MoveShown = {
  typed: Typed
  errors?: FieldErrors
  refusal?: string
  taken?: boolean
  status?: number
}

/** The form that moves an appointment, beside the week into which it goes: from where, to where, who becomes late by it. */
export const movePage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  row: AppointmentRow,
  clinicians: readonly Clinician[],
  { typed, errors = {}, refusal = '', taken = false, status }: MoveShown,
): Promise<FastifyReply> => {
  const member = memberOf(request)
  const f = frenchIn(member.zone)
  const patient = await getPatient(house.db, member.practiceId, row.patient_id)
  const target = targetOf(row, typed, clinicians)
  const there = target && placedAt(row, target, member.zone)
  const late = there && !isSame(there, row) ? await lateBy(house, there) : []
  request.touches(late.flatMap(each => each.patientId ?? []))
  const who = clinicians.find(({ id }) => id === target?.clinicianId)
  const isElsewhere = there && (there.on !== row.on || there.clinician_id !== row.clinician_id)
  const asked = askedAround(isElsewhere ? there : row)
  return await agendaPage(request, reply, house, asked, {
    chosen: chosenOf(row),
    title: `Déplacer ${patientName(patient)}`,
    status,
    panel: {
      view: 'move',
      path: `/appointments/${row.id}`,
      name: patientName(patient),
      short: shortName(patient),
      version: row.version,
      before: whenWords(row, f),
      after: there && whenWords(there, f),
      with: isElsewhere && there.clinician_id !== row.clinician_id ? (who?.name ?? '') : '',
      clinicians: Object.fromEntries(clinicians.map(({ id, name }) => [id, name])),
      typed: { ...fields(row, member.zone), ...typed },
      errors,
      refusal,
      taken,
      late,
      shut: there ? await shutWords(house, there, member.zone) : '',
    },
  })
}

const fields = (row: AppointmentRow, zone: string): Typed => {
  const start = row.agreed_at ?? row.window_from_at
  return { date: row.on, time: start === null ? '' : localTime(start, zone), clinician: row.clinician_id }
}

/** Where the form leads as it stands; undefined while it says nothing, or nothing that can be read. */
const targetOf = (
  row: AppointmentRow,
  typed: Typed,
  clinicians: readonly Clinician[],
): Target | undefined => {
  if (typed.date === undefined || !isLocalDate(String(typed.date))) return undefined
  const form = moveForm.safeParse({ ...typed, overlap: undefined, tell: undefined })
  if (!form.success) return undefined
  const clinicianId = form.data.clinician || row.clinician_id
  if (!clinicians.some(({ id }) => id === clinicianId)) return undefined
  return { on: form.data.date, time: form.data.time, clinicianId }
}

/** The appointment as it would be. */
const placedAt = (row: AppointmentRow, target: Target, zone: string): AppointmentRow => ({
  ...row,
  ...columnsOf(shifted(row, target, zone)),
  on: target.on,
  clinician_id: target.clinicianId,
})

const isSame = (a: AppointmentRow, b: AppointmentRow): boolean =>
  a.clinician_id === b.clinician_id && takenBy(a)?.from === takenBy(b)?.from

/** Why nobody is there then, as the hours say; empty: somebody is, or nobody has said when. */
const shutWords = async ({ db }: House, there: AppointmentRow, zone: string): Promise<string> => {
  const { on, clinician_id: clinicianId, practice_id: practiceId } = there
  const taken = takenBy(there)
  const rows = taken && rowsOf(on, taken, zone)
  if (!rows) return ''
  const hours = await loadHours(db, { practiceId, clinicianIds: [clinicianId], from: on, to: on }, zone)
  const { open, closures } = hours.of(clinicianId, on)
  const closed = closures.find(({ from, to }) => from < rows.to && rows.from < to)
  if (closed) return closed.words
  const isOpen = open === null || open.some(({ from, to }) => from <= rows.from && rows.to <= to)
  return isOpen ? '' : 'en dehors des horaires'
}

const lateBy = async ({ db }: House, there: AppointmentRow) =>
  await whoBecomesLate(db, {
    practiceId: there.practice_id,
    clinicianId: there.clinician_id,
    on: there.on,
    id: there.id,
    time: there,
  })
