import type { FastifyReply } from 'fastify'
import type { FieldErrors, Typed } from '../http/form.ts'
import type { Instant } from '../terms.ts'
import { CARER_ROLES } from './carer-roles.ts'
import type { Geocoding } from './geocoder.ts'
import type { HomeAccessKind } from './home-access.ts'
import { LANGUAGES } from './languages.ts'
import { patientName } from './names.ts'
import type { Patient } from './queries.ts'

export type PatientForm = {
  /** Null: somebody new. */
  patient: Patient | null
  typed: Typed
  errors?: FieldErrors
  /** What the geocoder said. */
  located?: Geocoding
  /** Somebody else saved in between: their values, by field. */
  meanwhile?: Record<string, string>
}

type Around = {
  status: number
  homeAccess: { kind: HomeAccessKind; updated_at: Instant }[]
  mayKeepHomeAccess: boolean
  locates: boolean
}

/** The page of a patient's record as a form, as typed, with what is to be said about it. */
export const patientFormPage = async (
  reply: FastifyReply,
  { patient, typed, errors = {}, located, meanwhile = {} }: PatientForm,
  { status, homeAccess, mayKeepHomeAccess, locates }: Around,
): Promise<FastifyReply> =>
  await reply.page(
    'patients/form',
    {
      title: patient ? `Modifier ${patientName(patient)}` : 'Nouveau patient',
      tab: 'patients',
      action: patient ? `/patients/${patient.id}` : '/patients',
      back: patient ? `/patients/${patient.id}` : '/patients',
      name: patient ? patientName(patient) : null,
      typed,
      errors,
      located,
      meanwhile,
      outdated: status === 409,
      keptSince: Object.fromEntries(homeAccess.map(kept => [kept.kind, kept.updated_at])),
      mayKeepHomeAccess,
      locates,
      languages: LANGUAGES,
      carerRoles: CARER_ROLES,
    },
    { status },
  )
