import type { Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import { markPhone } from '../patients/phone-status.ts'
import type { Instant } from '../terms.ts'
import type { Lesson } from './delivery-report.ts'
import { optOut } from './opt-out.ts'
import { noMoreTextsKey } from './reply-tasks.ts'
import { openTask } from './tasks.ts'

/** Keeps what a text that did not arrive teaches, so that the next ones are called, or the trouble is seen to. */
export const learn = async (
  trx: Trx,
  message: MessageRow,
  { lesson, errorCode }: { lesson: Lesson; errorCode: string },
  now: Instant,
): Promise<void> => {
  const { practice_id: practiceId, to_phone: phone } = message
  switch (lesson) {
    case 'bad_number':
      return await markPhone(trx, practiceId, phone, 'invalid')
    case 'no_texts':
      return await markPhone(trx, practiceId, phone, 'unreachable')
    case 'opted_out':
      return await keepOptOut(trx, message, now)
    case 'misconfigured':
      return await openTrouble(
        trx,
        practiceId,
        `sms-misconfigured:${errorCode}`,
        misconfigured(errorCode),
        now,
      )
    case 'filtered':
      return await openTrouble(trx, practiceId, 'sms-filtered', FILTERED, now)
    case 'try_once_more':
      return
  }
}

const keepOptOut = async (trx: Trx, message: MessageRow, now: Instant): Promise<void> => {
  const { practice_id: practiceId, to_phone: phone } = message
  if ((await optOut(trx, { practiceId, phone, via: 'provider' }, now)) === 'already') return
  const task = {
    practiceId,
    kind: 'alert',
    patientId: message.patient_id,
    carerId: message.carer_id,
    clinicianId: null,
    stopId: null,
    key: noMoreTextsKey(phone),
    reason: 'no_more_texts',
    facts: { phone },
    clinical: false,
    dueAt: null,
  } as const
  await openTask(trx, task, now)
}

const misconfigured = (code: string): string =>
  `L’opérateur refuse des SMS de ce cabinet\u00a0: l’expéditeur ou les pays permis sont à revoir (code ${code}).`

const FILTERED =
  'Un réseau a pris un SMS pour de la publicité et l’a arrêté (code 30007). La personne est à appeler.'

/** An alert about texts as such: it names nobody. */
export const openTrouble = async (
  trx: Trx,
  practiceId: string,
  key: string,
  sentence: string,
  now: Instant,
): Promise<void> => {
  const task = {
    practiceId,
    kind: 'alert',
    patientId: null,
    carerId: null,
    clinicianId: null,
    stopId: null,
    key,
    reason: 'sms_trouble',
    facts: { sentence },
    clinical: false,
    dueAt: null,
  } as const
  await openTask(trx, task, now)
}
