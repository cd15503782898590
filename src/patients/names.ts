import type { PatientRow } from '../db/tables/patients.ts'
import { NO_BREAK } from '../http/french.ts'

type Named = Pick<PatientRow, 'civility' | 'first_name' | 'last_name'>

/** « Mme Odette Delmas » */
export const patientName = ({ civility, first_name, last_name }: Named): string =>
  `${withCivility(civility)}${first_name} ${last_name}`.trim()

/** « Mme Delmas »; without a civility, the whole name. */
export const shortName = (patient: Named): string =>
  patient.civility === ''
    ? patientName(patient)
    : `${withCivility(patient.civility)}${patient.last_name || patient.first_name}`

/** What a word about somebody ends in: « prévenu », « prévenue »; « prévenu·e » where the civility is unknown. */
export const ending = ({ civility }: Pick<Named, 'civility'>): string => ENDINGS[civility]

const ENDINGS: Record<Named['civility'], string> = { Mme: 'e', 'M.': '', '': '·e' }

const withCivility = (civility: Named['civility']): string =>
  civility === '' ? '' : `${civility}${NO_BREAK}`
