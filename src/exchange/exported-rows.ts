import { KINDS } from '../agenda/appointment-words.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { PatientRow } from '../db/tables/patients.ts'
import { displayPhone } from '../patients/phones.ts'
import type { Instant, LocalDate, Zone } from '../terms.ts'
import { localDate, localTime } from '../time.ts'
import { STATUS_WORDS } from './exported-words.ts'

export const PATIENT_HEADER = [
  'Civilité',
  'Nom',
  'Prénom',
  'Date de naissance',
  'Téléphone',
  'Autre téléphone',
  'Adresse',
  'Complément',
  'Code postal',
  'Ville',
  'Archivé le',
]

export type ExportedPatient = Pick<
  PatientRow,
  | 'civility'
  | 'first_name'
  | 'last_name'
  | 'born_on'
  | 'address'
  | 'address_extra'
  | 'postcode'
  | 'city'
  | 'archived_at'
> & { phones: string[] }

export const APPOINTMENT_HEADER = [
  'Date',
  'Heure',
  'Jusqu’à',
  'Durée (min)',
  'Soignant·e',
  'Nom',
  'Prénom',
  'Date de naissance',
  'Lieu',
  'Type',
  'Soin',
  'État',
]

export type ExportedAppointment = Pick<
  AppointmentRow,
  | 'on'
  | 'agreed_at'
  | 'window_from_at'
  | 'window_to_at'
  | 'duration_minutes'
  | 'place'
  | 'kind'
  | 'care'
  | 'status'
> &
  Pick<PatientRow, 'first_name' | 'last_name' | 'born_on'> & { clinician: string }

/** « 05/11/1948 » */
export const frenchDate = (date: LocalDate | null): string => date?.split('-').toReversed().join('/') ?? ''

export const patientCells = (patient: ExportedPatient, zone: Zone): string[] => [
  patient.civility,
  patient.last_name,
  patient.first_name,
  frenchDate(patient.born_on),
  plainPhone(patient.phones[0]),
  plainPhone(patient.phones[1]),
  patient.address,
  patient.address_extra,
  patient.postcode,
  patient.city,
  patient.archived_at ? frenchDate(localDate(patient.archived_at, zone)) : '',
]

/** With spaces that every program knows. */
const plainPhone = (e164: string | undefined): string =>
  e164 ? displayPhone(e164).replaceAll(/[\u00a0\u202f]/g, ' ') : ''

export const appointmentCells = (appointment: ExportedAppointment, zone: Zone): string[] => {
  const time = (at: Instant | null): string => (at === null ? '' : localTime(at, zone))
  return [
    frenchDate(appointment.on),
    time(appointment.agreed_at ?? appointment.window_from_at),
    time(appointment.window_to_at),
    String(appointment.duration_minutes),
    appointment.clinician,
    appointment.last_name,
    appointment.first_name,
    frenchDate(appointment.born_on),
    appointment.place === 'home' ? 'domicile' : 'cabinet',
    KINDS[appointment.kind],
    appointment.care,
    STATUS_WORDS[appointment.status],
  ]
}
