import type { FastifyReply } from 'fastify'
import type { Clinician } from '../access/clinicians.ts'
import type { Member } from '../access/member.ts'
import { KINDS } from '../agenda/appointment-words.ts'
import type { PassageWindow } from '../cadre/terms.ts'
import { windowWords } from '../cadre/window-words.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import { patientName } from '../patients/names.ts'
import type { Patient } from '../patients/queries.ts'
import type { BecomesLate } from '../planning/who-becomes-late.ts'
import { isFromAgenda } from './back.ts'

export type AppointmentForm = {
  patient: Patient
  typed: Typed
  errors?: FieldErrors
  /** What stands against saving it as it is. */
  refusal?: string
  /** The slot is taken: it may be given twice, on purpose. */
  taken?: boolean
  /** Who would begin later than agreed by it. */
  late?: BecomesLate[]
}

type Around = {
  member: Member
  clinicians: Clinician[]
  /** Of an appointment that exists. */
  id?: string
  windows?: PassageWindow[]
  back: string
  status?: number
}

/** The page on which an appointment is entered or changed. */
export const appointmentPage = async (
  reply: FastifyReply,
  { patient, typed, errors = {}, refusal, taken = false, late = [] }: AppointmentForm,
  { member, clinicians, id, windows = [], back, status = 200 }: Around,
): Promise<FastifyReply> =>
  await reply.page(
    'day-planning/appointment',
    {
      title: `${id ? 'Modifier' : 'Ajouter'} un rendez-vous de ${patientName(patient)}`,
      tab: isFromAgenda(typed.via) ? 'agenda' : 'round',
      id,
      action: id ? `/appointments/${id}` : '/appointments',
      patientId: patient.id,
      name: patientName(patient),
      typed,
      errors,
      refusal,
      taken,
      late,
      back,
      readsClinical: member.readsClinical,
      kinds: KINDS,
      clinicians: Object.fromEntries(clinicians.map(({ id: userId, name }) => [userId, name])),
      moments: windows.map(window => ({ from: window.from, words: windowWords(window) })),
      via: isFromAgenda(typed.via) ? 'agenda' : '',
    },
    { status },
  )
