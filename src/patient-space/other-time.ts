import { isAhead } from '../agenda/appointment-status.ts'
import { changeSentence, whichAppointment } from '../agenda/change-words.ts'
import { followAppointment } from '../agenda/follow-appointment.ts'
import { personOf } from '../agenda/history.ts'
import { isFreeFor } from '../agenda/other-times.ts'
import { changeStatus } from '../agenda/transition.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { frenchIn } from '../http/french.ts'
import { bookInstead, changeInRound, type Outcome } from '../planning/place.ts'
import { sameAgain } from '../planning/same-again.ts'
import type { Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import { askPractice, type Held, isSoon, letPracticeKnow } from './appointment-answering.ts'
import { howCancelled, isMissed } from './appointment-day.ts'
import { momentWords, movesAlone } from './offer.ts'

/** `at`: what was chosen; of a wish, the times that would suit. */
export type OtherTime = { appointment: AppointmentRow; version: number; at: readonly Instant[] }

/** Takes the time that was chosen and with it confirms it, or tells the practice which would suit. */
export const takeOtherTime = async (
  trx: Trx,
  held: Held,
  other: OtherTime,
  now: Instant,
): Promise<Outcome | 'wished'> => {
  const { appointment, version, at } = other
  if (appointment.version !== version || !(await isOpen(trx, appointment))) return 'outdated'
  if (!(await movesAlone(trx, held.practice, appointment, now))) return await wish(trx, held, other, now)
  const [agreedAt] = at
  if (!(await isFreeFor(trx, appointment, agreedAt!, { now, zone: held.practice.zone }))) return 'taken'
  return await move(trx, held, appointment, agreedAt!, now)
}

/** It stands, or the practice has taken it away: what the patient cancelled is over. */
const isOpen = async (trx: Trx, appointment: AppointmentRow): Promise<boolean> => {
  if (appointment.status !== 'cancelled') return isAhead(appointment.status)
  return isMissed(await howCancelled(trx, appointment))
}

const wish = async (
  trx: Trx,
  held: Held,
  { appointment, at }: OtherTime,
  now: Instant,
): Promise<'wished'> => {
  const times = at.map(each => momentWords(each, held.practice.zone)).join(' ou ')
  const meaning = isAhead(appointment.status) ? 'cannot' : 'call_back'
  await askPractice(trx, held, appointment, meaning, now, ` Conviendrait\u00a0: ${times}.`)
  return 'wished'
}

const move = async (
  trx: Trx,
  held: Held,
  appointment: AppointmentRow,
  agreedAt: Instant,
  now: Instant,
): Promise<Outcome> => {
  const { zone, id: practiceId } = held.practice
  const by = personOf(held.link.carer_id)
  const moment = { now, today: localDate(now, zone), by }
  const wanted = { ...sameAgain(appointment), on: localDate(agreedAt, zone), agreedAt, window: null }
  const choice = { overlap: false, tell: true, atWish: true }
  const content = { ...wanted, notBeforeAt: null }
  const outcome =
    appointment.status === 'cancelled'
      ? await bookInstead(trx, appointment, content, moment, choice)
      : await changeInRound(trx, { practiceId, ...versionOf(appointment) }, content, moment, choice)
  if (outcome !== 'changed') return outcome
  const after = await followAppointment(trx, practiceId, appointment.id)
  await changeStatus(trx, { practiceId, id: after.id, to: 'confirmed', by }, now)
  if (isSoon(appointment, zone, now) || isSoon(after, zone, now))
    await letPracticeKnow(
      trx,
      held,
      { appointment: after, reason: 'moved_by_patient', sentence: sentenceOf(appointment, after, zone) },
      now,
    )
  return 'changed'
}

const versionOf = ({ id, version }: AppointmentRow) => ({ id, version })

const sentenceOf = (before: AppointmentRow, after: AppointmentRow, zone: string): string => {
  const f = frenchIn(zone)
  if (before.status === 'cancelled')
    return `${whichAppointment(after, f)}, pris sur la page après l’annulation.`
  return changeSentence({ purpose: 'moved', before }, after, f)
}
