import type { Trx } from '../../db/database.ts'
import type { WaitingOfferRow } from '../../db/tables/waiting.ts'
import { frenchIn } from '../../http/french.ts'
import { queueMessage } from '../../messages/outbox.ts'
import type { TaskReason } from '../../messages/task-facts.ts'
import { openTask } from '../../messages/tasks.ts'
import type { Instant, Zone } from '../../terms.ts'
import { appointmentContacts } from '../appointment-contacts.ts'
import { CALL_REASONS } from '../change-calls.ts'
import { callKeyOf, WAITING_ORIGIN } from './offers.ts'

/** Asks by the way that was decided: a text now, or a call to make before the deadline. */
export const ask = async (trx: Trx, offer: WaitingOfferRow, zone: Zone, now: Instant): Promise<void> => {
  if (offer.to_phone === null) {
    const contacts = await appointmentContacts(trx, offer.practice_id, offer.patient_id)
    const contact = contacts.find(({ carerId }) => carerId === offer.carer_id)
    const reason = contact?.channel === 'call' ? CALL_REASONS[contact.reason] : 'prefers_call'
    return await askByCall(trx, offer, { reason, phone: contact?.phone ?? null }, zone, now)
  }
  await queueMessage(
    trx,
    {
      practiceId: offer.practice_id,
      patientId: offer.patient_id,
      carerId: offer.carer_id,
      purpose: 'waiting_offer',
      origin: WAITING_ORIGIN,
      refId: offer.id,
      toPhone: offer.to_phone,
      dueAt: now,
      usefulUntilAt: offer.deadline_at,
    },
    now,
  )
}

/** Who cannot be texted is called: nobody is left out for ever because of their phone. */
export const askByCall = async (
  trx: Trx,
  offer: WaitingOfferRow,
  { reason, phone }: { reason: TaskReason; phone: string | null },
  zone: Zone,
  now: Instant,
): Promise<void> => {
  await openTask(
    trx,
    {
      practiceId: offer.practice_id,
      kind: 'call',
      patientId: offer.patient_id,
      carerId: offer.carer_id,
      clinicianId: offer.clinician_id,
      stopId: null,
      key: callKeyOf(offer.id),
      reason,
      facts: { phone, sentence: sentenceOf(offer, zone) },
      clinical: false,
      dueAt: offer.deadline_at,
    },
    now,
  )
}

/** « Une place se libère mardi 24 novembre à 10 h. Sa réponse se note dans la liste d’attente. » */
export const sentenceOf = ({ on, starts_at }: WaitingOfferRow, zone: Zone): string => {
  const f = frenchIn(zone)
  return `Une place se libère ${f.day(on)} à ${f.time(starts_at)}. Sa réponse se note dans la liste d’attente.`
}
