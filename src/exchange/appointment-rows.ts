import { hasRoom, type Occupation } from '../agenda/capacity.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { readLocalTime } from '../http/typed-time.ts'
import { foldWords } from '../patients/search-text.ts'
import type { Id, Instant, LocalDate, Place, Zone } from '../terms.ts'
import { instantAt, minutesToMs, toEpochMs } from '../time.ts'
import type { AppointmentField, Columns } from './columns.ts'
import type { Row } from './csv-table.ts'
import { readFrenchDate } from './french-dates.ts'
import { findSame, type Likeness, namesakes, type Person, type Register } from './known-people.ts'
import { bornOn, cellOf, type Problem, phoneOf } from './patient-rows.ts'

export type ImportedAppointment = {
  patientId: Id
  clinicianId: Id
  on: LocalDate
  agreedAt: Instant | null
  durationMinutes: number
  place: Place
  kind: AppointmentRow['kind']
  care: string
}

export type CheckedAppointment = {
  line: number
  input: ImportedAppointment | null
  problems: Problem[]
  /** Why it is left out without being wrong: it is over, or it is in the agenda already. */
  left: 'past' | 'same' | null
}

/** What takes room in somebody’s day, and for whom. */
export type Taken = Occupation & { patientId: Id; agreedAt: Instant | null }

export type Agenda = {
  register: Register
  clinicians: { id: Id; name: string; profession: string | null }[]
  /** Whose appointments they are where no column says so; null: it must. */
  clinicianId: Id | null
  zone: Zone
  today: LocalDate
  /** By clinician and day, `<id> <date>`; each line that fits is added. */
  taken: Map<string, Taken[]>
}

const USUAL_MINUTES = 30

/** Reads one line of a table of appointments, and looks whether there is room for it. */
export const checkAppointment = (row: Row, columns: Columns, agenda: Agenda): CheckedAppointment => {
  const problems: Problem[] = []
  const wrong = (field: AppointmentField, message: string): undefined => {
    problems.push({ field, message })
  }
  const cell = (field: AppointmentField): string => cellOf(row.cells, columns[field])
  const on = readFrenchDate(cell('on')) ?? wrong('on', dateFault(cell('on')))
  if (on && on < agenda.today) return { line: row.line, input: null, problems: [], left: 'past' }
  const patient = patientOf(cell, agenda, wrong)
  const clinician = clinicianOf(cell('clinician'), agenda, wrong)
  const place = placeOf(cell('place'), clinician?.profession ?? null, wrong)
  const time = timeOf(cell, place, wrong)
  const durationMinutes = durationOf(cell('duration'), wrong)
  if (cell('care').length > 200) wrong('care', 'C’est plus long que 200 signes.')
  if (problems.length > 0 || !on || !patient || !clinician || !place || !durationMinutes)
    return { line: row.line, input: null, problems, left: null }
  const input: ImportedAppointment = {
    patientId: patient.id,
    clinicianId: clinician.id,
    on,
    agreedAt: time ? instantAt(on, time, agenda.zone) : null,
    durationMinutes,
    place,
    kind: kindOf(place, clinician.profession),
    care: cell('care'),
  }
  const left = claim(input, agenda, wrong)
  return { line: row.line, input: problems.length > 0 ? null : input, problems, left }
}

type Cell = (field: AppointmentField) => string
type Wrong = (field: AppointmentField, message: string) => undefined

const dateFault = (text: string): string =>
  text === '' ? 'La date manque.' : `« ${text} » n’est pas une date. Écrivez-la JJ/MM/AAAA.`

const patientOf = (cell: Cell, { register, today }: Agenda, wrong: Wrong): Person | undefined => {
  if (cell('last_name') === '') return wrong('last_name', 'Le nom manque.')
  const likeness: Likeness = {
    firstName: cell('first_name'),
    lastName: cell('last_name'),
    bornOn: bornOn(cell('born_on'), today, message => wrong('born_on', message)),
    phones: phoneOf(cell('phone'), message => wrong('phone', message)).map(({ e164 }) => e164),
  }
  const named = namesakes(register, likeness)
  const found = named.length === 1 ? named[0] : findSame(register, likeness)
  if (found?.archived) return wrong('last_name', 'Ce patient est archivé.')
  if (found) return found
  return wrong(
    'last_name',
    named.length === 0
      ? 'Ce patient n’est pas dans la patientèle. Importez d’abord les patients.'
      : 'Plusieurs patients portent ce nom\u00a0: ajoutez la date de naissance ou le téléphone.',
  )
}

const TITLES = new Set(['dr', 'docteur', 'mme', 'madame', 'm', 'mr', 'monsieur'])

const clinicianOf = (text: string, { clinicians, clinicianId }: Agenda, wrong: Wrong) => {
  const words = foldWords(text).filter(word => !TITLES.has(word))
  if (words.length === 0)
    return (
      clinicians.find(({ id }) => id === clinicianId) ??
      wrong('clinician', 'Dites pour qui est ce rendez-vous.')
    )
  const named = clinicians.filter(({ name }) => {
    const known = foldWords(name)
    return words.every(word => known.includes(word))
  })
  if (named.length === 1) return named[0]
  return wrong(
    'clinician',
    named.length === 0
      ? `« ${text} » ne soigne pas dans ce cabinet.`
      : `« ${text} » peut être plusieurs personnes.`,
  )
}

const isNurse = (profession: string | null): boolean =>
  foldWords(profession ?? '').some(word => word.startsWith('infirmier'))

const placeOf = (text: string, profession: string | null, wrong: Wrong): Place | undefined => {
  const words = foldWords(text).join(' ')
  if (words === '') return isNurse(profession) ? 'home' : 'practice'
  if (/domicile|maison|chez/.test(words)) return 'home'
  if (/cabinet|centre|sur place/.test(words)) return 'practice'
  return wrong('place', `« ${text} »\u00a0: écrivez « cabinet » ou « domicile ».`)
}

/** The hour has a column of its own, or stands behind the date. */
const timeOf = (cell: Cell, place: Place | undefined, wrong: Wrong) => {
  const text = cell('time') || cell('on').split(/[ T]/).slice(1).join(' ').replace(/^à /, '')
  if (text === '')
    return place === 'practice' ? wrong('time', 'Au cabinet, l’heure est nécessaire.') : undefined
  return readLocalTime(text) ?? wrong('time', `« ${text} » n’est pas une heure. Écrivez-la 9h30.`)
}

const durationOf = (text: string, wrong: Wrong): number | undefined => {
  if (text === '') return USUAL_MINUTES
  const minutes = Number(/^(\d{1,3}) ?(min|minutes|mn)?\.?$/i.exec(text)?.[1])
  return minutes >= 5 && minutes <= 480 ? minutes : wrong('duration', 'De 5 à 480 minutes.')
}

const kindOf = (place: Place, profession: string | null): AppointmentRow['kind'] => {
  if (place === 'home') return 'visit'
  return foldWords(profession ?? '').some(word => word.startsWith('kine')) ? 'session' : 'consultation'
}

/** Takes the room of an appointment in the day, unless it is there already or there is none left. */
const claim = (input: ImportedAppointment, { taken }: Agenda, wrong: Wrong): 'same' | null => {
  const key = `${input.clinicianId} ${input.on}`
  const day = taken.get(key) ?? []
  if (day.some(other => other.patientId === input.patientId && other.agreedAt === input.agreedAt))
    return 'same'
  const place = { ...occupationOf(input), patientId: input.patientId, agreedAt: input.agreedAt }
  const atPractice = day.filter(other => other.from < other.to)
  if (place.from < place.to && !hasRoom(atPractice, place))
    wrong('time', 'Un autre rendez-vous au cabinet occupe ce moment.')
  else taken.set(key, [...day, place])
  return null
}

/** At home, several may be agreed for the same time: that takes no room. */
const occupationOf = ({ place, agreedAt, durationMinutes }: ImportedAppointment): Occupation => {
  const from = agreedAt === null ? 0 : toEpochMs(agreedAt)
  const long = place === 'practice' && agreedAt !== null ? minutesToMs(durationMinutes) : 0
  return { from, to: from + long, capacity: 1, grouped: false }
}
