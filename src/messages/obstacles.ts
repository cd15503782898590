import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import { type CapCheck, checkCaps } from './caps.ts'
import { isOptedOut } from './opt-out.ts'
import type { Undeliverable } from './origins.ts'
import { fitsPhone } from './segments.ts'
import { countSent } from './sent-counts.ts'
import { openTaskOnce } from './tasks.ts'

type Leaving = { body: string; usefulUntilAt: Instant }

/** Why a message that is still true must not leave all the same; a cap that is reached also opens its alert. */
export const findObstacle = async (
  trx: Trx,
  message: MessageRow,
  { body, usefulUntilAt }: Leaving,
  now: Instant,
): Promise<Undeliverable | undefined> => {
  if (usefulUntilAt <= now) return 'too_late'
  // Whoever asks for a code wants this text, and codes have caps of their own (see access/code-caps.ts).
  if (message.purpose === 'code') return fitsPhone(body, message.to_phone) ? undefined : 'too_long'
  if (await isOptedOut(trx, { practiceId: message.practice_id, phone: message.to_phone })) return 'opted_out'
  if (!fitsPhone(body, message.to_phone)) return 'too_long'
  return await findCap(trx, message, now)
}

const findCap = async (trx: Trx, message: MessageRow, now: Instant): Promise<Undeliverable | undefined> => {
  const practice = await trx
    .selectFrom('practices')
    .select(['id', 'zone', 'messages_per_person_day', 'messages_per_hour'])
    .where('id', '=', message.practice_id)
    .executeTakeFirstOrThrow()
  const check = checkCaps(await countSent(trx, practice, message.to_phone, now), {
    perPersonDay: practice.messages_per_person_day,
    perPracticeHour: practice.messages_per_hour,
  })
  if (!check.reached) return undefined
  await alertOfCap(trx, message, practice, check, now)
  return `cap_${check.cap}`
}

/** Once per person and day, or per hour: what a person has seen is not told again. */
const alertOfCap = async (
  trx: Trx,
  message: MessageRow,
  practice: Pick<PracticeRow, 'id' | 'zone'>,
  { cap, reason }: Extract<CapCheck, { reached: true }>,
  now: Instant,
): Promise<void> => {
  const aboutPerson = cap === 'person_day'
  const alert = {
    practiceId: practice.id,
    kind: 'alert',
    patientId: aboutPerson ? message.patient_id : null,
    carerId: aboutPerson ? message.carer_id : null,
    clinicianId: null,
    stopId: null,
    key: aboutPerson
      ? `cap-person:${message.to_phone}:${localDate(now, practice.zone)}`
      : `cap-practice:${now.slice(0, 'YYYY-MM-DDTHH'.length)}`,
    reason: `cap_${cap}`,
    facts: { sentence: reason },
    clinical: false,
    dueAt: null,
  } as const
  await openTaskOnce(trx, alert, now)
}
