import { followAppointment } from '../agenda/follow-appointment.ts'
import type { Trx } from '../db/database.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import { receiveReply } from '../messages/inbound.ts'
import { isOptedOut } from '../messages/opt-out.ts'
import { answerKey } from '../messages/reply-tasks.ts'
import { withdrawTasks } from '../messages/tasks.ts'
import { listPhones } from '../patients/queries.ts'
import type { Instant } from '../terms.ts'
import { ANSWER_WORDS, type Answer, stands } from './answers.ts'
import { findAnswer, getLinkedStop } from './queries.ts'
import { textPhonesOf } from './texts.ts'

/** Nothing on these pages answers a message that an origin must hear of: the stop itself is known. */
const NO_ORIGINS = {}

/** Hands a button's answer to the clinician. The one that stands already counts once; another one replaces it. */
export const giveAnswer = async (
  trx: Trx,
  link: PatientLinkRow,
  answer: Answer,
  now: Instant,
): Promise<'given' | 'already'> => {
  if (stands(await findAnswer(trx, link), answer)) return 'already'
  const fromPhone = await phoneOf(trx, link)
  if (answer === 'fine') await withdrawCall(trx, link, fromPhone, now)
  const from = { ...(await senderOf(trx, link)), fromPhone }
  await receiveReply(trx, NO_ORIGINS, { ...from, meaning: answer, body: ANSWER_WORDS[answer] }, now)
  return 'given'
}

const TEXTS_WORDS = { opt_out: 'Ne plus recevoir de SMS', opt_in: 'Recevoir à nouveau des SMS' }

/** Stops or resumes the texts to every number of the link's holder, and lets the practice know. */
export const wantTexts = async (
  trx: Trx,
  link: PatientLinkRow,
  wanted: boolean,
  now: Instant,
): Promise<void> => {
  const meaning = wanted ? 'opt_in' : 'opt_out'
  const sender = await senderOf(trx, link)
  for (const fromPhone of await textPhonesOf(trx, link)) {
    const refused = await isOptedOut(trx, { practiceId: link.practice_id, phone: fromPhone })
    if (refused !== wanted) continue
    await receiveReply(trx, NO_ORIGINS, { ...sender, fromPhone, meaning, body: TEXTS_WORDS[meaning] }, now)
  }
}

const senderOf = async (trx: Trx, link: PatientLinkRow) => {
  const about = link.purpose === 'appointment' ? await ofAppointment(trx, link) : await ofStop(trx, link)
  const whose = { practiceId: link.practice_id, patientId: link.patient_id, carerId: link.carer_id }
  return { via: 'page', ...whose, ...about } as const
}

const ofStop = async (trx: Trx, link: PatientLinkRow) => ({
  stopId: link.ref_id,
  clinicianId: (await getLinkedStop(trx, link)).clinician_id,
})

const ofAppointment = async (trx: Trx, link: PatientLinkRow) => {
  const { clinician_id } = await followAppointment(trx, link.practice_id, link.ref_id)
  return { stopId: null, clinicianId: clinician_id }
}

/** Where this person is called back; empty when no number is known. */
export const phoneOf = async (trx: Trx, link: PatientLinkRow): Promise<string> => {
  const phones = await listPhones(trx, link.practice_id, [link.patient_id])
  const own = phones.filter(phone => phone.carer_id === link.carer_id)
  return (own.find(phone => phone.sms_target === 1) ?? own[0])?.e164 ?? ''
}

/** « Ça me va » after « Rappelez-moi »: nobody needs to call any more. */
const withdrawCall = async (trx: Trx, link: PatientLinkRow, phone: string, now: Instant): Promise<void> => {
  const key = answerKey({ stop_id: link.ref_id, from_phone: phone })
  await withdrawTasks(trx, { practiceId: link.practice_id, key }, now)
}
