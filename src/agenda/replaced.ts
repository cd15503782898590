import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { frenchIn } from '../http/french.ts'
import type { Id, Instant, LocalDate, Zone } from '../terms.ts'
import { listCovered } from './covered.ts'
import { getAppointment } from './queries.ts'
import { latestStartOf } from './reminder-time.ts'
import type { Replaced } from './replaced-wording.ts'

/** A leave of one clinician, as a message about who comes instead keeps it. */
export type ReplacedDays = { clinicianId: Id; fromOn: LocalDate; toOn: LocalDate }

type Practice = { id: Id; zone: Zone }

/** Who comes instead to what this patient still has on the days of a leave; undefined: nobody, or nothing is left. */
export const replacedNow = async (
  db: Db | Trx,
  practice: Practice,
  { patientId, ...days }: ReplacedDays & { patientId: Id },
  now: Instant,
): Promise<(Replaced & { appointments: AppointmentRow[] }) | undefined> => {
  const all = await listCovered(db, { practiceId: practice.id, patientId, ...days })
  const covered = all.filter(({ row }) => latestStartOf(row, practice.zone) > now)
  if (covered.length === 0) return undefined
  const { first_name: instead } = await db
    .selectFrom('users')
    .select('first_name')
    .where('id', '=', days.clinicianId)
    .executeTakeFirstOrThrow()
  const by = [...new Set(covered.map(each => each.by.firstName))]
  return { by, instead, appointments: covered.map(({ row }) => row) }
}

/** The days that a message is about: those of the leave, with the clinician of the appointment that was found first. */
export const daysOf = async (db: Db | Trx, row: AppointmentMessageRow): Promise<ReplacedDays> => {
  const { clinician_id: clinicianId } = await getAppointment(db, row.practice_id, row.appointment_id!)
  return { clinicianId, ...(JSON.parse(row.before!) as { fromOn: LocalDate; toOn: LocalDate }) }
}

/** What whoever calls has to tell: « Du 7 au 8 décembre 2026, Sacha remplace Bastien. Les heures ne changent pas. » */
export const replacedSentence = ({ by, instead, appointments }: Replaced, zone: Zone): string => {
  const f = frenchIn(zone)
  const days = f.dates(appointments[0]!.on, appointments.at(-1)!.on)
  const comes = by.length > 1 ? 'remplacent' : 'remplace'
  return `${f.capital(days)}, ${by.join(' puis ')} ${comes} ${instead}. Les heures ne changent pas.`
}
